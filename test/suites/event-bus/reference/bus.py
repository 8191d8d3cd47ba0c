from dataclasses import dataclass, field


class StopEvent(Exception):
    pass


@dataclass
class Event:
    name: str
    data: dict = field(default_factory=dict)


class Bus:
    def __init__(self):
        self._listeners = {}
        self.history = []
        self.errors = []

    def subscribe(self, name, listener, priority=5):
        listeners = self._listeners.setdefault(name, [])
        if listener not in [known for _, known in listeners]:
            listeners.append((priority, listener))
            listeners.sort(key=lambda pair: -pair[0])

    def unsubscribe(self, name, listener):
        pairs = self._listeners.get(name, [])
        for pair in pairs:
            if pair[1] == listener:
                pairs.remove(pair)
                return
        raise ValueError("not a listener")

    def listeners(self, name):
        return {listener for _, listener in self._listeners.get(name, [])}

    def on(self, name):
        def decorate(listener):
            self.subscribe(name, listener)
            return listener

        return decorate

    def once(self, name, listener):
        def only(event):
            self.unsubscribe(name, only)
            listener(event)

        self.subscribe(name, only)

    def publish(self, name, **data):
        before = len(self.history)
        self.send(Event(name, data))
        return len(self.history[before : before + 1])

    def send(self, event):
        self.history.append(event)
        for _, listener in list(self._listeners.get(event.name, [])):
            try:
                listener(event)
            except StopEvent:
                break
            except Exception as error:
                self.errors.append(error)
        return event

    def ask(self, name):
        event = Event(name)
        answers = [listener(event) for _, listener in self._listeners.get(name, [])]
        return [answer for answer in answers if answer is not None]
