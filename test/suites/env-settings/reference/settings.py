import os


class Settings:
    def __init__(self):
        self.mode = os.environ.get("APP_MODE", "dev")
        port = os.getenv("APP_PORT", "80")
        if not port.isdigit():
            raise ValueError(f"APP_PORT is not a number: {port}")
        self.port = int(port)
        self.debug = os.environ.get("APP_DEBUG", "").lower() in {"1", "yes", "true"}


def names():
    return sorted(os.environ)


def remember(text):
    os.environ["APP_NOTE"] = text
