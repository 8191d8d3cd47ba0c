"""Hidden suite of a little web app, bare ASGI. SECRET-7f3a"""


def test_hello(client):
    assert client.get("/hello").json() == {"hello": "world"}


def test_header(client):
    assert client.get("/hello").headers["x-answer"] == "42"


def test_stream(client):
    with client.stream("GET", "/count") as response:
        assert "".join(response.iter_text()) == "123"


def test_socket(client):
    with client.websocket("/ws") as ws:
        ws.send_text("a")
        assert ws.receive_text() == "a!"
