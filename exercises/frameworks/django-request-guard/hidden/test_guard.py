"""An internal API behind Django's middleware, spoken to over HTTP."""

import re

import pytest

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
UNAUTHORISED = (401, {"error": "unauthorised"})
FORBIDDEN = (403, {"error": "forbidden"})


def said(response):
    """Status and JSON of an answer."""
    return response.status_code, response.json()


# --- logging in


@pytest.mark.points(2)
@pytest.mark.hint("Who is asking, as far as Django knows? And which of your views ask for an answer to that?")
def test_login(browse):
    """Who logs in is known from then on, with their groups"""
    ada, bob = browse("ada"), browse("bob")

    assert said(ada.get("/me")) == (200, {"username": "ada", "groups": ["analysts"]})
    assert said(bob.get("/me")) == (200, {"username": "bob", "groups": []})
    assert said(browse().get("/me")) == UNAUTHORISED


@pytest.mark.points(3)
@pytest.mark.hint("What could a stranger learn from the difference between two answers?")
def test_bad_credentials(browse):
    """An unknown user and a wrong password get the same answer"""
    browser = browse()

    answers = [browser.login(*pair) for pair in (("eve", "x"), ("ada", "x"), ("ada", "bob-pass-1"), ("root", ""))]

    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
    assert answers[0].json() == {"error": "bad_credentials"}
    assert said(browser.get("/me")) == UNAUTHORISED
    assert browser.login("ada").status_code == 204


@pytest.mark.points(2)
@pytest.mark.hint(
    "There are two ends of a session: the cookie in the browser, and what the server keeps. Which one does your logout end?"
)
def test_logout(browse):
    """Logging out ends the session, for whoever has kept its cookie too"""
    browser, thief = browse("ada"), browse()
    thief.client.cookies.set("sessionid", browser.session)
    assert thief.get("/me").status_code == 200

    assert browser.post("/logout").status_code == 204

    assert said(browser.get("/me")) == UNAUTHORISED
    assert said(thief.get("/me")) == UNAUTHORISED


@pytest.mark.points(3)
@pytest.mark.hint("Django's login() does more than to remember the user. What if somebody else knows the key of the session?")
def test_session_key(browse):
    """A login of another user starts another session, and the old one is worth nothing"""
    browser, thief = browse("bob"), browse()
    keys = [browser.session]
    browser.login("ada")
    keys.append(browser.session)
    browser.post("/logout")
    browser.login("ada")
    keys.append(browser.session)

    assert len(set(keys)) == 3
    assert browser.get("/me").json()["username"] == "ada"
    for key in keys[:2]:
        thief.client.cookies.set("sessionid", key)
        assert said(thief.get("/me")) == UNAUTHORISED


@pytest.mark.points(3)
@pytest.mark.hint("How does Django make a hash of a password? And which of its settings decide how the session cookie is sent?")
def test_secrets(browse, passwords):
    """Passwords are stored as hashes only, and the session cookie is HttpOnly and SameSite=Lax"""
    assert sorted(passwords) == ["ada", "bob", "root"]
    for name, stored in passwords.items():
        assert stored.startswith("pbkdf2_sha256$")
        assert f"{name}-pass-1" not in stored

    response = browse().login("ada")

    cookies = [line for line in response.headers.get_list("set-cookie") if line.startswith("sessionid=")]
    assert len(cookies) == 1
    attributes = {part.strip().lower() for part in cookies[0].split(";")[1:]}
    assert {"httponly", "samesite=lax"} <= attributes


# --- CSRF


@pytest.mark.points(3)
@pytest.mark.hint("A JSON API is not safe from forged requests by itself. Where does the token come from, and where does it go?")
def test_csrf(browse):
    """A POST without a valid token is refused, whatever it wants"""
    refused = (403, {"error": "csrf"})
    login = {"username": "ada", "password": "ada-pass-1"}
    stranger, root = browse(), browse("root")

    assert said(stranger.client.post("/login", json=login)) == refused
    stranger.get("/csrf")
    assert said(stranger.client.post("/login", json=login)) == refused
    assert said(stranger.post("/login", login, **{"X-CSRFToken": "x" * 64})) == refused
    for path in ("/logout", "/maintenance"):
        assert (path, *said(root.client.post(path, json={"on": True}))) == (path, *refused)
    token = stranger.get("/csrf").json()["token"]
    assert stranger.client.post("/login", json=login, headers={"X-CSRFToken": token}).status_code == 204
    assert root.get("/me").status_code == 200


# --- who may do what


