"""Nothing but loops and recursion."""


def my_sum(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


def biggest(numbers):
    if not numbers:
        raise ValueError("nothing to compare")
    best = numbers[0]
    for number in numbers:
        if number > best:
            best = number
    return best


def unique_in_order(items):
    return list(dict.fromkeys(items))


def power(base, exponent):
    return 1 if exponent == 0 else base * power(base, exponent - 1)


def count_down(n):
    return [] if n == 0 else [n, *count_down(n - 1)]
