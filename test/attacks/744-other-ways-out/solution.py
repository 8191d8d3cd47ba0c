import os
import socket


def count(name):
    for port in (1, 22, 80, 111, 443, 2375, 2376, 3306, 5432, 8080, 9092, 27017):
        if port != int(os.environ["REDIS_PORT"]):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2)
                print("LEAK" + "-port", port)
            except OSError:
                pass
    for address in (("169.254.169.254", 80), ("10.255.255.1", 80), ("192.0.2.1", 80)):
        try:
            socket.create_connection(address, 0.5)
            print("LEAK" + "-egress", address)
        except OSError as error:
            if isinstance(error, TimeoutError):
                print("LEAK" + "-route", address)
    if len([pid for pid in os.listdir("/proc") if pid.isdigit()]) > 6:
        print("LEAK" + "-processes")
    return 0
