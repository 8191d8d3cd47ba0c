class MeteredStream:

    def __init__(self, stream):
        pass

    def receive(self, size, flags=0):
        pass

    def send(self, data, flags=0):
        pass

    def _count(self, what, size):
        pass

    @property
    def receive_ops(self):
        pass

    @property
    def receive_bytes(self):
        pass

    @property
    def send_ops(self):
        pass

    @property
    def send_bytes(self):
        pass
