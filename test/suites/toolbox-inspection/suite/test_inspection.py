import inspect
import typing
import unittest

import toolbox
from toolbox import Gadget, Point, clamp, greet, spread


class InspectionTest(unittest.TestCase):
    def test_names_exist(self):
        for name in ("Gadget", "Point", "clamp", "greet", "VERSION"):
            with self.subTest(name):
                self.assertTrue(hasattr(toolbox, name), f"toolbox.py has no {name}")
        self.assertFalse(hasattr(toolbox, "secret"))
        self.assertIsNone(getattr(toolbox, "secret", None))

    def test_callable(self):
        self.assertTrue(callable(clamp))
        self.assertTrue(callable(Gadget))
        self.assertTrue(callable(Gadget("x").use))
        self.assertFalse(callable(toolbox.VERSION))
        self.assertFalse(callable(Point(1, 2)))

    def test_kinds(self):
        self.assertTrue(inspect.isfunction(clamp))
        self.assertTrue(inspect.isclass(Gadget))
        self.assertTrue(inspect.ismodule(toolbox))
        self.assertTrue(inspect.ismethod(Gadget("x").use))
        self.assertFalse(inspect.isclass(Gadget("x")))

    def test_signature(self):
        signature = inspect.signature(clamp)
        self.assertEqual(list(signature.parameters), ["value", "low", "high"])
        self.assertEqual(signature.parameters["low"].default, 0)
        self.assertEqual(str(signature), "(value: float, low: float = 0, high: float = 1) -> float")
        self.assertEqual(len(inspect.signature(Gadget).parameters), 1)
        kinds = [p.kind for p in inspect.signature(spread).parameters.values()]
        self.assertEqual(kinds, [inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD])

    def test_annotations(self):
        self.assertEqual(clamp.__annotations__, {"value": float, "low": float, "high": float, "return": float})
        self.assertEqual(typing.get_type_hints(greet), {"names": list[str], "loud": typing.Optional[bool], "return": str})
        self.assertIs(greet.__annotations__["return"], str)

    def test_docs_and_names(self):
        self.assertIsNotNone(clamp.__doc__)
        self.assertTrue(clamp.__doc__.startswith("Keep"))
        self.assertIn("gadget", inspect.getdoc(Gadget))
        self.assertEqual(clamp.__name__, "clamp")
        self.assertEqual(Gadget.use.__qualname__, "Gadget.use")
        self.assertEqual(Gadget.__module__, "toolbox")
        self.assertEqual(toolbox.__name__, "toolbox")
        self.assertTrue(toolbox.__doc__)

    def test_defaults(self):
        self.assertEqual(clamp.__defaults__, (0, 1))
        self.assertEqual(spread.__kwdefaults__, {"sep": "-"})
        self.assertEqual(clamp.__code__.co_argcount, 3)
        self.assertEqual(clamp.__code__.co_varnames[0], "value")

    def test_vars_and_dir(self):
        gadget = Gadget("saw")
        self.assertEqual(vars(gadget), {"name": "saw", "uses": 0})
        self.assertEqual(gadget.__dict__, {"name": "saw", "uses": 0})
        self.assertIn("use", dir(gadget))
        public = [n for n in dir(gadget) if not n.startswith("_")]
        self.assertEqual(public, ["name", "use", "uses"])
        self.assertIn("use", vars(Gadget))

    def test_attributes_by_name(self):
        gadget = Gadget("saw")
        setattr(gadget, "colour", "red")
        self.assertEqual(gadget.colour, "red")
        delattr(gadget, "colour")
        self.assertFalse(hasattr(gadget, "colour"))
        with self.assertRaisesRegex(AttributeError, "colour"):
            gadget.colour
        with self.assertRaises(AttributeError):
            del gadget.colour
        self.assertEqual(getattr(gadget, "us" + "e")(), 1)

    def test_slots(self):
        point = Point(1, 2)
        with self.assertRaises(AttributeError):
            point.z = 3
        self.assertFalse(hasattr(point, "__dict__"))
        self.assertEqual(Point.__slots__, ("x", "y"))

    def test_bad_calls(self):
        with self.assertRaisesRegex(TypeError, r"missing 1 required positional argument: 'value'"):
            clamp()
        with self.assertRaisesRegex(TypeError, "unexpected keyword argument 'up'"):
            clamp(1, up=2)
        with self.assertRaisesRegex(TypeError, "not callable"):
            Point(1, 2)()
        with self.assertRaisesRegex(TypeError, "takes from 1 to 3 positional"):
            clamp(1, 2, 3, 4)

    def test_members(self):
        functions = dict(inspect.getmembers(toolbox, inspect.isfunction))
        self.assertEqual(set(functions), {"clamp", "greet", "spread"})
        self.assertIs(functions["clamp"], clamp)

    def test_values(self):
        self.assertEqual(clamp(5), 1)
        self.assertEqual(clamp(value=5, high=9), 5)
        self.assertEqual(greet(["a", "b"], loud=True), "HELLO A, B")
        self.assertEqual(spread(1, 2, sep="+", z=3), "1+2 z=3")
