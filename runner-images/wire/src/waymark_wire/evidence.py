"""What the kernel counted: out-of-memory kills, refused forks, peak memory. For the status text, never for the grade."""

import os

_OOM = (("/sys/fs/cgroup/memory.events", "oom_kill"), ("/sys/fs/cgroup/memory/memory.oom_control", "oom_kill"))
_FORKS = (("/sys/fs/cgroup/pids.events", "max"), ("/sys/fs/cgroup/pids/pids.events", "max"))

_TASKS = ("/sys/fs/cgroup/pids.current", "/sys/fs/cgroup/pids/pids.current")


class Counters:
    # No dataclass: importing those takes a third of a sandbox's start.
    __slots__ = ("oom_kills", "refused_forks")

    def __init__(self, oom_kills: int, refused_forks: int) -> None:
        self.oom_kills = oom_kills
        self.refused_forks = refused_forks


def read_counters() -> Counters:
    return Counters(_first(_OOM), _first(_FORKS))


def count_tasks() -> int:
    """Processes and threads of this container; 0 where the kernel does not tell."""
    for path in _TASKS:
        text = _read(path)
        if text is not None:
            return int(text)
    return 0


def _first(places: tuple[tuple[str, str], ...]) -> int:
    """The named counter of the first file that has it (cgroup v2, then v1); 0 where neither is mounted."""
    for path, name in places:
        for line in (_read(path) or "").splitlines():
            key, _, value = line.partition(" ")
            if key == name and value.strip().isdigit():
                return int(value)
    return 0


def _read(path: str) -> str | None:
    """A file of the kernel; None where it is not mounted."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return os.read(fd, 4096).decode("ascii", "replace")
    finally:
        os.close(fd)
