import random
import string
from random import choice


def roll():
    return random.randint(1, 6)


class Cup:
    def __init__(self, count, source=None):
        self.count = count
        self.source = source

    def throw(self):
        if self.source is not None:
            return [self.source.randint(1, 6) for _ in range(self.count)]
        return [roll() for _ in range(self.count)]


def robot_name():
    letters = "".join(choice(string.ascii_uppercase) for _ in range(2))
    return letters + "".join(choice(string.digits) for _ in range(3))


def shuffle_copy(items):
    copy = list(items)
    random.shuffle(copy)
    return copy
