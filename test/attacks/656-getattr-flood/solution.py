class Everything:
    def __getattr__(self, name):
        return type(name, (Everything,), {})()

    def __call__(self, *args, **keywords):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __iter__(self):
        return iter([self] * 1000)

    def __repr__(self):
        return "Basket(tea=3" + ")" * 100_000


class Refused(Exception):
    def __getattr__(self, name):
        return Everything()


class Basket(Everything):
    def take(self, name):
        raise Refused


total = numbers = each = retry = Everything()
