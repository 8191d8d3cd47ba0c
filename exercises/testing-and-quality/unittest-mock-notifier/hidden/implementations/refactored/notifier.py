"""Tells users what has happened, by the channel they prefer."""

import time
from uuid import uuid4


class Notifier:
    def __init__(self, mailer, sms, clock, repo):
        self._channels = {"mail": mailer.send, "sms": sms.send}
        self._mailer = mailer
        self._clock = clock
        self._repo = repo

    def notify(self, user_id, event):
        user = self._repo.user(user_id)
        outcome = "failed"
        try:
            outcome = self._outcome(user, event)
            if outcome in self._channels:
                self._repo.remember(user_id, event, self._clock.now())
        finally:
            self._note(user_id, event, outcome)
        return outcome

    async def notify_async(self, user_id, event):
        user = self._repo.user(user_id)
        await self._mailer.send_async(user.email, event)
        self._note(user_id, event, "mail")
        return "mail"

    def _outcome(self, user, event):
        before = self._repo.last_sent(user.user_id, event)
        if before is not None and (self._clock.now() - before).total_seconds() < 60:
            return "duplicate"
        if user.quiet and self._hour(user) in self._quiet_hours(*user.quiet):
            self._repo.queue(user.user_id, event)
            return "queued"
        plan = [("mail", user.email, 3)] if user.channel == "mail" else []
        for channel, address, times in [*plan, ("sms", user.phone, 1)]:
            for left in reversed(range(times)):
                try:
                    self._channels[channel](address, event)
                    return channel
                except ConnectionError:
                    if left:
                        time.sleep(0.5)
        return "failed"

    def _hour(self, user):
        return (self._clock.now().hour + user.utc_offset) % 24

    def _quiet_hours(self, start, end):
        return {hour % 24 for hour in range(start, end if start <= end else end + 24)}

    def _note(self, user_id, event, outcome):
        entry = {"outcome": outcome, "event": event, "user": user_id}
        entry["id"] = str(uuid4())
        self._repo.audit(entry)
