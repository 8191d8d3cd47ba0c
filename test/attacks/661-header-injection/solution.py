HEADERS = [
    (b"x-answer", b"42\r\nset-cookie: a=b"), (b"content-length", b"5"), (b"content-length", b"99"), (b"transfer-encoding", b"chunked"), (b"x y", b"\x00"),
    ("text", "text"), (b"x" * 100_000, b"y" * 100_000), (b"content-encoding", b"gzip, br, zstd"), (b"location", b"file:///etc/passwd"), (b"\xff", b"\xff"),
]


async def app(scope, receive, send):
    for headers in ([HEADERS[len(scope["path"]) % 10]], HEADERS):
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"\x1f\x8b", "more_body": False})
