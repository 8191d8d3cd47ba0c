import unittest

from lifecycles import Counter, Session

LOG = []
COUNTER = None


def setUpModule():
    global COUNTER
    COUNTER = Counter()
    unittest.addModuleCleanup(LOG.append, "module cleanup")


def tearDownModule():
    assert COUNTER.value == 3, COUNTER.value


class FirstTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session("shared")
        cls.session.open()
        cls.addClassCleanup(cls.session.close)
        COUNTER.increment()

    @classmethod
    def tearDownClass(cls):
        assert cls.session.is_open
        LOG.append(f"class done with {cls.session.requests}")

    def setUp(self):
        self.log = []
        self.addCleanup(self.log.append, "cleanup 1")
        self.addCleanup(lambda: self.log.append("cleanup 2"))
        self.own = Session("own")

    def tearDown(self):
        self.log.append("tear down")

    def test_a_first(self):
        self.assertEqual(self.session.request(), 1)
        COUNTER.increment()

    def test_b_second_sees_the_first(self):
        self.assertEqual(self.session.request(), 2)
        self.assertEqual(self.own.requests, 0)

    def test_c_cleanups_by_hand(self):
        self.doCleanups()
        self.assertEqual(self.log, ["cleanup 2", "cleanup 1"])

    def test_d_enter_context(self):
        inside = self.enterContext(Session("ctx"))
        self.assertTrue(inside.is_open)
        self.doCleanups()
        self.assertFalse(inside.is_open)


class SecondTest(unittest.TestCase):
    def test_log_of_the_first_class(self):
        self.assertEqual(LOG, ["class done with 2"])
        COUNTER.increment()

    def test_closed_by_class_cleanup(self):
        self.assertFalse(FirstTest.session.is_open)


class TestPytestStyle:
    def setup_class(cls):
        cls.made = [Session("class")]

    def setup_method(self):
        self.made.append(Session("method"))

    def teardown_method(self):
        self.made.pop().close()

    def test_one(self):
        assert [s.name for s in self.made] == ["class", "method"]

    def test_two(self):
        assert len(self.made) == 2
        assert self.made[0] is type(self).made[0]
