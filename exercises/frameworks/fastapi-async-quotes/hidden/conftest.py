import pytest
from plans import make_app


@pytest.fixture
def quoting(serve):
    """``quoting(plan)`` is a client of an app with such providers."""

    def quoting(plan, *, seen=None, override=False):
        return serve(make_app(plan, [] if seen is None else seen, override))

    return quoting
