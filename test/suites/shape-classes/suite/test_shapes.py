import abc
import inspect
import math
import unittest

import shapes as s


class ShapesTest(unittest.TestCase):
    def test_abstract_base(self):
        with self.assertRaises(TypeError) as ctx:
            s.Shape()
        self.assertIn("abstract", str(ctx.exception))

    def test_base_is_an_abc(self):
        self.assertTrue(issubclass(s.Shape, abc.ABC))
        self.assertTrue(inspect.isabstract(s.Shape))
        self.assertFalse(inspect.isabstract(s.Circle))
        self.assertEqual(s.Shape.__abstractmethods__, frozenset({"area"}))

    def test_hierarchy(self):
        square = s.Square(2)
        self.assertIsInstance(square, s.Square)
        self.assertIsInstance(square, s.Rectangle)
        self.assertIsInstance(square, s.Shape)
        self.assertNotIsInstance(square, s.Circle)
        self.assertTrue(issubclass(s.Square, (s.Circle, s.Rectangle)))

    def test_exact_type(self):
        self.assertIs(type(s.Square(1)), s.Square)
        self.assertIsNot(type(s.Square(1)), s.Rectangle)
        self.assertEqual(type(s.Square(1)), s.Square)
        self.assertEqual(type(s.Circle(1)).__name__, "Circle")
        self.assertEqual(s.Circle(1).__class__.__name__, "Circle")
        self.assertIs(s.Circle(1).__class__, s.Circle)

    def test_mro(self):
        self.assertEqual(s.Square.__mro__, (s.Square, s.Rectangle, s.Shape, abc.ABC, object))
        self.assertEqual(s.Square.__bases__, (s.Rectangle,))
        self.assertIn(s.Rectangle, s.Shape.__subclasses__())

    def test_areas(self):
        table = [(s.Square(3), 9), (s.Rectangle(2, 5), 10), (s.Circle(1), math.pi)]
        for shape, expected in table:
            with self.subTest(shape=shape, kind=type(shape).__name__):
                self.assertAlmostEqual(shape.area(), expected)

    def test_inherited_method(self):
        self.assertEqual(s.Square(2).describe(), "Square of area 4")
        self.assertEqual(s.Shape.describe(s.Rectangle(1, 2)), "Rectangle of area 2")

    def test_factory_gives_classes(self):
        self.assertIs(s.class_for("circle"), s.Circle)
        made = s.class_for("square")(4)
        self.assertEqual(made.area(), 16)
        self.assertTrue(inspect.isclass(s.class_for("square")))

    def test_registered_stranger(self):
        self.assertTrue(issubclass(int, s.Numeric))
        self.assertIsInstance(5, s.Numeric)
        self.assertNotIsInstance("5", s.Numeric)

    def test_sorting_by_type_name(self):
        shapes = [s.Square(1), s.Circle(1), s.Rectangle(1, 1)]
        self.assertEqual([type(x).__name__ for x in sorted(shapes, key=lambda x: type(x).__name__)],
                         ["Circle", "Rectangle", "Square"])
        self.assertEqual({type(x) for x in shapes}, {s.Square, s.Circle, s.Rectangle})
