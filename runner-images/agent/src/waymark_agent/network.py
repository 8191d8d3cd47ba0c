"""What using a network leaves in it, as the kernel tells: for a process that holds one for sandboxes, one after the other."""

import contextlib

_TRACES = (
    *("dev", "snmp", "snmp6", "netstat"),
    *("unix", "tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6"),
)
"""Counters of packets and errors, then sockets, those included that wait for their connection's last packets."""


def network_traces() -> bytes:
    """Equal texts mean that in between nothing was sent, refused or left open."""
    found = []
    for name in _TRACES:
        with contextlib.suppress(FileNotFoundError), open(f"/proc/self/net/{name}", "rb") as file:
            found.append(file.read())
    return b"".join(found)
