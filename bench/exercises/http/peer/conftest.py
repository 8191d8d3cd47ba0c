"""The fixture that the suite names, as plain pytest gets it: Starlette's own test client, and a shelf that each test finds empty."""

import pytest
import solution
from starlette.testclient import TestClient


@pytest.fixture
def client():
    solution.shelf.clear()
    with TestClient(solution.app) as client:
        yield client
