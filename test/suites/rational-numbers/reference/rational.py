import math
import numbers
from fractions import Fraction


class Rational(numbers.Rational):
    def __init__(self, numer, denom=1):
        if denom == 0:
            raise ZeroDivisionError("denominator is zero")
        shared = math.gcd(numer, denom) * (-1 if denom < 0 else 1)
        self.numer = numer // shared
        self.denom = denom // shared

    numerator = property(lambda self: self.numer)
    denominator = property(lambda self: self.denom)

    def _with(self, other, work):
        if isinstance(other, numbers.Rational):
            result = work(Fraction(self.numer, self.denom), Fraction(other.numerator, other.denominator))
            return Rational(result.numerator, result.denominator) if isinstance(result, Fraction) else result
        if isinstance(other, float):
            return work(float(self), other)
        return NotImplemented

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other):
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self._with(other, lambda a, b: a / b)

    def __rtruediv__(self, other):
        return self._with(other, lambda a, b: b / a)

    def __floordiv__(self, other):
        return self._with(other, lambda a, b: a // b)

    def __rfloordiv__(self, other):
        return self._with(other, lambda a, b: b // a)

    def __mod__(self, other):
        return self._with(other, lambda a, b: a % b)

    def __rmod__(self, other):
        return self._with(other, lambda a, b: b % a)

    def __pow__(self, other):
        if isinstance(other, int):
            return self._with(other, lambda a, b: a**b)
        return float(self) ** other

    def __rpow__(self, other):
        return other ** float(self)

    def __neg__(self):
        return Rational(-self.numer, self.denom)

    def __pos__(self):
        return self

    def __abs__(self):
        return Rational(abs(self.numer), self.denom)

    def __eq__(self, other):
        if not isinstance(other, numbers.Rational):
            return NotImplemented
        return (self.numer, self.denom) == (other.numerator, other.denominator)

    def __lt__(self, other):
        return float(self) < float(other)

    def __le__(self, other):
        return float(self) <= float(other)

    def __gt__(self, other):
        return float(self) > float(other)

    def __ge__(self, other):
        return float(self) >= float(other)

    def __int__(self):
        return math.trunc(self)

    def __hash__(self):
        return hash(Fraction(self.numer, self.denom))

    def __trunc__(self):
        return math.trunc(Fraction(self.numer, self.denom))

    def __floor__(self):
        return math.floor(Fraction(self.numer, self.denom))

    def __ceil__(self):
        return math.ceil(Fraction(self.numer, self.denom))

    def __round__(self, digits=None):
        return round(Fraction(self.numer, self.denom), digits)

    def __str__(self):
        return f"{self.numer}/{self.denom}"
