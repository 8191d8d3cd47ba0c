import pytest

from library import Book, Library


@pytest.fixture(scope="session")
def catalogue():
    library = Library("city")
    library.add(Book("Emma", 1815))
    yield library
    library.close()
    assert library.closed


@pytest.fixture(scope="module")
def counter():
    return []


@pytest.fixture
def make_book():
    made = []

    def build(title="Untitled", year=2000):
        book = Book(title, year)
        made.append(book)
        return book

    yield build
    for book in made:
        assert isinstance(book, Book)


@pytest.fixture(autouse=True)
def fresh_class_counter():
    before = Book.created
    Book.created = 0
    yield
    Book.created = before


@pytest.fixture
def year():
    return 1999
