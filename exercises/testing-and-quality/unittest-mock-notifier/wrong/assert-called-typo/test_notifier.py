"""Tests of notifier.py, written from NOTIFIER.md."""

import dataclasses
import unittest
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock, call, patch

from collaborators import Clock, Mailer, Repo, Sms, User
from notifier import Notifier

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ADA = User(7, "ada@example.org", "+49 30 1234")


def collaborators(test):
    """Autospecced mailer, sms, clock and repo, with `test.notifier` between them."""
    test.mailer = Mock(spec=Mailer)
    test.sms = Mock(spec=Sms)
    test.clock = Mock(spec=Clock)
    test.repo = Mock(spec=Repo)
    test.clock.now.return_value = NOON
    test.repo.user.return_value = ADA
    test.repo.last_sent.return_value = None
    test.notifier = Notifier(test.mailer, test.sms, test.clock, test.repo)


class NotifierTestCase(unittest.TestCase):
    def setUp(self):
        collaborators(self)
        sleeping = patch("notifier.time.sleep")
        self.sleep = sleeping.start()
        self.addCleanup(sleeping.stop)

    def prefer(self, **changes):
        self.repo.user.return_value = dataclasses.replace(ADA, **changes)

    def assert_audited(self, outcome):
        self.repo.audit.is_called_once()
        entry = self.repo.audit.call_args.args[0]
        self.assertEqual((entry["user"], entry["event"], entry["outcome"]), (7, "shipped", outcome))


class ChannelTest(NotifierTestCase):
    def test_mail(self):
        self.assertEqual(self.notifier.notify(7, "shipped"), "mail")
        self.mailer.send.is_called_once_with("ada@example.org", "shipped")
        self.sms.send.is_not_called()
        self.repo.remember.is_called_once_with(7, "shipped", NOON)
        self.assert_audited("mail")

    def test_sms(self):
        self.prefer(channel="sms")
        self.assertEqual(self.notifier.notify(7, "shipped"), "sms")
        self.sms.send.is_called_once_with("+49 30 1234", "shipped")
        self.mailer.send.is_not_called()
        self.assert_audited("sms")

    def test_third_attempt(self):
        self.mailer.send.side_effect = [ConnectionError, ConnectionError, None]
        self.assertEqual(self.notifier.notify(7, "shipped"), "mail")
        self.assertEqual(self.mailer.send.call_count, 3)
        self.assertEqual(self.sleep.call_args_list, [call(0.5), call(0.5)])
        self.sms.send.is_not_called()

    def test_fallback(self):
        self.mailer.send.side_effect = ConnectionError
        self.assertEqual(self.notifier.notify(7, "shipped"), "sms")
        self.assertEqual(self.mailer.send.call_count, 3)
        self.sms.send.is_called_once_with("+49 30 1234", "shipped")

    def test_nothing_works(self):
        self.mailer.send.side_effect = ConnectionError
        self.sms.send.side_effect = ConnectionError
        self.assertEqual(self.notifier.notify(7, "shipped"), "failed")
        self.repo.remember.is_not_called()
        self.assert_audited("failed")

    def test_other_exceptions(self):
        self.mailer.send.side_effect = ValueError
        with self.assertRaises(ValueError):
            self.notifier.notify(7, "shipped")
        self.mailer.send.is_called_once()
        self.assert_audited("failed")


class AuditTest(NotifierTestCase):
    def test_id(self):
        with patch("notifier.uuid4", return_value="the-id"):
            self.notifier.notify(7, "shipped")
        self.assertEqual(self.repo.audit.call_args.args[0]["id"], "the-id")

    def test_after_the_message(self):
        order = Mock()
        order.attach_mock(self.mailer.send, "mail")
        order.attach_mock(self.repo.audit, "audit")
        self.notifier.notify(7, "shipped")
        self.assertEqual([name for name, _, _ in order.mock_calls], ["mail", "audit"])


class QuietHoursTest(NotifierTestCase):
    def test_hours(self):
        for quiet, offset, hour, outcome in [
            ((22, 7), 0, 21, "mail"),
            ((22, 7), 0, 22, "queued"),
            ((22, 7), 0, 6, "queued"),
            ((22, 7), 0, 7, "mail"),
            ((12, 14), 0, 11, "mail"),
            ((12, 14), 0, 12, "queued"),
            ((12, 14), 0, 13, "queued"),
            ((12, 14), 0, 14, "mail"),
            ((22, 7), 9, 12, "mail"),
            ((22, 7), 9, 13, "queued"),
        ]:
            with self.subTest(quiet=quiet, offset=offset, hour=hour):
                collaborators(self)
                self.prefer(quiet=quiet, utc_offset=offset)
                self.clock.now.return_value = NOON.replace(hour=hour)
                self.assertEqual(self.notifier.notify(7, "shipped"), outcome)
                self.assert_audited(outcome)
                self.assertEqual(self.repo.queue.called, outcome == "queued")


class DuplicateTest(NotifierTestCase):
    def test_within_a_minute(self):
        self.repo.last_sent.return_value = NOON - timedelta(seconds=59)
        self.assertEqual(self.notifier.notify(7, "shipped"), "duplicate")
        self.mailer.send.is_not_called()
        self.assert_audited("duplicate")

    def test_after_a_minute(self):
        self.repo.last_sent.return_value = NOON - timedelta(seconds=60)
        self.assertEqual(self.notifier.notify(7, "shipped"), "mail")

    def test_other_event(self):
        self.repo.last_sent.side_effect = lambda user_id, event: None if (user_id, event) == (7, "shipped") else NOON
        self.assertEqual(self.notifier.notify(7, "shipped"), "mail")


class AsyncTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        collaborators(self)

    async def test_mail(self):
        self.assertEqual(await self.notifier.notify_async(7, "shipped"), "mail")
        self.mailer.send_async.is_awaited_once_with("ada@example.org", "shipped")
        self.assertEqual(self.repo.audit.call_args.args[0]["outcome"], "mail")


if __name__ == "__main__":
    unittest.main()
