from dataclasses import dataclass, field

class StopEvent(Exception):
    pass

class Event:
    pass

class Bus:

    def __init__(self):
        pass

    def subscribe(self, name, listener, priority=5):
        pass

    def unsubscribe(self, name, listener):
        pass

    def listeners(self, name):
        pass

    def on(self, name):
        pass

    def once(self, name, listener):
        pass

    def publish(self, name, **data):
        pass

    def send(self, event):
        pass

    def ask(self, name):
        pass
