import pytest


@pytest.fixture
def client(serve, app):
    """Speaks with the app; reading past the end of a body fails the test instead of waiting for ever."""
    return serve(app, strict_input=True)
