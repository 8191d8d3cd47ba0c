"""ask.py ORDER: one order to the broker while the image is built; exit code 0 when it says ok."""

import sys

sys.path.insert(0, "/opt/waymark/service")

from server import Server

try:
    sys.exit(Server().order(sys.argv[1]) != "ok")
except OSError:
    sys.exit(1)
