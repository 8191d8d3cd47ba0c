"""Hidden suite that uses the submission while it is collected: parameters, ids and names come from it. SECRET-7f3a"""

import pytest
import solution


@pytest.mark.parametrize("number", solution.PRIMES)
def test_prime(number):
    assert number in (2, 3)


@pytest.mark.parametrize("number", sorted(solution.PRIMES), ids=str)
def test_square(number):
    assert solution.square(number) == {2: 4, 3: 9}[number]
