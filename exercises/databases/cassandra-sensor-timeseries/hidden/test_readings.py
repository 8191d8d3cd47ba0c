from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from solution import bucket
from waymark import probe


@probe
def play(calls, ttl_days=7000, first_only=False):
    """Make the tables, then call methods of a Readings one after the other, each [name, arguments, named arguments].

    Gives the results (of a refusal, the name of the exception), and of each call what it has said to the server: "prepare" or the
    way a statement was sent, with its text. First comes what the constructor has said. With `first_only`, only the first reading
    of an iterator is asked for. Readings whose times stand in the tests are kept for 7000 days; with None, as long as usual.
    """
    import os

    from cassandra.auth import PlainTextAuthProvider
    from cassandra.cluster import Cluster
    from cassandra.query import BatchStatement, BatchType, BoundStatement, PreparedStatement
    from solution import SCHEMA, Readings

    said = []

    class Recorder:
        """A session that writes down what goes through it."""

        def __init__(self, session):
            self._session = session

        def __getattr__(self, name):
            return getattr(self._session, name)

        def prepare(self, query, *arguments, **options):
            said.append(("prepare", query))
            return self._session.prepare(query, *arguments, **options)

        def execute(self, query, *arguments, **options):
            note(query)
            return self._session.execute(query, *arguments, **options)

        def execute_async(self, query, *arguments, **options):
            note(query)
            return self._session.execute_async(query, *arguments, **options)

    def note(query):
        if isinstance(query, PreparedStatement):
            said.append(("prepared", query.query_string))
        elif isinstance(query, BoundStatement):
            said.append(("prepared", query.prepared_statement.query_string))
        elif isinstance(query, BatchStatement):
            said.append(("batch" if query.batch_type == BatchType.UNLOGGED else "logged batch", ""))
        else:
            said.append(("plain", str(query)))

    login = PlainTextAuthProvider(os.environ["CASSANDRA_USER"], os.environ["CASSANDRA_PASSWORD"])
    # One server, so what a driver wants to know of many is left out: it takes a third of a test.
    plain = {"schema_metadata_enabled": False, "token_metadata_enabled": False, "max_schema_agreement_wait": 0}
    cluster = Cluster([os.environ["CASSANDRA_HOST"]], port=int(os.environ["CASSANDRA_PORT"]), auth_provider=login, **plain)
    session = cluster.connect()
    for statement in SCHEMA:
        session.execute(statement.format(keyspace="plant"))
    kept = {} if ttl_days is None else {"ttl_days": ttl_days}
    readings = Readings(Recorder(session), "plant", **kept)
    results, spoken = [], [list(said)]
    for name, arguments, *named in calls:
        said.clear()
        try:
            result = getattr(readings, name)(*arguments, **(named[0] if named else {}))
            if name == "between":
                iterator = iter(result)
                result = next(iterator, None) if first_only else list(iterator)
        except ValueError as error:
            result = type(error).__name__
        results.append(result)
        spoken.append(list(said))
    cluster.shutdown()
    return {"results": results, "said": spoken}


def at(day, hour, minute=0, second=0, milli=0):
    """A moment in May 2024, UTC."""
    return datetime(2024, 5, day, hour, minute, second, milli * 1000, tzinfo=UTC)


def write(when, value, sensor="s1", site="north"):
    return ["write", [sensor, when, value, site]]


def selects(said):
    return [text for way, text in said if way != "prepare" and text.lstrip().upper().startswith("SELECT")]


def same(found, expected):
    """Equal, and each time is in UTC and says so."""
    return found == expected and all(when.utcoffset() == timedelta(0) for when, _ in found)


# --- tables


@pytest.mark.points(1)
@pytest.mark.hint(
    "One moment has several dates at once. Whose date is asked for, and what if nobody says where the clock stands?"
)
@pytest.mark.parametrize(
    ("when", "day"),
    [
        (datetime(2024, 5, 1, 23, 59, 59, tzinfo=UTC), "2024-05-01"),
        (datetime(2024, 5, 2, 1, 30, tzinfo=timezone(timedelta(hours=2))), "2024-05-01"),
        (datetime(2024, 12, 31, 20, 0, tzinfo=timezone(timedelta(hours=-5))), "2025-01-01"),
    ],
    ids=["utc", "east", "west"],
)
def test_bucket(when, day):
    """The bucket is the day in UTC"""
    assert bucket(when) == day
    with pytest.raises(ValueError):
        bucket(when.replace(tzinfo=None))


@pytest.mark.points(3)
@pytest.mark.hint("Which columns must a query know to read one partition only? In which order should its rows lie?")
def test_keys(session):
    """Readings are partitioned by sensor and day, newest first; a site's newest by site, one row a sensor"""
    play([])

    columns = "table_name, column_name, kind, position, clustering_order"
    rows = session.execute(f"SELECT {columns} FROM system_schema.columns WHERE keyspace_name = 'plant'")
    keys = {
        (row.table_name, row.kind, row.position): (row.column_name, row.clustering_order) for row in rows if row.kind != "regular"
    }
    assert keys == {
        ("readings", "partition_key", 0): ("sensor", "none"),
        ("readings", "partition_key", 1): ("day", "none"),
        ("readings", "clustering", 0): ("at", "desc"),
        ("site_latest", "partition_key", 0): ("site", "none"),
        ("site_latest", "clustering", 0): ("sensor", "asc"),
    }
    assert list(session.execute("SELECT index_name FROM system_schema.indexes WHERE keyspace_name = 'plant'")) == []
    assert list(session.execute("SELECT view_name FROM system_schema.views WHERE keyspace_name = 'plant'")) == []


