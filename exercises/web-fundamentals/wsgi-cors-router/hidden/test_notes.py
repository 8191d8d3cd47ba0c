"""A notes service on bare WSGI, spoken to over HTTP."""

import json

import pytest

COLLECTION = "GET, HEAD, OPTIONS, POST"
ITEM = "DELETE, GET, HEAD, OPTIONS, PUT"
APP = "https://app.example"


def said(response):
    """Status and JSON of an answer."""
    return response.status_code, response.json()


def create(client, text="milk", **options):
    response = client.post("/notes", json={"text": text}, **options)
    assert response.status_code == 201
    return response


def failure(slug):
    return {"error": slug}


# --- notes


@pytest.mark.points(2)
@pytest.mark.hint("Follow the Location that you send: does it lead to the note?")
def test_create(client):
    """A note that is created is found under its Location and in the list"""
    assert said(client.get("/notes")) == (200, [])

    first, second = create(client, "milk"), create(client, "bread")

    assert (first.json(), second.json()) == ({"id": 1, "text": "milk"}, {"id": 2, "text": "bread"})
    assert second.headers["location"] == "/notes/2"
    assert said(client.get("/notes/2")) == (200, {"id": 2, "text": "bread"})
    assert said(client.get("/notes")) == (200, [{"id": 1, "text": "milk"}, {"id": 2, "text": "bread"}])


@pytest.mark.points(2)
@pytest.mark.hint("How do you come by the id of the next note when the last one has been deleted?")
def test_replace_and_delete(client):
    """A note can be replaced and deleted, and its id is not used again"""
    create(client, "milk")
    create(client, "bread")

    assert said(client.put("/notes/1", json={"text": "oat milk"})) == (200, {"id": 1, "text": "oat milk"})
    assert said(client.get("/notes/1")) == (200, {"id": 1, "text": "oat milk"})
    assert client.delete("/notes/2").status_code == 204
    assert said(client.get("/notes/2")) == (404, failure("not_found"))
    assert create(client, "tea").json() == {"id": 3, "text": "tea"}
    assert [note["id"] for note in client.get("/notes").json()] == [1, 3]


@pytest.mark.points(2)
@pytest.mark.hint("The Content-Length counts what goes over the wire. When is a text as long as its bytes?")
def test_length_in_bytes(client):
    """Text beyond ASCII is sent as it is, with its length in bytes"""
    create(client, "Crème brûlée 🍮")

    response = client.get("/notes/1")

    assert response.json()["text"] == "Crème brûlée 🍮"
    assert "Crème brûlée 🍮".encode() in response.content
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["content-type"].lower() == "application/json"


# --- paths and methods


@pytest.mark.points(2)
@pytest.mark.hint("Match the whole path, and say exactly which characters an id has.")
def test_unknown_paths(client):
    """Whatever is no path of the service is 404"""
    create(client)

    assert client.get("/notes/1").status_code == 200
    for path in (
        "/",
        "/note",
        "/notes/",
        "/notes/0x1",
        "/notes/-1",
        "/notes/1/text",
        "/notes/1.0",
        "/notes/2",
        "/notes/%C2%B9",
        "/x/notes",
    ):
        assert (path, *said(client.get(path))) == (path, 404, failure("not_found"))
    assert said(client.put("/notes/2", json={"text": "x"})) == (404, failure("not_found"))


@pytest.mark.points(3)
@pytest.mark.hint("There are two questions: is there such a path, and does it have this method? Ask them one after the other.")
def test_wrong_method(client):
    """A path that does not have the method answers 405 and says what it has"""
    create(client)

    for method, path, allow in (
        ("DELETE", "/notes", COLLECTION),
        ("PUT", "/notes", COLLECTION),
        ("POST", "/notes/1", ITEM),
        ("PATCH", "/notes/1", ITEM),
    ):
        response = client.request(method, path)
        assert (method, path, *said(response)) == (method, path, 405, failure("method_not_allowed"))
        assert response.headers.get("allow") == allow


@pytest.mark.points(2)
@pytest.mark.hint("A client that sees no body must not be told of one either.")
def test_nothing_to_say(client):
    """OPTIONS and DELETE answer 204: no body, no Content-Type, no Content-Length"""
    create(client)

    for method, path, allow in (("OPTIONS", "/notes", COLLECTION), ("OPTIONS", "/notes/1", ITEM), ("DELETE", "/notes/1", None)):
        response = client.request(method, path)
        assert (response.status_code, response.content) == (204, b"")
        assert response.headers.get("allow") == allow
        assert not {"content-type", "content-length"} & set(response.headers)


@pytest.mark.points(3)
@pytest.mark.hint(
    "HEAD wants to know what GET would send, its length included. Which part of the answer is left out, and only that one?"
)
def test_head(client):
    """HEAD has the headers of GET and no body"""
    create(client, "a note of some length")

    for path in ("/notes", "/notes/1", "/notes/7"):
        whole, head = client.get(path), client.head(path)
        assert head.status_code == whole.status_code
        assert sorted(head.headers.multi_items()) == sorted(whole.headers.multi_items())
        # The client drops the body of an answer to HEAD, and counts what it has dropped.
        assert head.extensions["dropped_body_bytes"] == 0
    assert said(whole) == (404, failure("not_found"))


# --- bodies


