import ast

import pytest
from solution import per_minute, pipeline, records, take_until, where
from waymark import probe

TIMEOUT = "2024-05-01T10:00:03Z ERROR payments timeout after 3s"
RETRY = "2024-05-01T10:00:09Z WARN payments retry 2 of 5"
LOGIN = "2024-05-01T10:01:30Z INFO accounts login ok"

TIMEOUT_RECORD = {"ts": "2024-05-01T10:00:03Z", "level": "ERROR", "service": "payments", "message": "timeout after 3s"}
RETRY_RECORD = {"ts": "2024-05-01T10:00:09Z", "level": "WARN", "service": "payments", "message": "retry 2 of 5"}
LOGIN_RECORD = {"ts": "2024-05-01T10:01:30Z", "level": "INFO", "service": "accounts", "message": "login ok"}


def timed(*times):
    """Records that differ in their time only; `times` are `HH:MM:SS`, or whole timestamps."""
    return [
        {"ts": time if "T" in time else f"2024-05-01T{time}Z", "level": "INFO", "service": "web", "message": "hit"}
        for time in times
    ]


# --- records


@pytest.mark.points(2)
@pytest.mark.hint("How many spaces does the format have that separate something? All further ones belong to the message.")
def test_fields():
    """A log line becomes a record with four text fields"""
    lines = [TIMEOUT, LOGIN, "2024-05-01T10:02:00Z DEBUG cache-1  two  spaces  stay", RETRY]

    assert list(records(lines))[:3] == [
        TIMEOUT_RECORD,
        LOGIN_RECORD,
        {"ts": "2024-05-01T10:02:00Z", "level": "DEBUG", "service": "cache-1", "message": " two  spaces  stay"},
    ]


@pytest.mark.points(2)
@pytest.mark.hint(
    "A record is only complete when you have seen what follows it. What does a line starting with a space belong to?"
)
def test_continuation_lines():
    """Indented lines join the message of the record before them"""
    lines = [TIMEOUT, "  Traceback:", "", '\t  File "pay.py", line 3  ', LOGIN, " from 10.0.0.7", RETRY]

    assert list(records(lines))[:2] == [
        TIMEOUT_RECORD | {"message": 'timeout after 3s\nTraceback:\nFile "pay.py", line 3'},
        LOGIN_RECORD | {"message": "login ok\nfrom 10.0.0.7"},
    ]


@pytest.mark.points(1)
@pytest.mark.hint("Which record is being built when the line before was none?")
def test_ownerless_continuation():
    """Indented lines that belong to no record are dropped"""
    lines = ["  tail of an older trace", "\tmore of it", LOGIN, "--- rotated ---", "  not of the login", RETRY, TIMEOUT]

    assert list(records(lines))[:3] == [LOGIN_RECORD, {"raw": "--- rotated ---"}, RETRY_RECORD]


@pytest.mark.points(1)
@pytest.mark.hint("A line of spaces begins with a space, too. Which question has to come first?")
def test_blank_lines():
    """Blank lines are ignored"""
    assert list(records(["", TIMEOUT, "   ", "\t", RETRY, "", LOGIN]))[:2] == [TIMEOUT_RECORD, RETRY_RECORD]


@pytest.mark.points(1)
@pytest.mark.hint("Write down the shape of a log line part by part. What about a line that lacks one of them?")
@pytest.mark.parametrize(
    "odd",
    [
        "server started",
        "2024-05-01 10:00:03Z ERROR payments no T in the time",
        "2024-05-01T10:00:03Z error payments level in small letters",
        "2024-05-01T10:00:03Z ERROR payments",
    ],
    ids=["words", "time", "level", "message"],
)
def test_raw(odd):
    """A line of another shape is passed on as a raw record, in its place"""
    assert list(records([RETRY, odd, LOGIN, TIMEOUT]))[:3] == [RETRY_RECORD, {"raw": odd}, LOGIN_RECORD]


@pytest.mark.points(2)
@pytest.mark.hint("When the input ends, is there still something in your hands?")
def test_last_record():
    """The last record comes out when the input ends"""
    assert list(records([RETRY, TIMEOUT, "  gave up"])) == [
        RETRY_RECORD,
        TIMEOUT_RECORD | {"message": "timeout after 3s\ngave up"},
    ]


# --- where and take_until


@pytest.mark.points(2)
@pytest.mark.hint("All the conditions must hold. Is there a built-in function that says so?")
def test_where():
    """where keeps the records that have every given value"""
    recs = [TIMEOUT_RECORD, RETRY_RECORD, {"raw": "ERROR"}, LOGIN_RECORD]

    assert list(where(recs, service="payments")) == [TIMEOUT_RECORD, RETRY_RECORD]
    assert list(where(recs, service="payments", level="WARN")) == [RETRY_RECORD]
    assert list(where(recs, service="accounts", level="WARN")) == []


