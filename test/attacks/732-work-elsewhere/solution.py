import ctypes
import os
import re
import threading


class Late:
    def __del__(self):
        sum(range(10**5))


def first_pair(numbers, wanted):
    Late()
    re.match("(a*)*b", "a" * 18)
    threading.Thread(target=lambda: sum(range(10**6))).start()
    ctypes.pythonapi.PyRun_SimpleString(b"sum(range(1000))")
    if os.fork() == 0:
        os._exit(0)
    return -1, -1
