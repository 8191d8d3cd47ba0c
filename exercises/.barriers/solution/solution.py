"""Small probes: each tries what no submission may do, and says how far it came. See `waymark doctor --prove`."""

import contextlib
import ctypes
import errno
import os
import socket
import threading
import time

MEBI = 1024 * 1024


def named(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, str(error.errno))


def status(field: str) -> str:
    """A field of the kernel's own account of this process."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{field}:"))


def user() -> tuple[int, int, list[int]]:
    return os.geteuid(), os.getegid(), os.getgroups()


def become_root() -> str:
    try:
        os.setuid(0)
    except OSError as error:
        return named(error)
    return "done"


def interfaces() -> list[str]:
    with open("/proc/net/dev", encoding="ascii") as lines:
        return sorted(line.split(":", 1)[0].strip() for line in lines if ":" in line)


def connect(address: str, port: int) -> str:
    try:
        with socket.create_connection((address, port), timeout=0.5):
            return "connected"
    except TimeoutError:
        return "timeout"
    except OSError as error:
        return named(error)


def system_call(name: str) -> str:
    """How the kernel answers a system call that is not for submissions; all arguments are zero or harmless."""
    numbers = {
        # x86_64, aarch64; what is younger than both has one number everywhere.
        "ptrace": (101, 117),
        "unshare": (272, 97),
        "mount": (165, 40),
        "bpf": (321, 280),
        "perf_event_open": (298, 241),
        "keyctl": (250, 219),
        "kexec_load": (246, 104),
        "init_module": (175, 105),
        "userfaultfd": (323, 282),
        "io_uring_setup": (425, 425),
        "process_vm_readv": (310, 270),
        "setns": (308, 268),
        "reboot": (169, 142),
    }
    number = numbers[name][0 if os.uname().machine == "x86_64" else 1]
    arguments = {"unshare": (0x10000000, 0, 0, 0, 0), "process_vm_readv": (os.getppid(), 0, 0, 0, 0)}
    libc = ctypes.CDLL(None, use_errno=True)
    given = arguments.get(name, (0, 0, 0, 0, 0))
    answer = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(value) for value in given))
    return "done" if answer >= 0 else errno.errorcode.get(ctypes.get_errno(), str(ctypes.get_errno()))


def write_at(path: str) -> str:
    try:
        with open(path, "w", encoding="ascii") as file:
            file.write("x")
    except OSError as error:
        return named(error)
    with contextlib.suppress(OSError):
        os.unlink(path)
    return "written"


def make_device() -> str:
    try:
        os.mknod("/tmp/device", 0o600 | 0o020000, os.makedev(1, 3))
    except OSError as error:
        return named(error)
    return "made"


def found(paths: list[str]) -> list[str]:
    return [path for path in paths if os.path.exists(path)]


def find_files(ending: str) -> list[str]:
    matches = []
    for top in ("/work", "/tmp", "/opt", "/home", "/root", "/srv", "/mnt"):
        for folder, _, names in os.walk(top):
            matches += [os.path.join(folder, name) for name in names if name.endswith(ending)]
    return matches


def processes_seen() -> int:
    return sum(name.isdigit() for name in os.listdir("/proc"))


def fill_disk() -> tuple[int, str]:
    """Bytes that fit below /tmp, in files of one mebibyte, and what ended it."""
    written = 0
    with contextlib.ExitStack() as stack:
        for number in range(64):
            path = f"/tmp/fill-{number}"
            stack.callback(lambda path=path: os.path.exists(path) and os.unlink(path))
            try:
                with open(path, "wb") as file:
                    file.write(b"x" * MEBI)
            except OSError as error:
                return written, named(error)
            written += MEBI
    return written, "no end"


def fill_folder() -> tuple[int, str]:
    """Empty files that fit below /tmp, and what ended it."""
    made = 0
    os.mkdir("/tmp/many")
    try:
        for number in range(100_000):
            try:
                os.close(os.open(f"/tmp/many/{number}", os.O_CREAT | os.O_WRONLY))
            except OSError as error:
                return made, named(error)
            made += 1
        return made, "no end"
    finally:
        for name in os.listdir("/tmp/many"):
            os.unlink(f"/tmp/many/{name}")


def grow_file() -> tuple[int, str]:
    """Bytes that fit into one file, and what ended it."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = 0
    with open("/tmp/large", "wb", buffering=0) as file:
        for _ in range(1024):
            try:
                size += file.write(b"x" * (MEBI // 4))
            except OSError as error:
                os.unlink("/tmp/large")
                return size, named(error)
    return size, "no end"


def open_files() -> tuple[int, str]:
    files = []
    try:
        for _ in range(100_000):
            files.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        return len(files), named(error)
    finally:
        for one in files:
            os.close(one)
    return len(files), "no end"


def start_processes() -> tuple[int, str]:
    """Children that could be alive at once, and what ended it."""
    children = []
    try:
        for _ in range(5000):
            child = os.fork()
            if child == 0:
                time.sleep(30)
                os._exit(0)
            children.append(child)
    except OSError as error:
        return len(children), named(error)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return len(children), "no end"


def processors_used() -> float:
    """How many processors four busy processes get, over one second."""
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            end = time.monotonic() + 1
            while time.monotonic() < end:
                pass
            os._exit(0)
        children.append(child)
    used = 0.0
    for child in children:
        usage = os.wait4(child, 0)[2]
        used += usage.ru_utime + usage.ru_stime
    return used


def use_memory() -> None:
    kept = []
    while True:
        kept.append(bytearray(b"x" * MEBI))


def print_much() -> None:
    for _ in range(64):
        print("x" * MEBI)


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    threading.Event().wait()
