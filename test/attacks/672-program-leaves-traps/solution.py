import os
import socket

os.symlink("/etc/passwd", "sum.txt")
os.mkfifo("pipe")
socket.socket(socket.AF_UNIX).bind("socket")
with open("sparse", "wb") as file:
    file.truncate(4_000_000)
os.symlink(".", "loop")
os.makedirs("/".join(["deep"] * 60), exist_ok=True)
for number in range(1000):
    open(b"n\xff\n\x1b[2J%d" % number, "w").close()
print("5")
os.kill(os.getppid(), 9)
os._exit(64 if os.path.exists("x") else 1)
