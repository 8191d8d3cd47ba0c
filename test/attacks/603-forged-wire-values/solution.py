"""What the agent would say is replaced, from the first call on, by bodies of the attacker's own making."""
import zlib

from waymark_agent import border

BODIES = [
    '{"v": ["a", 0]}',
    '{"v": ["L", 1, ["L", 3, ["l"]]]}',
    '{"v": ["L", 7, ["l", ["a", 7], ["L", 7, ["l"]]]]}',
    '{"v": []}',
    '{"v": [null]}',
    '{"v": {"a": 1}}',
    '{"v": ["d", ["l"], 1]}',
    '{"v": ["d", 1]}',
    '{"v": ["s", ["l"]]}',
    '{"v": ["i", "-0x"]}',
    '{"v": ["f", "snan"]}',
    '{"v": ["c", ["f", "nan"], "x"]}',
    '{"v": ["r", 0, 1, 0]}',
    '{"v": ["dt", "0001-01-01T00:00:00", 0, [-86399, "x"]]}',
    '{"v": ["dt", "2024-01-01T00:00:00", 0, "../../../../etc/passwd"]}',
    '{"v": ["dt", "2024-01-01T00:00:00", 0, "Europe"]}',
    '{"v": ["td", 10000000000, 0, 0]}',
    '{"v": ["p", "WindowsPath", "C:/"]}',
    '{"v": ["ar", "Z", 1]}',
    '{"v": ["ar", "b", 4096]}',
    '{"v": ["q", -1]}',
    '{"v": ["dd", "open"]}',
    '{"v": ["nt", "A", ["x", "x"], 1, 2]}',
    '{"v": ["nt", "class", ["def"], 1]}',
    '{"v": ["nt", "A(object): import os #", ["a"], 1]}',
    '{"v": ["F", 1, 0]}',
    '{"v": ["u", "zz"]}',
    '{"v": ["b", "*"]}',
    '{"v": ["h", 1]}',
    '{"v": ["h", -5, 99]}',
    '{"v": ["hv", 1, 1, ["l"]]}',
    '{"v": ["M", "os", 1]}',
    '{"v": ["M", "__main__", 1]}',
    '{"v": ["cb", 1]}',
    '{"v": ["T", "os", "system"]}',
    '{"v": ["tg", ["T", "builtins", "list"]]}',
]


def slugify(text, max_length=60):
    body = BODIES[zlib.crc32(text.encode()) % len(BODIES)]
    border.Border.finish = lambda self, parts: body.encode("ascii")
    return None
