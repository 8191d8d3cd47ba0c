class MeteredStream:
    def __init__(self, stream):
        self._stream = stream
        self._counts = {"receive": [0, 0], "send": [0, 0]}

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return self._stream.__exit__(kind, error, trace)

    def receive(self, size, flags=0):
        data = self._stream.receive(size, flags)
        self._count("receive", len(data))
        return data

    def send(self, data, flags=0):
        sent = self._stream.send(data, flags)
        self._count("send", sent)
        return sent

    def _count(self, what, size):
        self._counts[what][0] += 1
        self._counts[what][1] += size

    @property
    def receive_ops(self):
        return self._counts["receive"][0]

    @property
    def receive_bytes(self):
        return self._counts["receive"][1]

    @property
    def send_ops(self):
        return self._counts["send"][0]

    @property
    def send_bytes(self):
        return self._counts["send"][1]
