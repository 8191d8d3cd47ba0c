"""Tells users what has happened, by the channel they prefer. NOTIFIER.md says how."""

import time
from datetime import timedelta
from uuid import uuid4

ATTEMPTS = 3
PAUSE = 0.5
SAME = timedelta(seconds=60)


class Notifier:
    def __init__(self, mailer, sms, clock, repo):
        self.mailer = mailer
        self.sms = sms
        self.clock = clock
        self.repo = repo

    def notify(self, user_id, event):
        """Send the event, and give the outcome: mail, sms, queued, duplicate or failed."""
        user = self.repo.user(user_id)
        now = self.clock.now()
        if self._is_duplicate(user, event, now):
            return self._audit(user, event, "duplicate")
        if self._is_quiet(user, now):
            self.repo.queue(user_id, event)
            return self._audit(user, event, "queued")
        try:
            outcome = self._send(user, event)
        except Exception:
            self._audit(user, event, "failed")
            raise
        if outcome != "failed":
            self.repo.remember(user_id, event, now)
        return self._audit(user, event, outcome)

    async def notify_async(self, user_id, event):
        """Send the event by mail, once, without blocking the event loop."""
        user = self.repo.user(user_id)
        await self.mailer.send_async(user.email, event)
        return self._audit(user, event, "mail")

    def _is_duplicate(self, user, event, now):
        last = self.repo.last_sent(user.user_id, event)
        return last is not None and now - last < SAME

    def _is_quiet(self, user, now):
        if user.quiet is None:
            return False
        start, end = user.quiet
        hour = (now + timedelta(hours=user.utc_offset)).hour
        return start <= hour <= end if start <= end else hour >= start or hour <= end

    def _send(self, user, event):
        if user.channel == "mail" and self._mail(user, event):
            return "mail"
        try:
            self.sms.send(user.phone, event)
        except ConnectionError:
            return "failed"
        return "sms"

    def _mail(self, user, event):
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE)
            try:
                self.mailer.send(user.email, event)
            except ConnectionError:
                continue
            return True
        return False

    def _audit(self, user, event, outcome):
        self.repo.audit({"id": str(uuid4()), "user": user.user_id, "event": event, "outcome": outcome})
        return outcome
