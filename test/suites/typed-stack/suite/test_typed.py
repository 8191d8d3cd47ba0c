import types
import typing
import unittest

from typed_stack import Drawable, JsonValue, Mode, Movie, Stack, UserId, Word, area, find, label, open_mode


class StackTest(unittest.TestCase):
    def test_generic(self):
        stack = Stack[int]()
        stack.push(1)
        stack.push(2)
        self.assertEqual(stack.pop(), 2)
        self.assertIsInstance(stack, Stack)
        self.assertEqual(len(stack), 1)

    def test_subscripted_alias(self):
        self.assertIs(typing.get_origin(Stack[int]), Stack)
        self.assertEqual(typing.get_args(Stack[int]), (int,))

    def test_hints_of_a_method(self):
        self.assertEqual(typing.get_type_hints(Stack.__len__), {"return": int})
        self.assertEqual(typing.get_type_hints(Movie), {"title": str, "year": int})

    def test_empty(self):
        with self.assertRaises(LookupError):
            Stack().pop()
        self.assertIsNone(Stack().peek())


class Square:
    def draw(self):
        return "□"


class Silent:
    pass


class TypesTest(unittest.TestCase):
    def test_protocol(self):
        self.assertIsInstance(Square(), Drawable)
        self.assertNotIsInstance(Silent(), Drawable)
        self.assertTrue(issubclass(Square, Drawable))
        self.assertEqual(label(Square()), "drawn □")
        with self.assertRaisesRegex(TypeError, "Silent"):
            label(Silent())

    def test_typed_dict_is_a_dict(self):
        movie = find("Metropolis")
        self.assertEqual(movie, {"title": "Metropolis", "year": 1927})
        self.assertIsInstance(movie, dict)
        self.assertEqual(Movie(title="x", year=1), {"title": "x", "year": 1})
        self.assertEqual(Movie.__required_keys__, frozenset({"title", "year"}))
        self.assertIsNone(find("nothing"))

    def test_new_type(self):
        self.assertEqual(UserId(5), 5)
        self.assertEqual(UserId.__name__, "UserId")

    def test_literal(self):
        self.assertEqual(typing.get_args(Mode), ("r", "w"))
        for mode in typing.get_args(Mode):
            self.assertEqual(open_mode(mode), f"opened {mode}")
        with self.assertRaises(ValueError):
            open_mode("x")

    def test_union(self):
        self.assertIsInstance(5, Word)
        self.assertIsInstance("x", Word)
        self.assertNotIsInstance(5.0, Word)
        self.assertIsInstance(Word, types.UnionType)

    def test_alias(self):
        self.assertIn(str, typing.get_args(JsonValue))

    def test_area(self):
        self.assertEqual(area(2), 4)
        self.assertEqual(area(2, 3), 6)
        self.assertEqual(area.__annotations__["return"], "float")
