import gzip

BOMB = gzip.compress(b"\0" * 200_000_000)


async def app(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        while True:
            await send({"type": "websocket.send", "bytes": b"x" * 100_000})
    headers = [(b"content-encoding", b"gzip")] if scope["path"] == "/hello" else []
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if headers:
        await send({"type": "http.response.body", "body": BOMB})
    while True:
        await send({"type": "http.response.body", "body": b"", "more_body": True})
        await send({"type": "http.response.body", "body": b"1" * 60_000, "more_body": True})
