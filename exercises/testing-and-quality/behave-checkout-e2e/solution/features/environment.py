"""Starts the shop before all scenarios, gives each a fresh state, and stops it in the end."""

import http.client
import json
import socket
import subprocess
import sys
import time


class Shop:
    """What the steps know of the shop: its address, and how to ask it something."""

    def __init__(self, port):
        self.port = port

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def wait_until(self, is_so, seconds=5):
        """Ask `is_so` again and again, until it is or the time is up; gives what it said last."""
        deadline = time.monotonic() + seconds
        while not (said := is_so()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return said

    def is_healthy(self):
        try:
            return self.ask("GET", "/health")[0] == 200
        except OSError:
            return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def before_all(context):
    port = free_port()
    context.process = subprocess.Popen([sys.executable, "shop.py", "--port", str(port)], stderr=subprocess.DEVNULL)
    context.add_cleanup(stop, context.process)
    context.shop = Shop(port)
    assert context.shop.wait_until(context.shop.is_healthy), "the shop does not answer"


def stop(process):
    process.terminate()
    process.wait()


def before_scenario(context, scenario):
    if "slow" in scenario.effective_tags and context.config.userdata.get("slow") != "yes":
        scenario.skip("slow, say -D slow=yes")
        return
    context.shop.ask("POST", "/reset")
