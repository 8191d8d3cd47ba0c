"""An inventory service with Flask, spoken to over HTTP."""

import pytest
from solution import create_app

MUG = {"sku": "MUG-001", "name": "Blue mug", "quantity": 7}
CUP = {"sku": "CUP-002", "name": "Cup", "quantity": 2}


def said(response):
    """Status and JSON of an answer."""
    return response.status_code, response.json()


def add(client, *items, **options):
    for item in items:
        assert said(client.post("/api/items", json=item, **options)) == (201, item)


def failure(slug, **details):
    return {"error": slug, **details}


@pytest.mark.hint("Is there an answer at this very path, and is it JSON of this very form?")
def test_welcome(client):
    """The service says that it is running"""
    assert said(client.get("/api")) == (200, {"message": "inventory service is running"})


@pytest.mark.points(2)
@pytest.mark.hint("Look at the new item from three sides: the answer to POST, the address in its Location, and the list.")
def test_create(client):
    """An item that is created is found under its Location and in the list, by sku"""
    assert said(client.get("/api/items")) == (200, [])

    created = client.post("/api/items", json=MUG)
    add(client, CUP)

    assert said(created) == (201, MUG)
    assert created.headers["location"] == "/api/items/MUG-001"
    assert said(client.get("/api/items/MUG-001")) == (200, MUG)
    assert said(client.get("/api/items")) == (200, [CUP, MUG])


@pytest.mark.points(2)
@pytest.mark.hint(
    "What should stay as it was when a second item wants the same sku? And what is left of an item that was deleted?"
)
def test_exists(client):
    """A sku can be used once, and is free again when its item is deleted"""
    add(client, MUG)

    again = client.post("/api/items", json={**MUG, "name": "Red mug"})

    assert said(again) == (409, failure("exists"))
    assert said(client.get("/api/items/MUG-001")) == (200, MUG)
    deleted = client.delete("/api/items/MUG-001")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert said(client.get("/api/items/MUG-001")) == (404, failure("not_found"))
    add(client, {**MUG, "name": "Red mug"})


@pytest.mark.points(3)
@pytest.mark.hint("What does delta mean to someone who has just taken two mugs off the shelf?")
def test_patch(client):
    """A quantity goes up and down by delta, and never below 0"""
    add(client, MUG)

    assert said(client.patch("/api/items/MUG-001", json={"delta": 5})) == (200, {**MUG, "quantity": 12})
    assert said(client.patch("/api/items/MUG-001", json={"delta": -4})) == (200, {**MUG, "quantity": 8})
    assert said(client.patch("/api/items/MUG-001", json={"delta": -9})) == (409, failure("insufficient"))
    assert said(client.get("/api/items/MUG-001")) == (200, {**MUG, "quantity": 8})
    assert said(client.patch("/api/items/MUG-001", json={"delta": -8})) == (200, {**MUG, "quantity": 0})


@pytest.mark.points(3)
@pytest.mark.hint("Look at every field before you answer. In Python, what is isinstance(True, int)?")
def test_all_faults(client):
    """All fields that are wrong, missing or unknown are named at once"""
    for item, fields in (
        ({}, ["name", "quantity", "sku"]),
        ({"sku": "abc", "quantity": True, "colour": "blue"}, ["colour", "name", "quantity", "sku"]),
        ({**MUG, "sku": "MUG-0011"}, ["sku"]),
        ({**MUG, "sku": "mug-001"}, ["sku"]),
        ({**MUG, "sku": "MUG-00\u0661"}, ["sku"]),
        ({**MUG, "sku": "MUG-001\n"}, ["sku"]),
        ({**MUG, "sku": 1}, ["sku"]),
        ({**MUG, "name": "  "}, ["name"]),
        ({**MUG, "name": "x" * 81}, ["name"]),
        ({**MUG, "name": None, "quantity": -1}, ["name", "quantity"]),
        ({**MUG, "quantity": 1.0}, ["quantity"]),
        ({**MUG, "quantity": "7", "z": 1, "a": 1}, ["a", "quantity", "z"]),
    ):
        assert (item, *said(client.post("/api/items", json=item))) == (item, 422, failure("invalid", fields=fields))
    assert said(client.get("/api/items")) == (200, [])
    add(client, {**MUG, "name": "x" * 80, "quantity": 0})


@pytest.mark.points(2)
@pytest.mark.hint("The rules for fields hold for PATCH too. Which fields may it have, and of which kind?")
def test_delta_faults(client):
    """A delta that is no whole number is named, and changes nothing"""
    add(client, MUG)

    for change, fields in (
        ({}, ["delta"]),
        ({"delta": "1"}, ["delta"]),
        ({"delta": True}, ["delta"]),
        ({"delta": 1.5}, ["delta"]),
        ({"delta": 1, "quantity": 9}, ["quantity"]),
        ({"quantity": 9}, ["delta", "quantity"]),
    ):
        response = client.patch("/api/items/MUG-001", json=change)
        assert (change, *said(response)) == (change, 422, failure("invalid", fields=fields))
    assert said(client.get("/api/items/MUG-001")) == (200, MUG)


