"""Keeps moto's port open for as long as it lives: the process that the agent starts, stops and kills. See ``moto_host.py``."""

import socket

while True:
    with socket.socket(socket.AF_UNIX) as control:
        # Refused when the host is gone: then this ends too, and the agent sees it.
        control.connect("/work/moto.sock")
        control.sendall(b"serve")
        # Until a reset has ended the process at the other end; the next one is asked anew.
        while control.recv(16):
            pass
