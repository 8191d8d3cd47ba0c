class Countdown:

    def __init__(self, start):
        raise NotImplementedError

class Launch:

    def __init__(self, start):
        raise NotImplementedError
