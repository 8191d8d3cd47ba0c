"""Two relays with a wire between them: connections of real sockets, carried in frames."""

import selectors
import socket
import threading
from contextlib import contextmanager

import pytest
from waymark_wire.relay import WINDOW, Relay


class Wire:
    """A listening and a connecting relay in one loop; what each sends, the other hears."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        self.frames = []
        self.here = Relay(self.selector, lambda header, body: self.carry(self.there, header, body))
        self.there = Relay(self.selector, lambda header, body: self.carry(self.here, header, body))
        self.waiting = []
        self.stop, self.wake = socket.socketpair()
        self.selector.register(self.stop, selectors.EVENT_READ, None)

    def carry(self, to, header, body):
        self.frames.append((header["op"], len(body)))
        self.waiting.append((to, header, body))

    def run(self):
        while True:
            for key, events in self.selector.select():
                if key.data is None:
                    return
                key.data(events)
            while self.waiting:
                to, header, body = self.waiting.pop(0)
                to.hear(header, body)


@contextmanager
def wired(serve):
    """A relay in front of a server that calls ``serve`` with each accepted socket; gives the port and the wire."""
    server = socket.create_server(("127.0.0.1", 0))
    wire = Wire()
    port = server.getsockname()[1]
    # The relay listens on another address of the loopback under the server's own port.
    wire.here.listen("127.0.0.2", port)

    def accept():
        while True:
            try:
                sock, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    loop = threading.Thread(target=wire.run, daemon=True)
    loop.start()
    try:
        yield port, wire
    finally:
        server.close()
        wire.wake.send(b"x")
        loop.join(5)
        assert not loop.is_alive()


def echo(sock):
    with sock:
        while data := sock.recv(65536):
            sock.sendall(data)


def client(port):
    sock = socket.create_connection(("127.0.0.2", port))
    sock.settimeout(10)
    return sock


def read_all(sock):
    parts = []
    while data := sock.recv(65536):
        parts.append(data)
    return b"".join(parts)


def test_bytes_go_both_ways_and_the_end_of_one_side_leaves_the_other_open():
    with wired(echo) as (port, _), client(port) as sock:
        sock.sendall(b"hello")
        sock.shutdown(socket.SHUT_WR)

        assert read_all(sock) == b"hello"


def test_many_connections_do_not_mix():
    with wired(echo) as (port, _):
        socks = [client(port) for _ in range(20)]
        for number, sock in enumerate(socks):
            sock.sendall(str(number).encode() * 1000)
            sock.shutdown(socket.SHUT_WR)

        assert [read_all(sock) for sock in socks] == [str(number).encode() * 1000 for number in range(20)]


def test_much_more_than_a_window_arrives_whole():
    data = bytes(range(256)) * (WINDOW // 32)
    with wired(echo) as (port, _), client(port) as sock:
        writer = threading.Thread(target=lambda: (sock.sendall(data), sock.shutdown(socket.SHUT_WR)))
        writer.start()

        assert read_all(sock) == data


def test_no_more_than_a_window_is_under_way_to_a_program_that_does_not_read():
    held = []
    with wired(held.append) as (port, wire), client(port) as sock:
        sock.setblocking(False)
        sent = idle = 0
        while idle < 20:
            try:
                sent += sock.send(bytes(65536))
                idle = 0
            except BlockingIOError:
                idle += 1
                threading.Event().wait(0.01)

        [link] = wire.there.links.values()
        assert len(link.outgoing) <= WINDOW
        assert sent > WINDOW


def test_a_connection_that_nobody_takes_is_closed():
    with wired(echo) as (_, wire):
        unused = socket.create_server(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        unused.close()
        wire.here.listen("127.0.0.3", port)
        sock = socket.create_connection(("127.0.0.3", port))
        sock.settimeout(10)

        with pytest.raises(ConnectionResetError):
            sock.recv(1)


def test_a_server_that_breaks_off_is_noticed():
    def break_off(sock):
        sock.recv(1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        sock.close()

    with wired(break_off) as (port, _), client(port) as sock:
        sock.sendall(b"x")

        with pytest.raises(ConnectionResetError):
            sock.recv(1)


def test_a_port_that_is_refused_can_be_opened_again():
    with wired(echo) as (port, wire):
        wire.here.refuse(port)
        with pytest.raises(ConnectionRefusedError):
            client(port)
        wire.here.listen("127.0.0.2", port)

        with client(port) as sock:
            sock.sendall(b"again")
            sock.shutdown(socket.SHUT_WR)
            assert read_all(sock) == b"again"
