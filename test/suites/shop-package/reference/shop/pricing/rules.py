def flat(amount):
    return lambda total, count: total - amount


def bulk(at, percent):
    def rule(total, count):
        return total * (100 - percent) / 100 if count >= at else total

    return rule