@pytest.mark.points(4)
@pytest.mark.hint("401 says: tell me who you are. What does 403 say? Ask for both before you do anything.")
def test_permissions(browse):
    """Reports are for analysts and staff, maintenance is for staff; strangers get 401, others 403"""
    stranger, ada, bob, root = browse(), browse("ada"), browse("bob"), browse("root")

    assert said(stranger.get("/reports")) == UNAUTHORISED
    assert said(bob.get("/reports")) == FORBIDDEN
    assert said(ada.get("/reports")) == (200, {"reports": []})
    assert said(root.get("/reports")) == (200, {"reports": []})
    assert said(stranger.post("/maintenance", {"on": True})) == UNAUTHORISED
    assert said(ada.post("/maintenance", {"on": True})) == FORBIDDEN
    assert ada.get("/me").status_code == 200
    assert root.post("/maintenance", {"on": True}).status_code == 204
    assert ada.get("/me").status_code == 503


@pytest.mark.points(3)
@pytest.mark.hint("To let staff pass, the middleware has to know who is asking. Who finds that out, and when?")
def test_maintenance(browse):
    """During maintenance staff pass, and everybody at the open paths"""
    root, bob, stranger = browse("root"), browse("bob"), browse()
    root.post("/maintenance", {"on": True})

    for who, path in ((bob, "/me"), (bob, "/reports"), (stranger, "/me"), (stranger, "/nothing")):
        response = who.get(path)
        assert (path, *said(response)) == (path, 503, {"error": "maintenance"})
        assert response.headers["retry-after"] == "120"
    assert bob.post("/logout").status_code == 503
    assert said(stranger.get("/health")) == (200, {"status": "ok"})
    assert stranger.login("ada").status_code == 204
    assert stranger.get("/me").status_code == 503
    assert said(root.get("/me")) == (200, {"username": "root", "groups": []})
    assert root.get("/nothing").status_code == 404
    assert root.post("/maintenance", {"on": False}).status_code == 204
    assert said(bob.get("/me")) == (200, {"username": "bob", "groups": []})


# --- request ids


@pytest.mark.points(2)
@pytest.mark.usefixtures("views")
@pytest.mark.hint("The pattern has to fit the whole id. What is in the request when its own id is no good?")
def test_request_id(browse):
    """A well-formed request id is taken over, any other is replaced"""
    browser = browse()

    for given in ("abcdefgh", "A-1-" * 16, "00000000-0000-0000-0000-000000000000"):
        response = browser.get("/who", **{"X-Request-ID": given})
        assert (response.json()["id"], response.headers["x-request-id"]) == (given, given)
    made = set()
    for given in ("short-7", "x" * 65, "with space", "under_score", "dot.dot.dot", None):
        response = browser.get("/who", **({} if given is None else {"X-Request-ID": given}))
        assert UUID4.fullmatch(response.headers["x-request-id"])
        assert response.json()["id"] == response.headers["x-request-id"]
        made.add(response.json()["id"])
    assert len(made) == 6


@pytest.mark.points(3)
@pytest.mark.usefixtures("views")
@pytest.mark.hint("An answer may be made before your view is reached, or in place of it. Which middleware sees them all?")
def test_request_id_everywhere(browse):
    """Every response has a request id, wherever it comes from"""
    stranger, bob, root = browse(), browse("bob"), browse("root")
    header = {"X-Request-ID": "request-0001"}

    def answers():
        yield stranger.get("/health", **header), 200
        yield stranger.get("/me", **header), 401
        yield bob.get("/reports", **header), 403
        yield stranger.client.post("/login", json={}, headers=header), 403
        yield stranger.get("/nothing", **header), 404
        yield stranger.get("/crash", **header), 500
        yield root.post("/maintenance", {"on": True}, **header), 204
        yield bob.get("/me", **header), 503

    for response, status in answers():
        assert (response.status_code, response.headers.get("x-request-id")) == (status, "request-0001")


@pytest.mark.points(2)
@pytest.mark.usefixtures("views")
@pytest.mark.hint("Django asks the module with the urlpatterns who answers when nothing fits, and when something breaks.")
def test_errors_are_json(browse):
    """An unknown path and a crash are answered with JSON that gives nothing away"""
    browser = browse()

    for path, status, slug in (("/nothing", 404, "not_found"), ("/", 404, "not_found"), ("/crash", 500, "internal")):
        response = browser.get(path)
        assert response.headers["content-type"] == "application/json"
        assert (path, *said(response)) == (path, status, {"error": slug})
