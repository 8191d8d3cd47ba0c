"""Add up amounts by name: `python solution.py amounts.csv`."""


def main() -> None:
    raise NotImplementedError


if __name__ == "__main__":
    main()
