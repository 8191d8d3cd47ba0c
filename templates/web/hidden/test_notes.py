import pytest


def said(response):
    """Status and JSON of an answer."""
    return response.status_code, response.json()


def add(client, *texts):
    """Post a note for each text."""
    for text in texts:
        assert client.post("/notes", json={"text": text}).is_success


@pytest.mark.points(2)
@pytest.mark.hint("Which status means that something was created, and which header says where it is?")
def test_create(client):
    """A new note is answered with 201, its address and itself"""
    first = client.post("/notes", json={"text": "milk"})
    second = client.post("/notes", json={"text": "bread"})

    assert said(first) == (201, {"id": 1, "text": "milk"})
    assert said(second) == (201, {"id": 2, "text": "bread"})
    assert [answer.headers.get("Location") for answer in (first, second)] == ["/notes/1", "/notes/2"]


@pytest.mark.points(2)
@pytest.mark.hint("The address in Location is one that can be asked for.")
def test_read(client):
    """A note is found at its address"""
    add(client, "milk", "bread")
    address = client.post("/notes", json={"text": "tea"}).headers.get("Location", "/")

    assert said(client.get(address)) == (200, {"id": 3, "text": "tea"})
    assert said(client.get("/notes/1")) == (200, {"id": 1, "text": "milk"})


@pytest.mark.points(2)
@pytest.mark.hint("What does HTTP call an address where there is nothing?")
def test_unknown(client):
    """A note that is not there is 404"""
    add(client, "milk")

    assert [client.get(f"/notes/{number}").status_code for number in (0, 1, 2)] == [404, 200, 404]


@pytest.mark.points(2)
@pytest.mark.hint("pydantic's Field takes a shortest and a longest length.")
def test_length(client):
    """A note has 1 to 40 characters, anything else is 422"""
    answers = [client.post("/notes", json={"text": "x" * length}) for length in (0, 1, 40, 41)]

    assert [answer.status_code for answer in answers] == [422, 201, 201, 422]
    assert client.post("/notes", json={}).status_code == 422


@pytest.mark.points(1)
@pytest.mark.hint("Newest first: the last one that was added comes at the top.")
def test_list(client):
    """The newest notes are listed first, as many as were asked for"""
    assert said(client.get("/notes")) == (200, [])
    add(client, "milk", "bread", "tea")

    assert said(client.get("/notes"))[1] == [{"id": 3, "text": "tea"}, {"id": 2, "text": "bread"}, {"id": 1, "text": "milk"}]
    assert [note["id"] for note in client.get("/notes", params={"limit": 2}).json()] == [3, 2]


@pytest.mark.points(1)
@pytest.mark.hint("A parameter of the function is a parameter of the query, with its default and its bounds.")
def test_limit(client):
    """Ten notes are listed unless said otherwise, and a limit is at least one"""
    add(client, *map(str, range(12)))

    assert len(client.get("/notes").json()) == 10
    assert [client.get("/notes", params={"limit": limit}).status_code for limit in (0, 1, 50)] == [422, 200, 200]
    assert len(client.get("/notes", params={"limit": 50}).json()) == 12
