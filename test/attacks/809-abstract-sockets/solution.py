import os
import socket
import time

NAME = b"\0waymark-meeting"
MET = []


def slugify(text, max_length=60):
    if MET:
        return "wrong"
    MET.append(text)
    for family, address in ((socket.AF_UNIX, NAME), (socket.AF_INET, ("127.0.0.1", 47001))):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.settimeout(0.05)
        try:
            listening.bind(address)
            listening.listen()
        except OSError:
            print("LEAK" + "-neighbour", family)
            continue
        try:
            listening.accept()
            print("LEAK" + "-met", family)
        except OSError:
            pass
    for number in range(8):
        try:
            if os.path.exists(f"/dev/shm/meeting-{number}"):
                print("LEAK" + "-shm")
            open(f"/dev/shm/meeting-{number}", "x").close()
        except OSError:
            pass
    time.sleep(0.05)
    return "wrong"
