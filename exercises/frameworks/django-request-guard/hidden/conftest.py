import pytest
from waymark import probe


class Browser:
    """A client that keeps cookies and sends the CSRF token with each POST, as the front end would."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **headers):
        return self.client.get(path, headers=headers)

    def post(self, path, content=None, **headers):
        if "csrftoken" not in self.client.cookies:
            self.client.get("/csrf")
        token = {"X-CSRFToken": self.client.cookies.get("csrftoken", "")}
        return self.client.post(path, json=content, headers=token | headers)

    def login(self, name, password=None):
        return self.post("/login", {"username": name, "password": f"{name}-pass-1" if password is None else password})

    @property
    def session(self):
        return self.client.cookies.get("sessionid")


@probe
def add_views():
    """Two views of the tests: one that crashes, one that says which request it got."""
    import solution
    from django.http import JsonResponse
    from django.urls import path

    def crash(request):
        raise ZeroDivisionError("the secret is 42")

    def who(request):
        return JsonResponse({"id": request.request_id})

    solution.urlpatterns += [path("crash", crash), path("who", who)]


@probe
def stored_passwords():
    """What the table of users has as passwords."""
    from django.contrib.auth.models import User

    return dict(User.objects.values_list("username", "password"))


@pytest.fixture
def browse(serve, app):
    """``browse()`` is a new browser; ``browse("bob")`` one in which bob has logged in."""

    def browse(name=None):
        browser = Browser(serve(app))
        if name is not None:
            assert browser.login(name).status_code == 204
        return browser

    return browse


@pytest.fixture
def views():
    add_views()


@pytest.fixture
def passwords():
    return stored_passwords()
