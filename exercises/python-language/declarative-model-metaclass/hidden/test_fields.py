import pytest
from waymark import probe


@probe
def make_persons(*attempts):
    """Make a Person from each dict of keyword arguments; its dict and greeting, or the exception's class name and text."""
    from solution import Field, Model

    class Person(Model):
        name = Field(str, max_length=8)
        age = Field(int)
        email = Field(str, required=False)
        tags = Field(list, default=list, max_length=2)
        country = Field(str, default="NL")

        def greeting(self):
            return f"I am {self.name}, {self.age}"

    results = []
    for values in attempts:
        try:
            person = Person(**values)
            results.append((person.to_dict(), person.greeting()))
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def names_in(text, candidates):
    """Those of the candidate names a message mentions, in the order it does."""
    words = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in text).split()
    return [word for word in words if word in candidates]


@pytest.mark.points(2)
@pytest.mark.hint("Which keys does _fields have, and in which order? The constructor can go through them.")
def test_init():
    """Fields are keyword arguments of the constructor, and attributes"""
    values = {"age": 36, "name": "Ada", "tags": ["maths"], "email": "ada@example.org", "country": "GB"}

    [(person, greeting)] = make_persons(values)

    assert person == values
    assert list(person) == ["name", "age", "email", "tags", "country"]
    assert greeting == "I am Ada, 36"


@pytest.mark.points(2)
@pytest.mark.hint("A field can be left out for two reasons. What does it begin with in each case?")
def test_defaults():
    """A field left out gets its default, or None when it is not required"""
    [(person, greeting)] = make_persons({"name": "Ada", "age": 36})

    assert person == {"name": "Ada", "age": 36, "email": None, "tags": [], "country": "NL"}
    assert greeting == "I am Ada, 36"


@pytest.mark.points(2)
@pytest.mark.hint("The names that were given and the names of the fields are two sets.")
def test_unknown_names():
    """Unknown names are a TypeError that lists all of them, sorted"""
    [(kind, message)] = make_persons({"name": "Ada", "zip": 1, "street": "x", "age": 36, "alias": "y"})

    assert kind == "TypeError"
    assert names_in(message, {"zip", "street", "alias", "name", "age", "tags"}) == ["alias", "street", "zip"]


@pytest.mark.points(2)
@pytest.mark.hint("Which fields must be given? Find all that are not there before you raise anything.")
def test_missing_names():
    """Missing names are a TypeError that lists all of them, sorted"""
    (kind, message), (_, greeting) = make_persons({"email": "ada@example.org"}, {"name": "Bo", "age": 3})

    assert kind == "TypeError"
    assert names_in(message, {"name", "age", "tags", "email", "country"}) == ["age", "name"]
    assert greeting == "I am Bo, 3"


@probe
def make_by_position():
    from solution import Field, Model

    class Point(Model):
        x = Field(int)
        y = Field(int)

    try:
        Point(3, 4)
    except TypeError:
        return "TypeError", Point(y=4, x=3).to_dict()
    return "accepted", None


@pytest.mark.hint("There is a way to write parameters of a function so that they cannot be given by position.")
def test_keyword_only():
    """Positional arguments are refused"""
    assert make_by_position() == ("TypeError", {"x": 3, "y": 4})


@probe
def assign(*attempts):
    """Assign values to fields of fresh Invoices; what happened each time, and the field's value afterwards."""
    from solution import Field, Model

    class Invoice(Model):
        number = Field(str, max_length=6)
        total = Field(int)
        note = Field(str, required=False, max_length=3)
        paid = Field(bool, default=False)

    results = []
    for name, value in attempts:
        invoice = Invoice(number="A-17", total=950, note="ok")
        outcome = "accepted"
        try:
            setattr(invoice, name, value)
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        results.append((outcome, getattr(invoice, name)))
    return results


@pytest.mark.points(3)
@pytest.mark.hint("A data descriptor sees every assignment. What does it know about the class and its own name?")
def test_wrong_type():
    """A value of the wrong type is refused, and the error names class and field"""
    *refused, accepted = assign(("total", "950"), ("number", 17), ("paid", 1), ("total", 12))

    for name, (outcome, _) in zip(["total", "number", "paid"], refused, strict=True):
        assert outcome.startswith("TypeError: ")
        assert "Invoice" in outcome
        assert name in outcome
    assert [after for _, after in refused] == [950, "A-17", False]
    assert accepted == ("accepted", 12)


