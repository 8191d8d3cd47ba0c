OVEN_MINUTES = 40


def remaining(minutes):
    """Minutes left in the oven."""
    return OVEN_MINUTES - minutes


def preparation(layers):
    """Minutes needed for so many layers."""
    return 2 * layers


def elapsed(layers, minutes):
    """Minutes since the beginning."""
    return preparation(layers) + minutes
