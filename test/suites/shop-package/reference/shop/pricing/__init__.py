def DEFAULT(total, count):
    return total


def best_of(*rules):
    return lambda total, count: min(rule(total, count) for rule in rules)


from . import rules  # noqa: E402