@pytest.mark.points(2)
@pytest.mark.hint("A media type may be followed by parameters, and its case does not matter.")
def test_media_type(client):
    """Only application/json is accepted, with or without parameters"""
    body = b'{"text": "milk"}'

    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json-patch+json", None):
        headers = {} if kind is None else {"Content-Type": kind}
        assert (kind, *said(client.post("/notes", content=body, headers=headers))) == (kind, 415, failure("media_type"))
    for kind in ("application/json", "application/json; charset=utf-8", "Application/JSON;charset=utf-8"):
        assert client.post("/notes", content=body, headers={"Content-Type": kind}).status_code == 201
    assert said(client.put("/notes/1", content=body)) == (415, failure("media_type"))


@pytest.mark.points(3)
@pytest.mark.hint(
    "The Content-Length says how much to read before anything is read. What if it is missing, and what if it is too much?"
)
def test_length(client):
    """A body without a length is 411, one of more than 64 KiB 413, and one of 64 KiB is fine"""
    fixed = b'{"text": ""}'
    headers = {"Content-Type": "application/json"}

    def pieces():
        yield b'{"text": '
        yield b'"milk"}'

    def of_size(size):
        return b'{"text": "%b"}' % (b"x" * (size - len(fixed)))

    assert said(client.post("/notes", content=pieces(), headers=headers)) == (411, failure("length_required"))
    assert said(client.post("/notes", content=of_size(65_537), headers=headers)) == (413, failure("too_large"))
    accepted = client.post("/notes", content=of_size(65_536), headers=headers)
    assert (accepted.status_code, len(accepted.json()["text"])) == (201, 65_524)
    assert said(client.put("/notes/1", content=of_size(65_537), headers=headers)) == (413, failure("too_large"))


@pytest.mark.points(2)
@pytest.mark.hint("Two things can go wrong on the way from bytes to a value, one before the other.")
def test_bad_json(client):
    """A body that is no JSON in UTF-8 is 400"""
    create(client)

    for body in (b"", b"{", b"text=milk", b'{"text": "milk"} x', b'{"text": "\xff"}', '{"text": "é"}'.encode("latin-1")):
        for method, path in (("POST", "/notes"), ("PUT", "/notes/1")):
            response = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
            assert (body, *said(response)) == (body, 400, failure("bad_json"))
    assert said(client.get("/notes")) == (200, [{"id": 1, "text": "milk"}])


@pytest.mark.points(2)
@pytest.mark.hint("JSON has six kinds of values. Which one is a note, and what may its text be?")
def test_bad_note(client):
    """JSON that is no note is 422, and changes nothing"""
    create(client)

    for content in ([], ["text"], "text", 7, None, {}, {"text": ""}, {"text": 7}, {"text": None}, {"note": "milk"}):
        for method, path in (("POST", "/notes"), ("PUT", "/notes/1")):
            response = client.request(method, path, content=json.dumps(content), headers={"Content-Type": "application/json"})
            assert (content, *said(response)) == (content, 422, failure("bad_note"))
    assert said(client.get("/notes")) == (200, [{"id": 1, "text": "milk"}])


# --- CORS


def cors(response):
    """The answer's headers that are about origins."""
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


@pytest.mark.points(3)
@pytest.mark.hint("A browser shows its page an error only when the error, too, allows the origin. Where do all answers pass?")
def test_allowed_origins(client):
    """Every answer to an allowed origin names that origin, errors included"""
    for origin in (APP, "http://localhost:5173"):
        with_origin = {"headers": {"Origin": origin}}
        for response, status in (
            (create(client, **with_origin), 201),
            (client.get("/notes", **with_origin), 200),
            (client.get("/nothing", **with_origin), 404),
            (client.patch("/notes", **with_origin), 405),
            (client.post("/notes", content=b"x", **with_origin), 415),
            (client.post("/notes", json={}, **with_origin), 422),
            (client.options("/notes", **with_origin), 204),
        ):
            assert response.status_code == status
            assert cors(response) == {
                "access-control-allow-origin": origin,
                "access-control-allow-credentials": "true",
            }


@pytest.mark.points(2)
@pytest.mark.hint("A cache in between must not give the answer for one origin to another.")
def test_other_origins(client):
    """Other origins are served without CORS headers, and Vary is always there"""
    for origin in (None, "https://evil.example", "https://app.example.evil.example", "http://app.example", "null", ""):
        headers = {} if origin is None else {"Origin": origin}
        created = create(client, headers=headers)
        missing = client.get("/nothing", headers=headers)
        assert (created.status_code, missing.status_code) == (201, 404)
        assert (cors(created), cors(missing)) == ({}, {})
        assert (created.headers["vary"], missing.headers["vary"]) == ("Origin", "Origin")
    assert client.get("/notes", headers={"Origin": APP}).headers["vary"] == "Origin"
    assert client.options("/notes").headers["vary"] == "Origin"


@pytest.mark.points(3)
@pytest.mark.hint(
    "What does a browser ask before it sends a PUT from another origin, and what does an origin of no concern get to hear?"
)
def test_preflight(client):
    """A preflight says what is allowed, to an allowed origin only"""
    create(client)
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type"}

    for path, allow in (("/notes", COLLECTION), ("/notes/1", ITEM)):
        allowed = client.options(path, headers={"Origin": APP, **asked})
        assert (allowed.status_code, allowed.content, allowed.headers["allow"]) == (204, b"", allow)
        assert cors(allowed) == {
            "access-control-allow-origin": APP,
            "access-control-allow-credentials": "true",
            "access-control-allow-methods": allow,
            "access-control-allow-headers": "content-type",
            "access-control-max-age": "600",
        }
        foreign = client.options(path, headers={"Origin": "https://evil.example", **asked})
        assert (foreign.status_code, foreign.headers["allow"], cors(foreign)) == (204, allow, {})
