import pytest
from waymark import probe


@probe
def inherited_fields():
    """Field names of a base, a subclass that redefines one of them, and what the redefinition does."""
    from solution import Field, Model

    class Base(Model):
        id = Field(int)
        name = Field(str)
        note = Field(str, required=False)

    class Child(Base):
        size = Field(int, default=3)
        name = Field(bytes)

    child = Child(id=1, name=b"x")
    return list(Base._fields), list(Child._fields), list(child.to_dict().values()), Base(id=2, name="y").to_dict()


@pytest.mark.points(3)
@pytest.mark.hint(
    "Setting a key a dict already has changes the value and keeps the place. From which end would you walk the MRO?"
)
def test_inherited_fields():
    """Fields of the base come first, and a redefinition keeps its place"""
    assert inherited_fields() == (
        ["id", "name", "note"],
        ["id", "name", "note", "size"],
        [1, b"x", None, 3],
        {"id": 2, "name": "y", "note": None},
    )


@probe
def diamond_fields():
    from solution import Field, Model

    class Root(Model):
        id = Field(int, default=0)
        kind = Field(str, default="root")

    class Left(Root):
        left = Field(int, default=1)
        kind = Field(str, default="left")

    class Right(Root):
        right = Field(int, default=2)
        kind = Field(str, default="right")

    class Bottom(Left, Right):
        bottom = Field(int, default=3)

    return list(Bottom._fields), Bottom().to_dict()


@pytest.mark.points(3)
@pytest.mark.hint("Print the __mro__ of the class at the bottom of the diamond.")
def test_diamond():
    """In a diamond every field is there once, in the order of the MRO read backwards"""
    assert diamond_fields() == (
        ["id", "kind", "right", "left", "bottom"],
        {"id": 0, "kind": "left", "right": 2, "left": 1, "bottom": 3},
    )


@probe
def mixed_in():
    """A model with a plain mixin, a method, a constant and a property."""
    from solution import Field, Model

    class Loud:
        def shout(self):
            return self.name.upper() + "!"

    class Dog(Loud, Model):
        name = Field(str)
        legs = 4

        @property
        def short(self):
            return self.name[:2]

        @staticmethod
        def sound():
            return "wuff"

    dog = Dog(name="Rex")
    return list(Dog._fields), dog.shout(), dog.short, dog.sound(), dog.legs, dog.to_dict()


@pytest.mark.points(2)
@pytest.mark.hint("Most of what stands in a class body is none of your metaclass's business.")
def test_mixins():
    """Mixins, methods and plain attributes are left alone"""
    assert mixed_in() == (["name"], "REX!", "Re", "wuff", 4, {"name": "Rex"})


@probe
def registered():
    """Names in the registry as classes come, and what a second class of one name does."""
    from solution import Field, Model

    class City(Model):
        name = Field(str)

    class Capital(City):
        pass

    first = City
    try:

        class City(Model):
            zip = Field(str)

        second = "created"
    except TypeError:
        second = "TypeError"
    names = sorted(name for name in Model.registry if name != "Model")
    return names, Model.registry["City"] is first, Model.registry["Capital"] is Capital, second


@pytest.mark.points(2)
@pytest.mark.hint("The metaclass runs once for each class. Where can it look up whether the name is taken?")
def test_registry():
    """Classes are registered by name, and a second one of the same name is a TypeError"""
    assert registered() == (["Capital", "City"], True, True, "TypeError")


@probe
def abstract_models():
    """An abstract base between two others: the registry, what cannot be made, and what the last one is."""
    from solution import Field, Model

    class Entity(Model):
        id = Field(int)

    class Timed(Entity):
        created = Field(str, default="today")

        class Meta:
            abstract = True

    class Order(Timed):
        total = Field(int)

    class Loose(Entity):
        class Meta:
            abstract = False

    try:
        Timed(id=1)
        made = "created"
    except TypeError:
        made = "TypeError"
    names = sorted(name for name in Model.registry if name != "Model")
    return names, made, Order(id=1, total=5).to_dict(), Loose(id=2).to_dict()


@pytest.mark.points(3)
@pytest.mark.hint("An attribute of a class is also found on its subclasses. What does a metaclass see of the class body alone?")
def test_abstract():
    """An abstract class is not registered and not made, its subclasses are"""
    assert abstract_models() == (
        ["Entity", "Loose", "Order"],
        "TypeError",
        {"id": 1, "created": "today", "total": 5},
        {"id": 2},
    )


@probe
def load_user(data):
    """Load a User from a dict; its values, or the class names of the exception's line of descent and its errors."""
    from solution import Field, Model, ModelErrors

    class User(Model):
        login = Field(str, max_length=5)
        age = Field(int)
        city = Field(str, required=False)
        role = Field(str, default="guest", max_length=6)
        active = Field(bool)

    try:
        user = User.from_dict(data)
    except ModelErrors as error:
        return isinstance(error, ValueError), error.errors
    return type(user).__name__, user.to_dict()


@pytest.mark.points(2)
@pytest.mark.hint("When nothing is wrong with the data, who can make the instance?")
def test_from_dict():
    """from_dict makes an instance of good data"""
    assert load_user({"active": True, "age": 7, "login": "ada"}) == (
        "User",
        {"login": "ada", "age": 7, "city": None, "role": "guest", "active": True},
    )


@pytest.mark.points(3)
@pytest.mark.hint("Look at every field and every key before you raise anything.")
@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (
            {"login": "ada.lovelace", "age": "seven", "colour": "red", "city": None},
            {"login": "length", "age": "type", "active": "missing", "colour": "unknown"},
        ),
        (
            {"login": None, "age": True, "city": 5, "role": "x" * 7, "active": False, "x": 1, "y": 2},
            {"login": "type", "age": "type", "city": "type", "role": "length", "x": "unknown", "y": "unknown"},
        ),
    ],
    ids=["four-kinds", "six-problems"],
)
def test_from_dict_errors(data, errors):
    """from_dict reports all problems at once, each by its kind"""
    assert load_user(data) == (True, errors)


@probe
def one_field_twice():
    """The same Field object under two names of a class, and under one name of two classes each with its own."""
    from solution import Field, Model

    shared = Field(int)
    try:

        class Box(Model):
            width = shared
            height = shared

        twice = "created"
    except TypeError:
        twice = "TypeError"

    class Sheet(Model):
        width = Field(int)
        height = Field(int)

    return twice, Sheet(width=3, height=4).to_dict()


@pytest.mark.points(3)
@pytest.mark.hint("Python tells a descriptor the name it was given in the class. What if it is told twice?")
def test_one_field_twice():
    """One Field under two names of a class is a TypeError"""
    assert one_field_twice() == ("TypeError", {"width": 3, "height": 4})