@pytest.mark.points(2)
@pytest.mark.hint("dict.get answers None for a field that is not there; is that the same as a field with the value None?")
def test_where_edges():
    """where without conditions keeps all, and an absent field never matches"""
    recs = [TIMEOUT_RECORD, {"raw": "???"}, RETRY_RECORD]

    assert list(where(recs)) == recs
    assert list(where(recs, host=None)) == []
    assert list(where(recs, raw="???")) == [{"raw": "???"}]


@pytest.mark.points(2)
@pytest.mark.hint("The matching record is passed on as well. In which order do you yield and look?")
def test_take_until():
    """take_until passes records on up to and including the match"""
    recs = [RETRY_RECORD, {"raw": "???"}, TIMEOUT_RECORD, LOGIN_RECORD, TIMEOUT_RECORD]

    assert list(take_until(recs, "level", "ERROR")) == recs[:3]
    assert list(take_until(recs, "message", "retry 2 of 5")) == recs[:1]
    assert list(take_until(recs, "host", None)) == recs


# --- per_minute and pipeline


@pytest.mark.points(2)
@pytest.mark.hint("When is the count of a minute final? And what about the one you are counting when the input ends?")
def test_counts():
    """Records are counted by minute, the last minute included"""
    recs = timed("10:00:00", "10:00:59", "10:01:00", "10:02:10", "10:02:11", "10:02:59")
    recs.insert(1, {"raw": "--- rotated ---"})

    assert list(per_minute(recs)) == [("2024-05-01T10:00Z", 2), ("2024-05-01T10:01Z", 1), ("2024-05-01T10:02Z", 3)]


@pytest.mark.points(1)
@pytest.mark.hint("How many minutes lie between two records? What would a chart of these counts show for a quiet minute?")
@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (
            ("10:57:59", "11:01:00"),
            [
                ("2024-05-01T10:57Z", 1),
                ("2024-05-01T10:58Z", 0),
                ("2024-05-01T10:59Z", 0),
                ("2024-05-01T11:00Z", 0),
                ("2024-05-01T11:01Z", 1),
            ],
        ),
        (
            ("2024-02-28T23:58:01Z", "2024-02-28T23:58:30Z", "2024-02-29T00:01:00Z"),
            [
                ("2024-02-28T23:58Z", 2),
                ("2024-02-28T23:59Z", 0),
                ("2024-02-29T00:00Z", 0),
                ("2024-02-29T00:01Z", 1),
            ],
        ),
    ],
    ids=["hour", "midnight"],
)
def test_quiet_minutes(times, expected):
    """Minutes without records count zero"""
    assert list(per_minute(timed(*times))) == expected


@pytest.mark.points(2)
@pytest.mark.hint("Each stage takes what the one before it yields. Try the three one after the other.")
def test_pipeline():
    """pipeline counts the records of one level"""
    lines = [
        TIMEOUT,
        "  caused by the network",
        RETRY,
        "--- rotated ---",
        "2024-05-01T10:00:41Z ERROR payments timeout after 3s",
        LOGIN,
        "2024-05-01T10:02:00Z ERROR search index lost",
    ]

    assert list(pipeline(lines, "ERROR")) == [("2024-05-01T10:00Z", 2), ("2024-05-01T10:01Z", 0), ("2024-05-01T10:02Z", 1)]
    assert list(pipeline(lines, "INFO")) == [("2024-05-01T10:01Z", 1)]


@pytest.mark.points(2)
@pytest.mark.hint("What does next() do when there is nothing left, and what does Python make of that inside a generator?")
def test_nothing():
    """Input without records gives no output, and no error"""
    assert list(records([])) == list(records(["", "  orphan"])) == []
    assert list(where([], level="INFO")) == list(take_until([], "level", "INFO")) == []
    assert list(per_minute([])) == list(per_minute([{"raw": "x"}])) == []
    assert list(pipeline([], "INFO")) == list(pipeline([RETRY, RETRY], "ERROR")) == []
    assert list(pipeline([LOGIN, "x"], "INFO")) == [("2024-05-01T10:01Z", 1)]


# --- laziness


@probe
def lines_read_by_records(asked):
    """Lines pulled from the source at the start, then each record's message with the lines pulled when it came out."""
    from solution import records

    pulled = 0

    def source():
        nonlocal pulled
        for number in range(400):
            pulled += 1
            yield f"2024-05-01T10:00:00Z INFO web request {number}"

    stream = records(source())
    at_start = pulled
    return at_start, [(next(stream)["message"], pulled) for _ in range(asked)]


