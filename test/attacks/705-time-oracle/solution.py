import os
import sys
import time


def slugify(text, max_length=60):
    number = sum(text.encode()) % 200
    time.sleep(number / 2000)
    sys.stdout.write("x" * number)
    if number % 2:
        os._exit(number)
    os.kill(os.getpid(), 3 + number % 4)
