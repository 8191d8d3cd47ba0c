"""Checks the Python half of the repository inside a container: the sources come in as a tar on standard input.

The first file of the tar, `task`, says what to do: `lint` (ruff and mypy) or `tests` (pytest). Everything the tools say goes to
standard output; the exit code is 0 when all of them are content. Only the container's own tmpfs is written to.
"""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

WORK = Path("/work")
CONFIG = "--config=runner-images/pyproject.toml"
PACKAGES = ("waymark", "waymark_agent", "waymark_wire", "waymark_gate", "waymark_service", "waymark_author")
SOURCES = tuple(f"runner-images/{name}/src" for name in ("judge", "agent", "wire", "gate", "service", "author"))


def main() -> int:
    with tarfile.open(fileobj=sys.stdin.buffer, mode="r|") as archive:
        archive.extractall(WORK, filter="data")
    os.chdir(WORK)
    task = Path("task").read_text(encoding="utf-8").split("\n")
    failed = run_tests(task[1:]) if task[0] == "tests" else run_lint()
    sys.stdout.flush()
    return 1 if failed else 0


def run_lint() -> bool:
    packages = [argument for name in PACKAGES for argument in ("-p", name)]
    mypy = ("mypy", "--config-file=runner-images/pyproject.toml", "--cache-dir=/tmp/mypy")
    # Each service has a module of the same name, so each is looked at by itself.
    services = sorted(map(str, Path("runner-images/services").glob("*/server.py")))
    results = [
        run("ruff", "check", "--no-cache", CONFIG, "runner-images"),
        run("ruff", "format", "--no-cache", "--check", "--quiet", CONFIG, "runner-images"),
        run("ruff", "check", "--no-cache", "exercises", "examples", "templates"),
        run("ruff", "format", "--no-cache", "--check", "--quiet", "exercises", "examples", "templates"),
        run(*mypy, *packages),
        *(run(*mypy, service) for service in services),
    ]
    return any(results)


def run_tests(arguments: list[str]) -> bool:
    """One pytest run for each folder of tests, so that none can lean on what another one imported."""
    folders = sorted(path for path in Path("runner-images").glob("*/tests") if any(path.rglob("test_*.py")))
    results = [
        run("python", "-m", "pytest", "-c", "runner-images/pyproject.toml", "--rootdir=.", *arguments, str(folder))
        for folder in folders
    ]
    if not folders:
        print("There are no tests below runner-images.")
    return any(results) or not folders


def run(program: str, *arguments: str) -> bool:
    """Whether it failed."""
    print(f"$ {program} {' '.join(arguments)}", flush=True)
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join(str(WORK / source) for source in SOURCES),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    code = subprocess.run(
        [f"/opt/check/bin/{program}", *arguments],
        env=env,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return code.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
