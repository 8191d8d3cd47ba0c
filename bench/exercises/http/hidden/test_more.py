import pytest


@pytest.fixture
def address(client):
    return client.post("/books", json={"title": "Emma", "pages": 474}).headers["Location"]


def test_unknown(client):
    """A book that is not there is not found"""
    assert client.get("/books/999999").status_code == 404


def test_untitled(client):
    """A book needs a title"""
    assert client.post("/books", json={"title": "", "pages": 1}).status_code == 422


def test_pages(client):
    """A book has at least one page"""
    assert client.post("/books", json={"title": "Empty", "pages": 0}).status_code == 422


def test_not_json(client):
    """What is no JSON is refused"""
    assert client.post("/books", content=b"{").status_code == 422


def test_replaced(client, address):
    """A book can be replaced"""
    assert client.put(address, json={"title": "Persuasion", "pages": 249}).status_code == 200
    assert client.get(address).json()["title"] == "Persuasion"


def test_removed(client, address):
    """A book that was removed is gone"""
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_removed_twice(client, address):
    """A book cannot be removed twice"""
    client.delete(address)
    assert client.delete(address).status_code == 404


def test_found(client):
    """Books can be chosen by their pages"""
    client.post("/books", json={"title": "Thin", "pages": 90_000})
    client.post("/books", json={"title": "Thick", "pages": 99_000})
    found = client.get("/books", params={"at_least": 99_000}).json()
    assert [book["title"] for book in found][-1] == "Thick"
    assert all(book["pages"] >= 99_000 for book in found)


def test_described(client):
    """The app describes itself"""
    assert "/books/{number}" in client.get("/openapi.json").json()["paths"]