@pytest.mark.points(2)
@pytest.mark.hint("isinstance(True, int) holds. Does an invoice of True euros make sense?")
def test_bool_is_no_int():
    """A bool is not accepted for an int field"""
    (outcome, after), accepted = assign(("total", True), ("paid", True))

    assert outcome.startswith("TypeError: ")
    assert after == 950
    assert accepted == ("accepted", True)


@pytest.mark.points(2)
@pytest.mark.hint("Is None of the field's type? Ask whether the field may be without a value first.")
def test_none():
    """None is accepted by a field that is not required, and by no other"""
    *refused, accepted = assign(("total", None), ("number", None), ("paid", None), ("note", None))

    assert [outcome.partition(":")[0] for outcome, _ in refused] == ["TypeError", "TypeError", "TypeError"]
    assert [after for _, after in refused] == [950, "A-17", False]
    assert accepted == ("accepted", None)


@pytest.mark.points(2)
@pytest.mark.hint("Is a value that is exactly as long as max_length too long? And what is kept when it is refused?")
def test_max_length():
    """A value longer than max_length is a ValueError"""
    *refused, accepted = assign(("number", "A-12345"), ("note", "four"), ("number", "A-1234"))

    assert [outcome.partition(":")[0] for outcome, _ in refused] == ["ValueError", "ValueError"]
    assert [after for _, after in refused] == ["A-17", "ok"]
    assert accepted == ("accepted", "A-1234")


@probe
def two_instances():
    """Two instances that are changed one after the other."""
    from solution import Field, Model

    class Cart(Model):
        owner = Field(str)
        total = Field(int, default=10)

    first, second = Cart(owner="Ada"), Cart(owner="Bo", total=20)
    first.total = 30
    third = Cart(owner="Cy")
    return [cart.to_dict() for cart in (first, second, third)]


@pytest.mark.points(3)
@pytest.mark.hint("There is one Field for all instances of the class. Where can a value be kept that belongs to one instance?")
def test_own_values():
    """Each instance has values of its own"""
    assert two_instances() == [
        {"owner": "Ada", "total": 30},
        {"owner": "Bo", "total": 20},
        {"owner": "Cy", "total": 10},
    ]


@probe
def change_defaults():
    """Change the default list of one instance, and count calls of a default."""
    from itertools import count

    from solution import Field, Model

    numbers = count(7)

    class Cart(Model):
        items = Field(list, default=list)
        number = Field(int, default=lambda: next(numbers))

    first, second, third = Cart(), Cart(), Cart(number=1)
    first.items.append("tea")
    fourth = Cart()
    return [cart.to_dict() for cart in (first, second, third, fourth)]


@pytest.mark.points(3)
@pytest.mark.hint("When is a callable default called: once for the class, or once for each instance that needs it?")
def test_callable_default():
    """A callable default is called for each instance"""
    assert change_defaults() == [
        {"items": ["tea"], "number": 7},
        {"items": [], "number": 8},
        {"items": [], "number": 1},
        {"items": [], "number": 9},
    ]


@probe
def class_access():
    """A field on the class, on the instance, and what deleting it does."""
    from solution import Field, Model, ModelMeta

    title = Field(str)

    class Book(Model):
        pages = Field(int)

    Other = ModelMeta("Other", (Model,), {"title": title})
    book = Book(pages=320)
    deleted = "deleted"
    try:
        del book.pages
    except AttributeError:
        deleted = "AttributeError"
    return {
        "field": Other.title is title and isinstance(Book.pages, Field),
        "in _fields": Book._fields["pages"] is Book.pages,
        "metaclass": isinstance(Model, ModelMeta) and isinstance(Book, ModelMeta),
        "value": (book.pages, Other(title="Emma").title),
        "deleted": deleted,
    }


@pytest.mark.points(2)
@pytest.mark.hint("__get__ is also called for the class itself. With which instance?")
def test_class_access():
    """On the class a field is the Field itself, and on an instance it cannot be deleted"""
    assert class_access() == {
        "field": True,
        "in _fields": True,
        "metaclass": True,
        "value": (320, "Emma"),
        "deleted": "AttributeError",
    }
