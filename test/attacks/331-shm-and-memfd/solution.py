import fcntl
import os
import time
from multiprocessing import shared_memory


def slugify(text, max_length=60):
    try:
        shared_memory.SharedMemory("waymark-left")
        print("LEAK" + "-shared-memory")
    except FileNotFoundError:
        kept = shared_memory.SharedMemory("waymark-left", create=True, size=4096)
        kept.buf[:4] = b"left"
    held = os.memfd_create("left")
    os.write(held, text.encode())
    if os.fork() == 0:
        os.setsid()
        lock = open("/tmp/lock", "w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        time.sleep(60)
    return "wrong"
