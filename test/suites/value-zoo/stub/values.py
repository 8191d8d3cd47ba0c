import datetime
import math
import uuid
from decimal import Decimal
from fractions import Fraction

def echo(value):
    pass

def describe(value):
    pass

def nothing():
    pass

def same_type(a, b):
    pass

def sign_bit(number):
    pass

def type_of(value):
    pass

def big(n):
    pass

def many(n):
    pass

def nested(depth):
    pass

def pair_up(*args, **kwargs):
    pass

def shrug():
    pass

def special(name):
    pass
