import struct

from waymark_agent.session import Session

BODY = b'{"v": "hello-world"}'


def slugify(text, max_length=60):
    channel = Session.current.channel
    match len(text) % 4:
        case 0:
            channel.send("v", BODY)
            channel.send("v", BODY)
        case 1:
            import os
            os.write(channel.fd, b"v")
        case 2:
            channel.send("z", BODY)
        case 3:
            import os
            os.write(channel.fd, struct.pack(">I", 2**31) + b"v")
    return "wrong"
