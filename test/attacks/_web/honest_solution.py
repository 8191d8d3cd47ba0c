"""A correct solution. Grade it as solution.py: it must earn every point."""


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            await send({"type": "websocket.send", "text": message["text"] + "!"})
    body = [b"1", b"2", b"3"] if scope["path"] == "/count" else [b'{"hello": "world"}']
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-answer", b"42")]})
    for part in body:
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
