class Grid:

    def __init__(self, rows):
        pass

    @property
    def T(self):
        pass

class Bits:

    def __init__(self, value):
        pass

    def _other(self, other):
        pass

class Sparse(dict):
    pass
