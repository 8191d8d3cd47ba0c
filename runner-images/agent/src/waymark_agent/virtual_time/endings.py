"""How a call ends that would wait for ever. No ``Exception``, so that a submission's own retrying does not catch it."""


class Deadlock(BaseException):
    def __str__(self) -> str:
        return (
            "every thread waits for another one (a lock, a queue, an event, a result or a thread's end), "
            "and nothing is left that could wake one of them"
        )


class EndlessWaiting(BaseException):
    def __init__(self, waits: int) -> None:
        super().__init__(waits)
        self.waits = waits

    def __str__(self) -> str:
        return (
            f"the code waited {self.waits:,} times or for more than ten years of the test's clock: "
            "look for a loop that sleeps and never ends"
        )


class ClockStopped(BaseException):
    def __str__(self) -> str:
        return (
            "this call waits for time to pass, but in this test time passes only between calls: "
            "hand the waiting over to a thread or a task of your own and return"
        )
