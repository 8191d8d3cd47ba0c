"""An internal API with a login: a Django project in one file."""

from django.conf import settings

settings.configure(
    SECRET_KEY="only for this exercise",
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    PASSWORD_HASHERS=[f"{__name__}.QuickHasher"],
    MIDDLEWARE=[],
)

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path


class QuickHasher(PBKDF2PasswordHasher):
    """Few rounds, so that a test begins quickly. Given, leave it as it is; never do this where passwords are real."""

    iterations = 1000


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


urlpatterns = [path("health", health)]

application = get_wsgi_application()
call_command("migrate", verbosity=0)
