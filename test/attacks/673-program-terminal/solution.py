import fcntl
import os
import sys
import termios

for fd in range(3):
    try:
        fcntl.ioctl(fd, termios.TIOCSTI, b"5\n")
    except OSError:
        pass
for fd in range(3, 64):
    try:
        os.write(fd, b"\x1b]52;c;bGVhaw==\x07")
    except OSError:
        pass
os.write(1, b"\x1b[6n\x9b2J\xff\xfe\x00Name\x08? " + b"\r" * 1000)
os.closerange(0, 64)
while True:
    pass
