from dataclasses import dataclass, field

class Bolt:
    pass

class Crate:
    pass

class Coordinate:
    pass

def total_weight(crate):
    pass
