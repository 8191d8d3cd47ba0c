class _Cell:
    def __init__(self):
        self.dependents = []

    def everything_after(self, found):
        for cell in self.dependents:
            if cell in found:
                found.remove(cell)
            found.append(cell)
            cell.everything_after(found)
        return found


class InputCell(_Cell):
    def __init__(self, value):
        super().__init__()
        self._value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value
        after = self.everything_after([])
        before = [cell.value for cell in after]
        for cell in after:
            cell.update()
        for cell, old in zip(after, before):
            if cell.value != old:
                for callback in list(cell.callbacks):
                    callback(cell.value)


class ComputeCell(_Cell):
    def __init__(self, inputs, compute):
        super().__init__()
        self.inputs = inputs
        self.compute = compute
        self.callbacks = []
        for cell in inputs:
            cell.dependents.append(self)
        self.update()

    def update(self):
        self.value = self.compute([cell.value for cell in self.inputs])

    def add_callback(self, callback):
        self.callbacks.append(callback)

    def remove_callback(self, callback):
        if callback in self.callbacks:
            self.callbacks.remove(callback)
