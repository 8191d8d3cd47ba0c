"""Answers as a hostile agent may send them: made of our own tags in every wrong way, and honest ones spoilt."""

import json
import random

from hypothesis import strategies as st

TAGS = (
    *(
        "t",
        "s",
        "f",
        "d",
        "b",
        "ba",
        "c",
        "dt",
        "D",
        "F",
        "U",
        "P",
        "r",
        "sl",
        "E",
        "h",
        "hv",
        "k",
        "T",
        "x",
        "xj",
        "cb",
        "L",
        "l",
    ),
    *("M", "mp", "tu", "tU", "tg", "tl", "hd", "oc", "re", "nt", "z", "n", "i", "e", "o"),
)
KEYS = ("v", "x", "c", "m", "d", "o", "e", "k", "a", "w", "log", "warn", "env", "files", "why", "module", "free")
KINDS = ("value", "raise", "callback", "import-failed", "unsendable", "nonsense", "")
NUMBERS = st.one_of(
    st.integers(-3, 40), st.sampled_from([2**31, 2**63, -(2**63), 10**40, 1e308, -0.0]), st.floats(allow_nan=False)
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            *("__class__", "__globals__", "__reduce__", "__init_subclass__", "builtins", "os", "system", "solution"),
            *(
                "Exception",
                "BaseException",
                "Skipped",
                "_pytest.outcomes",
                "call",
                "get",
                "special",
                "\ud800",
                "\x1b[2J",
            ),
        ]
    ),
    st.text(max_size=12),
)
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
WIRE = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=5)).map(lambda pair: [pair[0], *pair[1]]),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    ),
    max_leaves=12,
)
CLASSES = st.lists(
    st.tuples(NUMBERS, NUMBERS, TEXTS, TEXTS, TEXTS, WIRE, WIRE, WIRE, WIRE, st.booleans(), WIRE, WIRE).map(list),
    max_size=2,
)
BODIES = st.one_of(
    st.fixed_dictionaries({"v": WIRE}),
    st.fixed_dictionaries({"v": WIRE, "c": CLASSES}),
    st.fixed_dictionaries({"x": WIRE}),
    st.fixed_dictionaries({"k": NUMBERS, "x": WIRE, "a": WIRE, "w": WIRE}),
    st.dictionaries(st.sampled_from(KEYS), WIRE, max_size=5),
    WIRE,
)


def as_bytes(body: object) -> bytes:
    return json.dumps(body).encode("ascii")


ANSWERS = st.tuples(st.sampled_from(KINDS), st.one_of(BODIES.map(as_bytes), st.binary(max_size=40), st.just(b"")))
"""Kind and body of an answer that no agent of ours would send."""


def spoil(answer: tuple[str, bytes], seed: int) -> tuple[str, bytes]:
    """An honest answer with something wrong in it: cut, doubled, a byte changed, a part replaced or moved."""
    chance = random.Random(seed)
    kind, body = answer
    match chance.randrange(6):
        case 0:
            return kind, body[: chance.randrange(len(body) + 1)]
        case 1:
            return kind, body + body
        case 2:
            at = chance.randrange(len(body))
            return kind, body[:at] + bytes([chance.randrange(32, 127)]) + body[at + 1 :]
        case 3:
            return chance.choice(KINDS), body
        case _:
            return kind, as_bytes(shaken(json.loads(body), chance))


def shaken(value: object, chance: random.Random) -> object:
    """The same JSON with a few of its parts changed."""
    if chance.random() < 0.12:
        return chance.choice([None, [], {}, -1, 2**70, "", ["h", 1, 1], ["k", 1], ["cb", 0], [value], {"v": value}])
    if isinstance(value, list):
        parts = [shaken(one, chance) for one in value]
        if parts and chance.random() < 0.1:
            parts.insert(chance.randrange(len(parts)), parts[chance.randrange(len(parts))])
        if chance.random() < 0.05:
            chance.shuffle(parts)
        return parts
    if isinstance(value, dict):
        return {
            chance.choice(KEYS) if chance.random() < 0.05 else key: shaken(one, chance) for key, one in value.items()
        }
    return value
