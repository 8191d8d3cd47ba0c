def remaining(minutes):
    pass

def elapsed(layers, minutes):
    pass
