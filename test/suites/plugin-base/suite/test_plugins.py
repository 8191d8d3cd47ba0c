import unittest

import pytest

from plugins import Comparable, Handler, Plugin, PluginError, Visitor, Num, Add, evaluate, run


class Upper(Plugin):
    name = "upper"

    def process(self, text):
        return text.upper()


class Exclaim(Plugin):
    name = "exclaim"

    def __init__(self, times):
        super().__init__()
        self.times = times

    def process(self, text):
        return text + "!" * self.times

    def finish(self, text):
        return "<" + super().finish(text) + ">"


class Broken(PluginError):
    code = 7


class Failing(Plugin):
    name = "failing"

    def process(self, text):
        raise Broken("cannot " + text)


def test_template_method():
    assert Upper().run(" hi ") == "HI"


def test_super_from_the_suite():
    assert Exclaim(2).run("hi") == "<hi!!>"


def test_pipeline_in_the_submission():
    assert run([Upper(), Exclaim(1)], "ok") == "<OK!>"


def test_submission_checks_isinstance():
    with pytest.raises(TypeError, match="no plugin"):
        run([object()], "x")
    assert isinstance(Upper(), Plugin)
    assert issubclass(Upper, Plugin)


def test_registry_by_init_subclass():
    assert Plugin.registry["upper"] is Upper
    assert Plugin.registry["exclaim"] is Exclaim


def test_abstract():
    class Incomplete(Plugin):
        name = "incomplete"

    with pytest.raises(TypeError):
        Incomplete()


def test_subclassed_exception():
    with pytest.raises(PluginError) as info:
        Failing().run("go")
    assert type(info.value) is Broken
    assert info.value.code == 7
    assert str(info.value) == "[plugin] cannot go"


def test_run_reports_own_errors():
    assert run([Failing()], "x", default="saved") == "saved"


class Printer(Visitor):
    def __init__(self):
        self.out = []

    def visit_num(self, node):
        self.out.append(str(node.value))

    def visit_add(self, node):
        node.left.accept(self)
        self.out.append("+")
        node.right.accept(self)


def test_visitor():
    printer = Printer()
    tree = Add(Num(1), Add(Num(2), Num(3)))
    tree.accept(printer)
    assert " ".join(printer.out) == "1 + 2 + 3"
    assert evaluate(tree) == 6


class Version(Comparable):
    def __init__(self, *parts):
        self.parts = parts

    def key(self):
        return self.parts


class MixinTest(unittest.TestCase):
    def test_ordering_from_the_mixin(self):
        self.assertLess(Version(1, 2), Version(1, 10))
        self.assertGreaterEqual(Version(2), Version(1, 9))
        self.assertEqual(sorted([Version(2), Version(1)])[0].parts, (1,))
        self.assertEqual(max(Version(1), Version(3), Version(2)).parts, (3,))
        self.assertTrue(Version(1) == Version(1))

    def test_handler_chain(self):
        class Even(Handler):
            def can(self, n):
                return n % 2 == 0

        class Any(Handler):
            label = property(lambda self: "any")

            def can(self, n):
                return True

        chain = Even(Any())
        self.assertEqual(chain.handle(2), "handler took 2")
        self.assertEqual(chain.handle(3), "any took 3")

    def test_attribute_on_the_base(self):
        Plugin.version = 3
        self.addCleanup(delattr, Plugin, "version")
        self.assertEqual(Upper().version, 3)
        self.assertEqual(Upper.__mro__[1], Plugin)