@pytest.mark.points(2)
@pytest.mark.hint("A stage may look one record ahead, not further. Count how many lines you take before the first yield.")
def test_records_lazy():
    """records reads at most one record ahead"""
    at_start, results = lines_read_by_records(4)

    assert at_start == 0
    assert [message for message, _ in results] == ["request 0", "request 1", "request 2", "request 3"]
    assert all(pulled <= number + 1 for number, (_, pulled) in enumerate(results, start=1))


@probe
def minutes_and_reads(asked):
    """Each minute with the number of lines pulled when it came out: three records a minute, then a quiet minute."""
    from solution import pipeline

    pulled = 0

    def source():
        nonlocal pulled
        for number in range(400):
            pulled += 1
            minute, second = divmod(number, 3)
            yield f"2024-05-01T{minute * 2 // 60:02}:{minute * 2 % 60:02}:{second * 20:02}Z ERROR web request {number}"

    stream = pipeline(source(), "ERROR")
    return [(*next(stream), pulled) for _ in range(asked)]


@pytest.mark.points(2)
@pytest.mark.hint(
    "A minute is over when the first record of a later minute arrives. Does any of your stages wait for more than that?"
)
def test_pipeline_lazy():
    """A minute comes out as soon as it has passed, however long the source"""
    results = minutes_and_reads(5)

    assert [(minute, count) for minute, count, _ in results] == [
        ("2024-05-01T00:00Z", 3),
        ("2024-05-01T00:01Z", 0),
        ("2024-05-01T00:02Z", 3),
        ("2024-05-01T00:03Z", 0),
        ("2024-05-01T00:04Z", 3),
    ]
    assert all(pulled <= most for (_, _, pulled), most in zip(results, [5, 5, 8, 8, 11], strict=True))


@probe
def records_read_by_take_until(match):
    """Records pulled from an endless source by take_until, and those it passed on."""
    from solution import take_until

    pulled = []

    def source():
        for number in range(400):
            pulled.append(number)
            yield {"number": number}

    passed = []
    for record in take_until(source(), "number", match):
        passed.append(record["number"])
        if len(passed) > 100:
            break
    return len(pulled), passed


@pytest.mark.points(2)
@pytest.mark.hint("Once the match has been passed on there is no reason to ask the source for anything more.")
def test_take_until_stops():
    """take_until reads nothing after the match"""
    assert records_read_by_take_until(3) == (4, [0, 1, 2, 3])


@probe
def close_after_two(stage):
    """Ask a stage for two items, close it, and tell how often the source was closed before and after."""
    import solution

    log = []

    def source():
        try:
            for number in range(400):
                log.append("line")
                yield f"2024-05-01T10:{number % 60:02}:00Z ERROR web request {number}"
        finally:
            log.append("closed")

    lines = source()  # held here, so that nothing closes it by being forgotten
    if stage == "records":
        stream = solution.records(lines)
    elif stage == "pipeline":
        stream = solution.pipeline(lines, "ERROR")
    else:
        stream = solution.take_until(solution.where(solution.records(lines), service="web"), "level", "FATAL")
    items = [next(stream), next(stream)]
    before = log.count("closed")
    stream.close()
    return items[1], before, log.count("closed")


@pytest.mark.points(2)
@pytest.mark.hint("close() raises GeneratorExit where your generator is paused. Who closes the generator it was reading from?")
@pytest.mark.parametrize(
    ("stage", "second_item"),
    [
        ("records", {"ts": "2024-05-01T10:01:00Z", "level": "ERROR", "service": "web", "message": "request 1"}),
        ("pipeline", ("2024-05-01T10:01Z", 1)),
        ("chain", {"ts": "2024-05-01T10:01:00Z", "level": "ERROR", "service": "web", "message": "request 1"}),
    ],
    ids=["records", "pipeline", "chain"],
)
def test_closing(stage, second_item):
    """Closing a stage closes the generator the lines come from"""
    assert close_after_two(stage) == (second_item, 0, 1)


# --- how it is written


@probe
def source_text():
    from pathlib import Path

    import solution

    return Path(solution.__file__).read_text(encoding="utf-8")


@pytest.mark.points(2)
@pytest.mark.hint("Every stage yields; nothing is gathered first. Loop over the source and yield item by item.")
def test_no_lists():
    """The four stages yield, nothing is collected in a list"""
    tree = ast.parse(source_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    yielding = {one.name for one in functions if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(one))}
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]

    assert {"records", "where", "per_minute", "take_until"} <= yielding
    assert not called & {"list", "sorted"}
    assert "readlines" not in attributes | named
    assert not [value for value in returned if isinstance(value, ast.List | ast.ListComp)]
