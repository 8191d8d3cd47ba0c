import functools


class Person:
    def __init__(self, name, age):
        self.name = name
        self.age = age

    def greet(self):
        return f"I am {self.name}"

    def older(self, years):
        return self.age + years


def add(a, b):
    return a + b


def age_of(person):
    return person.age


def mul(a, b):
    return a * b


def by_length_then_text(text):
    return len(text), text


def is_even(n):
    return n % 2 == 0


def make_list():
    return ["start"]


def censor(match):
    word = match.group()
    return word[0] + "*" * (len(word) - 2) + word[-1]


@functools.singledispatch
def describe(value):
    return "something"


@describe.register
def _(value: int):
    return f"int {value}"


@describe.register
def _(value: str):
    return f"text {value}"


def dispatch(sign, a, b, extra=None):
    return {"+": add, "*": mul, **(extra or {})}[sign](a, b)


def ticker():
    n = 0

    def tick():
        nonlocal n
        n += 1
        return n

    return tick
