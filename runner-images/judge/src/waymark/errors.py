"""What can go wrong between a suite and the submission, as exceptions a test may see."""


class SubmissionGone(BaseException):
    """The test's worker ended or was stopped (limit, crash, deadline). The test cannot go on.

    Not an ``Exception``, so that a test's own ``except Exception`` cannot take it for an answer.
    """


class CannotCross(Exception):
    """A value cannot travel between suite and submission. The message says what, why, and what to do instead."""


class MissingName(AttributeError):
    """The submission does not define a name the suite needs. The message names it and what there is instead."""


class SubmissionRaised(Exception):
    """Something of the submission's that is no ``Exception`` was raised there, such as ``KeyboardInterrupt``.

    It arrives as this, so that a submission can neither end nor skip a test.
    """


class SuiteFault(BaseException):
    """The suite asks for what cannot be given to it, whatever the submission. Ends the grading: it is the author's to mend.

    The message is a sentence for the author. Never raise it for something a submission could bring about.
    """


class ImportFailed(BaseException):
    """A module of the submission cannot be imported."""


class TouchedWhileCollecting(BaseException):
    """The suite uses the submission while it is being collected, so it has to be collected beside the submission."""
