from collections import namedtuple
from collections.abc import MutableSequence
Card = None

class Deck(MutableSequence):

    def __init__(self):
        pass

    def insert(self, position, card):
        pass
