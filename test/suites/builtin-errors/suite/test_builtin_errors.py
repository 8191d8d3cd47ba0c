import decimal
import errno
import json
import unittest

import pytest

import broken as b


class ErrorsTest(unittest.TestCase):
    def assertRaisesWithMessage(self, exception, text, call, *args, **kwargs):
        with self.assertRaises(exception) as ctx:
            call(*args, **kwargs)
        self.assertIs(type(ctx.exception), exception)
        self.assertEqual(str(ctx.exception), text)
        return ctx.exception

    def test_key_error(self):
        error = self.assertRaisesWithMessage(KeyError, "'x'", b.lookup, {}, "x")
        self.assertEqual(error.args, ("x",))
        error = self.assertRaisesWithMessage(KeyError, "(1, 2)", b.lookup, {}, (1, 2))
        self.assertEqual(error.args[0], (1, 2))

    def test_index_error(self):
        self.assertRaisesWithMessage(IndexError, "list index out of range", b.at, [], 3)
        self.assertRaises(LookupError, b.at, (), 0)

    def test_no_arguments(self):
        error = self.assertRaisesWithMessage(ValueError, "", b.bare)
        self.assertEqual(error.args, ())

    def test_odd_arguments(self):
        with self.assertRaises(ValueError) as ctx:
            b.loaded()
        self.assertEqual(ctx.exception.args, ("text", 5, [1, {"a": None}]))

    def test_assertion_error_of_the_submission(self):
        self.assertRaisesWithMessage(AssertionError, "balance must fit", b.check, 1)
        self.assertIsNone(b.check(0))

    def test_os_error(self):
        with self.assertRaises(FileNotFoundError) as ctx:
            b.read("/no/such/file")
        self.assertEqual(ctx.exception.errno, errno.ENOENT)
        self.assertEqual(ctx.exception.filename, "/no/such/file")
        self.assertIn("No such file", ctx.exception.strerror)
        with self.assertRaises(PermissionError):
            b.deny()

    def test_attribute_error(self):
        with self.assertRaises(AttributeError) as ctx:
            b.method_of(5)
        self.assertEqual(ctx.exception.name, "shout")
        self.assertEqual(ctx.exception.obj, 5)

    def test_name_error(self):
        with self.assertRaisesRegex(NameError, "name 'undefined_thing' is not defined"):
            b.typo()
        with self.assertRaises(UnboundLocalError):
            b.too_early()

    def test_recursion(self):
        self.assertRaises(RecursionError, b.forever, 0)
        self.assertEqual(b.depth(300), 300)

    def test_numbers(self):
        self.assertRaises(ZeroDivisionError, b.divide, 1, 0)
        self.assertRaises(ArithmeticError, b.divide, 1, 0)
        self.assertRaises(OverflowError, b.huge)
        self.assertRaises(decimal.InvalidOperation, b.bad_decimal)

    def test_stop_iteration(self):
        with self.assertRaises(StopIteration) as ctx:
            b.stop()
        self.assertEqual(ctx.exception.value, 42)

    def test_not_implemented(self):
        self.assertRaisesWithMessage(NotImplementedError, "later", b.later)


def test_unicode_error():
    with pytest.raises(UnicodeEncodeError) as info:
        b.to_ascii("aü")
    assert (info.value.start, info.value.object, info.value.encoding) == (1, "aü", "ascii")


def test_json_error():
    with pytest.raises(json.JSONDecodeError, match="line 1 column 2") as info:
        b.parse("[")
    assert (info.value.lineno, info.value.colno) == (1, 2)
    assert isinstance(info.value, ValueError)


def test_messages_of_bad_types():
    with pytest.raises(TypeError, match=r"can only concatenate str \(not \"int\"\) to str"):
        b.join("a", 1)
    with pytest.raises(TypeError, match="'int' object is not iterable"):
        b.spread(5)


def test_exception_in_a_result():
    errors = b.collect()
    assert [type(e) for e in errors] == [ValueError, KeyError]
    assert errors[0].args == ("first",)
    assert repr(errors[1]) == "KeyError('second')"


def test_not_raised():
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        with pytest.raises(ValueError):
            b.depth(1)