@pytest.mark.points(2)
@pytest.mark.hint("What comes in with the query is text. Is every text a number, and is the limit itself still low?")
def test_low(client):
    """low keeps the items of which there are at most so many"""
    add(client, MUG, CUP, {**CUP, "sku": "BOX-003", "quantity": 3})

    assert [item["sku"] for item in client.get("/api/items?low=3").json()] == ["BOX-003", "CUP-002"]
    assert [item["sku"] for item in client.get("/api/items?low=2").json()] == ["CUP-002"]
    assert said(client.get("/api/items?low=-1")) == (200, [])
    for low in ("", "few", "1.5", "0x10"):
        assert (low, *said(client.get("/api/items", params={"low": low}))) == (low, 400, failure("bad_query"))


@pytest.mark.points(3)
@pytest.mark.hint("Flask answers some requests before your code sees them. Where can you say how those answers look?")
def test_errors_are_json(client):
    """Flask's own errors are JSON too"""
    add(client, MUG)
    as_json = {"Content-Type": "application/json"}

    for response, status, slug in (
        (client.get("/"), 404, "not_found"),
        (client.get("/api/items/"), 404, "not_found"),
        (client.get("/api/items/mug-001"), 404, "not_found"),
        (client.delete("/api/items/BOX-003"), 404, "not_found"),
        (client.patch("/api/items/BOX-003", json={"delta": 1}), 404, "not_found"),
        (client.put("/api/items/MUG-001", json=MUG), 405, "method_not_allowed"),
        (client.delete("/api"), 405, "method_not_allowed"),
        (client.post("/api/items", data=MUG), 415, "media_type"),
        (client.patch("/api/items/MUG-001", content=b'{"delta": 1}'), 415, "media_type"),
        (client.post("/api/items", content=b"{", headers=as_json), 400, "bad_json"),
        (client.post("/api/items", content=b"", headers=as_json), 400, "bad_json"),
        (client.post("/api/items", json=[MUG]), 400, "bad_json"),
        (client.patch("/api/items/MUG-001", json=5), 400, "bad_json"),
    ):
        request = f"{response.request.method} {response.request.url.path}"
        assert (request, response.headers["content-type"]) == (request, "application/json")
        assert (request, *said(response)) == (request, status, failure(slug))


@pytest.mark.points(3)
@pytest.mark.hint("With DEBUG or TESTING set, Flask lets an exception pass that has a handler for status 500 only.")
@pytest.mark.parametrize("config", [{}, {"DEBUG": True}, {"TESTING": True}], ids=["plain", "debug", "testing"])
def test_crash(serve, config):
    """An exception that nobody expected is 500, and nothing of it is told"""
    app = create_app(config)

    def crash():
        raise ZeroDivisionError("the secret is 42")

    app.add_url_rule("/crash", view_func=crash)
    client = serve(app)
    add(client, MUG)

    response = client.get("/crash")

    assert (response.status_code, response.headers["content-type"]) == (500, "application/json")
    assert response.json() == failure("internal")
    assert response.headers["x-service"] == "inventory"
    assert said(client.get("/api/items")) == (200, [MUG])


@pytest.mark.points(3)
@pytest.mark.hint("Which requests change something? Only they need the key, and they need it even where there is nothing.")
def test_api_key(serve):
    """With an API key, only those who have it can write"""
    client = serve(create_app({"API_KEY": "s3cret"}))
    key = {"X-Api-Key": "s3cret"}
    refused = (401, failure("unauthorised"))

    assert said(client.post("/api/items", json=MUG)) == refused
    assert said(client.post("/api/items", json=MUG, headers={"X-Api-Key": "s3cre"})) == refused
    assert said(client.post("/api/items", json=MUG, headers={"X-Api-Key": "ünsafe".encode("latin-1")})) == refused
    add(client, MUG, headers=key)
    assert said(client.patch("/api/items/MUG-001", json={"delta": 1})) == refused
    assert said(client.delete("/api/items/MUG-001")) == refused
    assert said(client.post("/nothing")) == refused
    assert said(client.get("/api/items")) == (200, [MUG])
    assert client.head("/api/items/MUG-001").status_code == 200
    assert said(client.patch("/api/items/MUG-001", json={"delta": 1}, headers=key)) == (200, {**MUG, "quantity": 8})
    assert client.delete("/api/items/MUG-001", headers=key).status_code == 204


@pytest.mark.points(3)
@pytest.mark.hint("Where do your items live, and how many such places are there when there are two apps?")
def test_two_apps(serve):
    """Two apps share neither items nor configuration"""
    one, other = serve(create_app()), serve(create_app({"API_KEY": "s3cret"}))

    add(one, MUG)

    assert said(other.get("/api/items")) == (200, [])
    add(other, CUP, headers={"X-Api-Key": "s3cret"})
    assert said(one.get("/api/items")) == (200, [MUG])
    assert said(other.get("/api/items")) == (200, [CUP])


@pytest.mark.points(2)
@pytest.mark.hint("Errors are answers too. Is there one place that every answer passes on its way out?")
def test_service_header(client):
    """Every answer names the service"""
    add(client, MUG)

    for response, status in (
        (client.get("/api"), 200),
        (client.get("/api/items/MUG-001"), 200),
        (client.get("/nothing"), 404),
        (client.put("/api"), 405),
        (client.post("/api/items", json={}), 422),
        (client.post("/api/items", json=MUG), 409),
        (client.delete("/api/items/MUG-001"), 204),
    ):
        assert (response.status_code, response.headers.get("x-service")) == (status, "inventory")
