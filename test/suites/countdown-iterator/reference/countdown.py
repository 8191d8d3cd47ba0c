class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1

    def __length_hint__(self):
        return self.current


class Launch:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return Countdown(self.start)