@pytest.mark.points(2)
@pytest.mark.hint("Where does the day of a reading come from when its time is that of another zone?")
def test_midnight(session):
    """Readings around midnight UTC lie in two partitions, whatever the zone they come in"""
    east = datetime(2024, 5, 2, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    play([write(at(1, 23, 59, 59, 999), 1.0), write(at(2, 0), 2.0), write(east, 3.0)])

    rows = session.execute("SELECT day, value FROM readings")
    assert sorted((row.day, row.value) for row in rows) == [("2024-05-01", 1.0), ("2024-05-01", 3.0), ("2024-05-02", 2.0)]


@pytest.mark.points(2)
@pytest.mark.hint("Which write wins when both are for the same cell? What did you tell Cassandra about the second one?")
def test_overwrites(session):
    """The same sensor and millisecond again is the same reading"""
    moment = at(1, 12, 0, 0, 250)
    play([write(moment, 9.0), write(moment, 2.0), write(moment, 5.0, sensor="s2"), write(at(1, 12, 0, 0, 251), 3.0)])

    rows = session.execute("SELECT sensor, at, value FROM readings")
    assert sorted((row.sensor, row.at.microsecond, row.value) for row in rows) == [
        ("s1", 250000, 2.0),
        ("s1", 251000, 3.0),
        ("s2", 250000, 5.0),
    ]


# --- latest


@pytest.mark.points(3)
@pytest.mark.hint("Each day is a partition of its own. How many readings are still missing when you come to the next one?")
def test_latest(session):
    """latest walks back over days and gaps, newest first"""
    writes = [
        write(at(9, 8), 1.0),
        write(at(9, 20), 2.0),
        write(at(6, 10), 3.0),
        write(at(6, 9), 8.0),
        write(at(3, 10), 4.0),
        write(at(9, 9), 7.0, "s2"),
    ]
    today = date(2024, 5, 9)
    asked = [["latest", ["s1", n, today]] for n in (1, 3, 10)] + [
        ["latest", ["s1", 2, date(2024, 5, 8)]],
        ["latest", ["s9", 2, today]],
    ]

    first, three, every, earlier, nothing = play([*writes, *asked])["results"][len(writes) :]

    assert same(first, [(at(9, 20), 2.0)])
    assert same(three, [(at(9, 20), 2.0), (at(9, 8), 1.0), (at(6, 10), 3.0)])
    assert same(every, [(at(9, 20), 2.0), (at(9, 8), 1.0), (at(6, 10), 3.0), (at(6, 9), 8.0), (at(3, 10), 4.0)])
    assert same(earlier, [(at(6, 10), 3.0), (at(6, 9), 8.0)])
    assert nothing == []


@pytest.mark.points(3)
@pytest.mark.hint("How many partitions are worth reading when enough has been found? And when nothing ever is?")
def test_latest_reads_no_more_than_needed(session):
    """latest reads at most max_days partitions, and none when it has enough"""
    writes = [write(at(9, 8), 1.0), write(at(9, 20), 2.0), write(at(6, 10), 3.0)]
    today = date(2024, 5, 9)
    asked = [
        ["latest", ["s1", 2, today]],
        ["latest", ["s1", 3, today]],
        ["latest", ["s1", 5, today], {"max_days": 3}],
        ["latest", ["s1", 5, today], {"max_days": 4}],
        ["latest", ["s1", 5, today]],
    ]

    story = play([*writes, *asked])

    assert [len(found) for found in story["results"][len(writes) :]] == [2, 3, 2, 3, 3]
    assert [len(selects(said)) for said in story["said"][1 + len(writes) :]] == [1, 4, 3, 4, 30]


# --- between


@pytest.mark.points(3)
@pytest.mark.hint("Which days does the span touch? In which order do the readings of one of them come from the server?")
def test_between(session):
    """between gives the readings of a half-open span, oldest first"""
    moments = [at(1, 10), at(1, 22), at(2, 0), at(2, 12), at(4, 6), at(4, 6, 0, 0, 1), at(4, 18)]
    writes = [write(moment, float(number)) for number, moment in enumerate(moments)]
    spans = [
        (at(1, 22), at(4, 6, 0, 0, 1)),
        (at(1, 0), at(5, 0)),
        (at(4, 6), at(4, 18)),
        (at(3, 0), at(4, 0)),
        (at(2, 0), at(2, 0)),
    ]
    local = timezone(timedelta(hours=5, minutes=30))
    spans.append((at(2, 0).astimezone(local), at(2, 12).astimezone(local)))

    story = play([*writes, *(["between", ["s1", *span]] for span in spans)])

    for (start, end), found in zip(spans, story["results"][len(writes) :], strict=True):
        assert same(found, [(moment, float(number)) for number, moment in enumerate(moments) if start <= moment < end])
    read = [len(selects(said)) for said in story["said"][1 + len(writes) :]]
    assert read[1:4] == [4, 1, 1], "the partitions of four days, of part of one, and of one up to its midnight"


@pytest.mark.points(2)
@pytest.mark.hint("Who asks only for the first reading should not have to wait for the last day.")
def test_between_is_lazy(session):
    """between reads a partition when its readings are asked for"""
    writes = [write(at(day, 12), float(day)) for day in range(1, 10)]

    story = play([*writes, ["between", ["s1", at(1, 0), at(10, 0)]]], first_only=True)

    assert story["results"][-1] == (at(1, 12), 1.0)
    (text,) = selects(story["said"][-1])
    assert "ALLOW FILTERING" not in text.upper(), "it reads more than a partition"


# --- site_latest


@pytest.mark.points(3)
@pytest.mark.hint(
    "Reading first and writing then leaves a gap. Which of two writes does Cassandra itself take for the newer one?"
)
def test_site_latest(session):
    """site_latest gives the newest reading of each sensor; a late one does not replace it"""
    calls = [
        write(at(3, 12), 3.0),
        write(at(1, 12), 1.0),
        write(at(2, 9), 20.0, "s2"),
        write(at(2, 10), 10.0, "s2"),
        write(at(2, 9, 30), 99.0, "s2"),
        write(at(1, 1), 5.0, "s3", "south"),
        ["site_latest", ["north"]],
        ["site_latest", ["south"]],
        ["site_latest", ["nowhere"]],
    ]

    north, south, nowhere = play(calls)["results"][-3:]

    assert north == {"s1": (at(3, 12), 3.0), "s2": (at(2, 10), 10.0)}
    assert south == {"s3": (at(1, 1), 5.0)}
    assert nowhere == {}
    assert all(when.utcoffset() == timedelta(0) for when, _ in (*north.values(), *south.values()))


# --- how long readings stay


@pytest.mark.points(3)
@pytest.mark.hint("A reading that arrives ten days late has ten days less to live.")
def test_ttl(session):
    """A reading expires ttl_days after its own time, 90 of them where nothing is said"""
    now = datetime.now(UTC)
    ages = {"s0": timedelta(0), "s10": timedelta(days=10), "s89": timedelta(days=89, hours=12)}
    play([write(now - age, 1.0, sensor) for sensor, age in ages.items()], ttl_days=None)

    left = {row.sensor: row.left for row in session.execute("SELECT sensor, TTL(value) AS left FROM readings")}
    assert sorted(left) == ["s0", "s10", "s89"]
    for sensor, age in ages.items():
        expected = (timedelta(days=90) - age).total_seconds()
        assert left[sensor] is not None
        assert abs(left[sensor] - expected) < 3600


@pytest.mark.points(2)
@pytest.mark.hint("What would be left of its time to live? Which of the two tables does that concern?")
def test_too_old(session):
    """A reading that is too old already is not stored, but may be a site's newest"""
    now = datetime.now(UTC).replace(microsecond=0)
    calls = [write(now - timedelta(days=31), 1.0), write(now - timedelta(days=40), 2.0), ["site_latest", ["north"]]]

    assert play(calls, ttl_days=30)["results"][-1] == {"s1": (now - timedelta(days=31), 1.0)}
    assert list(session.execute("SELECT * FROM readings")) == []


# --- how it speaks to the server


@pytest.mark.points(1)
@pytest.mark.hint("When is a mistake of the caller noticed: at the call, or when the first reading is asked for?")
def test_naive(session):
    """Times without a zone are refused, and nothing is written"""
    naive = datetime(2024, 5, 1, 12)
    calls = [write(at(1, 1), 4.0), write(naive, 1.0), ["between", ["s1", naive, at(2, 0)]], ["between", ["s1", at(1, 0), naive]]]

    assert play(calls)["results"][1:] == ["ValueError"] * 3
    assert [row.value for row in session.execute("SELECT value FROM readings")] == [4.0]


@pytest.mark.points(3)
@pytest.mark.hint("A statement is prepared once, and then only its values are sent.")
def test_prepared_once(session):
    """Every statement is prepared once, and none does what Cassandra is slow at"""
    calls = [write(at(day, 12), 1.0) for day in range(1, 8)]
    calls += [["latest", ["s1", 5, date(2024, 5, 9)]], ["between", ["s1", at(1, 0), at(9, 0)]], ["site_latest", ["north"]]] * 2

    story = play(calls)

    said = [one for part in story["said"] for one in part]
    prepared = [text for way, text in said if way == "prepare"]
    assert len(prepared) == len(set(prepared))
    assert len(prepared) <= 10
    assert {way for way, _ in said} <= {"prepare", "prepared", "batch"}
    assert len(selects(said)) >= 20
    for text in prepared:
        words = " ".join(text.upper().split())
        assert "ALLOW FILTERING" not in words
        assert " IN (" not in words
        assert " IN ?" not in words
