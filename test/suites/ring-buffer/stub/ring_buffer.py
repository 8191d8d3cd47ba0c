class BufferFull(BufferError):

    def __init__(self, message, capacity):
        pass

class BufferEmpty(BufferError):

    def __init__(self, message):
        pass

class RingBuffer:

    def __init__(self, capacity):
        pass

    def read(self):
        pass

    def write(self, item):
        pass

    def overwrite(self, item):
        pass

    def clear(self):
        pass
