async def app(scope, receive, send):
    for message in (
        {"type": "http.response.start", "status": 100}, {"type": "http.response.start", "status": "200"}, {"type": "http.response.start", "status": 10**30},
        {"type": "websocket.accept", "subprotocol": "a\r\nb"}, {"type": "websocket.close", "code": -1, "reason": "x" * 10**6}, {"type": "lifespan.startup.failed", "message": "\x1b[2J"},
        {"type": 5}, [], None, "x", {"type": "http.response.body", "body": "text"}, {"type": "http.response.trailers"}, {"type": "http.response.pathsend", "path": "/etc/passwd"},
    ):
        try:
            await send(message)
        except BaseException:
            continue
    while True:
        await receive()
