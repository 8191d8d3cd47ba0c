import collections

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from bounded_queue import BoundedQueue, QueueFull


class QueueMachine(RuleBasedStateMachine):
    tickets = Bundle("tickets")

    @initialize(capacity=st.integers(1, 4))
    def start(self, capacity):
        self.queue = BoundedQueue(capacity)
        self.model = collections.deque()
        self.capacity = capacity

    @rule(target=tickets, item=st.integers())
    def put(self, item):
        if len(self.model) == self.capacity:
            try:
                self.queue.put(item)
            except QueueFull as error:
                assert error.item == item
            else:
                raise AssertionError("a full queue took an item")
            return None
        ticket = self.queue.put(item)
        self.model.append(item)
        return ticket

    @precondition(lambda self: self.model)
    @rule()
    def get(self):
        assert self.queue.get() == self.model.popleft()

    @rule(ticket=tickets)
    def tickets_keep_their_item(self, ticket):
        if ticket is not None:
            assert isinstance(ticket.item, int)

    @invariant()
    def same_length(self):
        if hasattr(self, "model"):
            assert len(self.queue) == len(self.model)
            assert list(self.queue) == list(self.model)


QueueMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
TestQueue = QueueMachine.TestCase


def test_first_in_first_out():
    queue = BoundedQueue(2)
    queue.put(1)
    queue.put(2)
    assert (queue.get(), queue.get()) == (1, 2)
