"""What the agent would say is replaced, from the first call on, by bodies of the attacker's own making."""
import zlib

from waymark_agent import border

BODIES = [
    '{"v": 1, "log": [["a", 50, "%0999999999d", ["t", 1], null, 1, "f"]]}',
    '{"v": 1, "log": [["a", 50, "%*d%*d", ["t", 999999999, 1, 999999999, 1], null, 1, "f"]]}',
    '{"v": 1, "log": [["a", 50, "%s", 5, null, 1, "f"], ["a.b", 50, "%(x)s %d", ["t", ["d", "x", 1]], null, 1, null]]}',
    '{"v": 1, "log": [["", 1000, "%.999999999f", ["t", 1.5], null, -5, "f"]]}',
    '{"v": 1, "log": [["a\\nb", 50, "x", null, ["x", 9, ["T", "builtins", "SyntaxError"], ["m", ["t", "f", 1, 5, 123]], "m", [], [], null, null, false, []], 1, "f"]]}',
    '{"v": 1, "warn": [[["x", 9, ["T", "builtins", "UserWarning"], ["w"], "w", [], [], null, null, false, []], "/dev/zero", 1]]}',
    '{"v": 1, "warn": [[["x", 9, ["T", "builtins", "UserWarning"], ["w"], "w", [], [], null, null, false, []], "/proc/self/fd/0", 1]]}',
    '{"v": 1, "warn": [[["x", 9, ["T", "builtins", "DeprecationWarning"], [5], "w", [], [], null, null, false, []], "x", -99999999999999999999]]}',
]


def slugify(text, max_length=60):
    body = BODIES[zlib.crc32(text.encode()) % len(BODIES)]
    border.Border.finish = lambda self, parts: body.encode("ascii")
    return None
