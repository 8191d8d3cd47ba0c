class Counter:

    def __init__(self):
        pass

    def increment(self):
        pass

class Session:

    def __init__(self, name):
        pass

    def open(self):
        pass

    def close(self):
        pass

    def request(self):
        pass
