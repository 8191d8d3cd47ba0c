"""What a Notifier works with. In production these classes have subclasses that reach a mail server, a gateway, a database."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class User:
    """Who gets messages. `quiet` is (from hour, to hour) in the user's own time, or None; `utc_offset` is in hours."""

    user_id: int
    email: str
    phone: str
    channel: str = "mail"
    quiet: tuple[int, int] | None = None
    utc_offset: int = 0


class Mailer:
    def send(self, address: str, text: str) -> None:
        """Raises ConnectionError when the mail server cannot be reached, ValueError for an address that cannot be."""
        raise NotImplementedError

    async def send_async(self, address: str, text: str) -> None:
        raise NotImplementedError


class Sms:
    def send(self, number: str, text: str) -> None:
        """Raises ConnectionError when the gateway cannot be reached."""
        raise NotImplementedError


class Clock:
    def now(self) -> datetime:
        """The time in UTC, with its time zone."""
        raise NotImplementedError


class Repo:
    def user(self, user_id: int) -> User:
        raise NotImplementedError

    def last_sent(self, user_id: int, event: str) -> datetime | None:
        """When this event was last sent to this user."""
        raise NotImplementedError

    def remember(self, user_id: int, event: str, when: datetime) -> None:
        """Note that this event was sent to this user."""
        raise NotImplementedError

    def queue(self, user_id: int, event: str) -> None:
        """Keep the event until the user's quiet hours are over."""
        raise NotImplementedError

    def audit(self, entry: dict[str, object]) -> None:
        raise NotImplementedError
