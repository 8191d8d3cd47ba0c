class Endless:
    def __dir__(self):
        while True:
            pass


class Leaving:
    def __dir__(self):
        raise SystemExit(0)


def slugify(text, max_length=60):
    match len(text) % 4:
        case 0:
            raise ImportError("no", name="unittest.__main__") from None
        case 1:
            raise AttributeError("no", name="x", obj=Endless())
        case 2:
            raise AttributeError("no", name="x", obj=Leaving())
    error = ImportError("no", name="pip.__main__")
    error.name_from = "x"
    raise error
