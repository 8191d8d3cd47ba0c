"""An internal API with a login: a Django project in one file."""

import json
import re
import secrets
import uuid
from collections.abc import Callable
from functools import wraps

from django.conf import settings

settings.configure(
    SECRET_KEY="only for this exercise",
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    PASSWORD_HASHERS=[f"{__name__}.QuickHasher"],
    MIDDLEWARE=[
        f"{__name__}.RequestIdMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        f"{__name__}.TokenMiddleware",
        f"{__name__}.MaintenanceMiddleware",
    ],
    CSRF_FAILURE_VIEW=f"{__name__}.csrf_failure",
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path

TOKENS: dict[str, str] = {}

type View = Callable[..., HttpResponse]


class QuickHasher(PBKDF2PasswordHasher):
    """Few rounds, so that a test begins quickly. Given, leave it as it is; never do this where passwords are real."""

    iterations = 1000


# Middleware


class RequestIdMiddleware:
    """Outermost, so that no response gets past it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else str(uuid.uuid4())
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id
        return response


class TokenMiddleware:
    """Finds the user of a token."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from django.contrib.auth.models import AnonymousUser, User

        name = TOKENS.get(request.COOKIES.get("sessionid"))
        request.user = User.objects.get(username=name) if name is not None else AnonymousUser()
        return self.get_response(request)


class MaintenanceMiddleware:
    """After authentication, so that it knows who is asking."""

    is_on = False

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_open = request.path in ("/health", "/csrf", "/login")
        if MaintenanceMiddleware.is_on and not is_open and not request.user.is_staff:
            response = failure(503, "maintenance")
            response["Retry-After"] = "120"
            return response
        return self.get_response(request)


# Views


def failure(status: int, slug: str) -> JsonResponse:
    return JsonResponse({"error": slug}, status=status)


def for_users(allowed: Callable[..., bool]) -> Callable[[View], View]:
    """For those who are logged in and whom ``allowed`` lets pass."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not request.user.is_authenticated:
                return failure(401, "unauthorised")
            return view(request) if allowed(request.user) else failure(403, "forbidden")

        return guarded

    return decorate


def health(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


def csrf(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"token": get_token(request)})


def log_in(request: HttpRequest) -> HttpResponse:
    content = json.loads(request.body)
    user = authenticate(request, username=content.get("username"), password=content.get("password"))
    if user is None:
        return failure(401, "bad_credentials")
    token = next((token for token, name in TOKENS.items() if name == user.username), None) or secrets.token_hex(16)
    TOKENS[token] = user.username
    response = HttpResponse(status=204)
    response.set_cookie("sessionid", token, httponly=True, samesite="Lax")
    return response


def log_out(request: HttpRequest) -> HttpResponse:
    TOKENS.pop(request.COOKIES.get("sessionid"), None)
    return HttpResponse(status=204)


@for_users(lambda user: True)
def me(request: HttpRequest) -> HttpResponse:
    groups = sorted(request.user.groups.values_list("name", flat=True))
    return JsonResponse({"username": request.user.username, "groups": groups})


@for_users(lambda user: user.is_staff or user.groups.filter(name="analysts").exists())
def reports(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"reports": []})


@for_users(lambda user: user.is_staff)
def maintenance(request: HttpRequest) -> HttpResponse:
    MaintenanceMiddleware.is_on = json.loads(request.body)["on"]
    return HttpResponse(status=204)


def csrf_failure(request: HttpRequest, reason: str) -> HttpResponse:
    return failure(403, "csrf")


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failure(404, "not_found")


def handler500(request: HttpRequest) -> HttpResponse:
    return failure(500, "internal")


urlpatterns = [
    path("health", health),
    path("csrf", csrf),
    path("login", log_in),
    path("logout", log_out),
    path("me", me),
    path("reports", reports),
    path("maintenance", maintenance),
]


def make_users() -> None:
    from django.contrib.auth.models import Group, User

    ada = User.objects.create_user("ada", password="ada-pass-1")
    ada.groups.add(Group.objects.create(name="analysts"))
    User.objects.create_user("bob", password="bob-pass-1")
    User.objects.create_user("root", password="root-pass-1", is_staff=True)


application = get_wsgi_application()
call_command("migrate", verbosity=0)
make_users()
