import pytest

from library import Book, Library


@pytest.fixture
def year(year):
    return year + 1


def test_counter_starts_at_zero():
    assert Book.created == 0
    Book("a", 1)
    assert Book.created == 1


def test_counter_starts_at_zero_again():
    assert Book.created == 0


def test_factory(make_book):
    one, two = make_book(), make_book("Dune", 1965)
    assert one.title == "Untitled"
    assert two.year == 1965
    assert Book.created == 2


def test_overridden_fixture(year, make_book):
    assert make_book(year=year).year == 2000


def test_session_object(catalogue):
    assert [b.title for b in catalogue] == ["Emma"]
    catalogue.add(Book("Persuasion", 1817))


def test_session_object_remembers(catalogue):
    assert [b.title for b in catalogue][:1] == ["Emma"]
    assert not catalogue.closed


class TestInAClass:
    @pytest.fixture(autouse=True)
    def _library(self, request):
        self.library = Library("class")
        request.addfinalizer(self.library.close)

    @pytest.fixture(scope="class")
    def shared(self):
        return Library("shared")

    def test_one(self, shared, counter):
        shared.add(Book("x", 1))
        counter.append(1)
        assert len(shared) == 1
        assert self.library.name == "class"

    def test_two(self, shared, counter):
        shared.add(Book("y", 2))
        counter.append(2)
        assert len(shared) == 2
        assert counter == [1, 2]

    def setup_method(self, method):
        self.label = method.__name__

    def test_xunit_style(self):
        assert self.label == "test_xunit_style"
        assert self.library.find("nothing") is None


@pytest.mark.usefixtures("catalogue")
def test_search(make_book):
    library = Library("x")
    book = make_book("Dune", 1965)
    library.add(book)
    assert library.find("Dune") is book
    assert library.find("dune") is None


def test_getfixturevalue(request):
    build = request.getfixturevalue("make_book")
    assert build("late").title == "late"
