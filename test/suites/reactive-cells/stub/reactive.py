class InputCell(_Cell):

    def __init__(self, value):
        raise NotImplementedError

    @property
    def value(self):
        raise NotImplementedError

    @value.setter
    def value(self, value):
        raise NotImplementedError

class ComputeCell(_Cell):

    def __init__(self, inputs, compute):
        raise NotImplementedError

    def update(self):
        raise NotImplementedError

    def add_callback(self, callback):
        raise NotImplementedError

    def remove_callback(self, callback):
        raise NotImplementedError
