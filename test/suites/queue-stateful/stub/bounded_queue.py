class QueueFull(Exception):

    def __init__(self, item):
        raise NotImplementedError

class Ticket:

    def __init__(self, item):
        raise NotImplementedError

class BoundedQueue:

    def __init__(self, capacity):
        raise NotImplementedError

    def put(self, item):
        raise NotImplementedError

    def get(self):
        raise NotImplementedError
