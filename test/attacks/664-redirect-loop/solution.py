async def app(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept", "headers": [(b"set-cookie", b"a=b")] * 5000})
        for _ in range(10_000):
            await send({"type": "websocket.send", "text": "a" * 1000})
        raise SystemExit
    cookies = [(b"set-cookie", f"c{n}={'x' * 100}".encode()) for n in range(5000)]
    await send({"type": "http.response.start", "status": 302, "headers": [(b"location", b"/hello"), *cookies]})
    await send({"type": "http.response.body", "body": b""})
