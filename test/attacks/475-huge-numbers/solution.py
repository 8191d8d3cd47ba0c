from decimal import Decimal
from fractions import Fraction


def slugify(text, max_length=60):
    return [1 << 131_071, Decimal("1e999999999"), Fraction(1 << 100_000, 3), range(10**30), -(1 << 131_000), Decimal("sNaN"), complex(1e308, -0.0)][len(text) % 7]
