"""TCP connections carried in frames: between a container without a network and a server in another one.

Theory of operation
-------------------
At one end somebody *listens* on loopback ports, at the other somebody *connects* to a server on its own loopback. The
orchestrator passes frames from one to the other and so is the only wire between them: it can cut it, or slow it down.

Frames, header ``t: link`` and ``link``, a number the listening end gives:
  ``op: open``   ``port``: connect there
  ``op: data``   body: bytes
  ``op: taken``  ``n``: that many bytes have gone on to the program; the sender may send as many again
  ``op: end``    no more bytes from this side
  ``op: close``  the connection is gone, or could not be made

At most ``WINDOW`` bytes of a connection are under way in each direction, so nobody has to hold more, however slowly a program
reads. Nothing here ever waits for a program: sockets do not block, and a frame is written to a reader that always reads.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WINDOW = 256 * 1024
MAX_DATA = 64 * 1024
MAX_LINKS = 256

type Send = Callable[[dict[str, object], bytes], None]


class Link:
    """One connection as this end has it."""

    __slots__ = ("ended_in", "ended_out", "number", "opening", "outgoing", "sock", "under_way")

    def __init__(self, number: int, sock: socket.socket, *, opening: bool) -> None:
        self.number = number
        self.sock = sock
        self.opening = opening
        self.outgoing = bytearray()
        """Bytes from the other end that the program has not taken yet."""
        self.under_way = 0
        """Bytes of the program that the other end has not said are taken."""
        self.ended_in = False
        """The other end sends no more."""
        self.ended_out = False
        """Our program sends no more."""


class Relay:
    """One end. ``send`` takes a frame; ``poll`` is to be called when ``selector`` says one of our sockets is ready."""

    def __init__(self, selector: selectors.BaseSelector, send: Send) -> None:
        self.selector = selector
        self.send = send
        self.links: dict[int, Link] = {}
        self.listeners: dict[int, socket.socket] = {}
        self.next_number = 1

    # Listening end

    def listen(self, address: str, port: int) -> None:
        """Raises OSError when the port is taken."""
        if port in self.listeners:
            return
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((address, port))
            listener.listen(64)
            listener.setblocking(False)
        except BaseException:
            listener.close()
            raise
        self.listeners[port] = listener
        self.selector.register(listener, selectors.EVENT_READ, self.accepting(listener, port))

    def refuse(self, port: int) -> None:
        """Nobody listens there any more: the next connection is refused, as where a server has stopped."""
        listener = self.listeners.pop(port, None)
        if listener is not None:
            self.selector.unregister(listener)
            listener.close()

    def accepting(self, listener: socket.socket, port: int) -> Callable[[int], None]:
        def accept(_: int) -> None:
            try:
                sock, _address = listener.accept()
            except OSError:
                return
            if len(self.links) >= MAX_LINKS:
                reset(sock)
                return
            number, self.next_number = self.next_number, self.next_number + 1
            self.send({"t": "link", "op": "open", "link": number, "port": port}, b"")
            self.add(Link(number, sock, opening=False))

        return accept

    # Both ends

    def hear(self, header: Mapping[str, object], body: bytes) -> None:
        """A frame of the other end."""
        number, op = int(str(header["link"])), header["op"]
        link = self.links.get(number)
        if op == "open":
            self.connect(number, int(str(header["port"])))
        elif link is None:
            # It ended here while the frame was on its way.
            return
        elif op == "data":
            link.outgoing += body
            self.flush(link)
        elif op == "taken":
            link.under_way -= int(str(header["n"]))
            self.watch(link)
        elif op == "end":
            link.ended_in = True
            self.flush(link)
        elif op == "close":
            self.drop(link)

    def connect(self, number: int, port: int) -> None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.connect_ex(("127.0.0.1", port))
        self.add(Link(number, sock, opening=True))

    def add(self, link: Link) -> None:
        link.sock.setblocking(False)
        link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.links[link.number] = link
        self.selector.register(link.sock, self.interest(link), lambda events: self.ready(link, events))

    def interest(self, link: Link) -> int:
        wanted = 0
        if not link.ended_out and link.under_way < WINDOW:
            wanted |= selectors.EVENT_READ
        if link.opening or link.outgoing:
            wanted |= selectors.EVENT_WRITE
        return wanted

    def watch(self, link: Link) -> None:
        """Ask the selector for what is wanted now; it does not take an empty wish."""
        wanted = self.interest(link)
        known = self.selector.get_map().get(link.sock)
        if wanted == 0:
            if known is not None:
                self.selector.unregister(link.sock)
        elif known is None:
            self.selector.register(link.sock, wanted, lambda events: self.ready(link, events))
        elif known.events != wanted:
            self.selector.modify(link.sock, wanted, known.data)

    def ready(self, link: Link, events: int) -> None:
        if link.number not in self.links:
            # It ended while the selector's news of it waited for their turn.
            return
        if link.opening:
            if link.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                self.close(link)
                return
            if events & selectors.EVENT_WRITE:
                link.opening = False
        if events & selectors.EVENT_WRITE:
            self.flush(link)
        if events & selectors.EVENT_READ and link.number in self.links:
            self.read(link)

    def read(self, link: Link) -> None:
        try:
            data = link.sock.recv(min(MAX_DATA, WINDOW - link.under_way))
        except BlockingIOError:
            return
        except OSError:
            self.close(link)
            return
        if not data:
            link.ended_out = True
            self.send({"t": "link", "op": "end", "link": link.number}, b"")
            self.settle(link)
            return
        link.under_way += len(data)
        self.send({"t": "link", "op": "data", "link": link.number}, data)
        self.watch(link)

    def flush(self, link: Link) -> None:
        """Give the program what there is, as far as it takes it."""
        if link.outgoing and not link.opening:
            try:
                count = link.sock.send(link.outgoing)
            except BlockingIOError:
                count = 0
            except OSError:
                self.close(link)
                return
            if count:
                del link.outgoing[:count]
                self.send({"t": "link", "op": "taken", "link": link.number, "n": count}, b"")
        if link.ended_in and not link.outgoing and not link.opening:
            with contextlib.suppress(OSError):
                link.sock.shutdown(socket.SHUT_WR)
        self.settle(link)

    def settle(self, link: Link) -> None:
        """Both directions are done: nothing will be heard of the connection again."""
        if link.ended_in and link.ended_out and not link.outgoing:
            self.forget(link)
            link.sock.close()
        else:
            self.watch(link)

    def close(self, link: Link) -> None:
        """The program is gone, or was never reached."""
        self.send({"t": "link", "op": "close", "link": link.number}, b"")
        self.drop(link)

    def drop(self, link: Link) -> None:
        self.forget(link)
        reset(link.sock)

    def close_all(self) -> None:
        for link in list(self.links.values()):
            self.close(link)

    def abandon(self) -> None:
        """Nobody is at the other end any more."""
        for port in list(self.listeners):
            self.refuse(port)
        for link in list(self.links.values()):
            self.drop(link)

    def let_go(self) -> None:
        """In a fork: the sockets are the parent's."""
        for sock in (*self.listeners.values(), *(link.sock for link in self.links.values())):
            sock.close()

    def forget(self, link: Link) -> None:
        del self.links[link.number]
        if link.sock in self.selector.get_map():
            self.selector.unregister(link.sock)


def reset(sock: socket.socket) -> None:
    """Close so that the program at the other side of the socket notices that this was no orderly end."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()
