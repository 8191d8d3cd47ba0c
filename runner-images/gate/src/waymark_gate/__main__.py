"""Runs the gate. See the package."""

import os
import selectors
from collections.abc import Mapping

from waymark_wire.frames import ChannelClosed, pack, read_frame, write_all
from waymark_wire.relay import Relay

ADDRESS = "127.0.0.1"


def main() -> None:
    selector = selectors.DefaultSelector()

    def send(header: Mapping[str, object], body: bytes = b"") -> None:
        write_all(1, pack(header, body))

    relay = Relay(selector, send)

    def hear(_: int) -> None:
        header, body = read_frame(0)
        match header["t"]:
            case "listen":
                send({"t": "listening", "port": header["port"], "ok": listen(relay, int(str(header["port"])))})
            case "refuse":
                relay.refuse(int(str(header["port"])))
            case "link":
                relay.hear(header, body)

    selector.register(0, selectors.EVENT_READ, hear)
    send({"t": "ready"})
    try:
        while True:
            for key, events in selector.select():
                key.data(events)
    except (ChannelClosed, BrokenPipeError):
        # The orchestrator is gone, and with it everything the ports led to.
        os._exit(0)


def listen(relay: Relay, port: int) -> bool:
    """False where the submission has taken the port of a service that had been stopped."""
    try:
        relay.listen(ADDRESS, port)
    except OSError:
        return False
    return True


main()
