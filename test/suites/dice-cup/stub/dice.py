import random
import string
from random import choice

def roll():
    pass

class Cup:

    def __init__(self, count, source=None):
        pass

    def throw(self):
        pass

def robot_name():
    pass

def shuffle_copy(items):
    pass
