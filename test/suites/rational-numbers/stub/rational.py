import math
import numbers
from fractions import Fraction

class Rational(numbers.Rational):

    def __init__(self, numer, denom=1):
        raise NotImplementedError

    def _with(self, other, work):
        raise NotImplementedError
