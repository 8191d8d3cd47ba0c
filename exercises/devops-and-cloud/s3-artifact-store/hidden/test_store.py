import hashlib
from email.message import Message
from urllib.parse import parse_qs, urlsplit

import pytest
from waymark import probe

MiB = 2**20
PART = 5 * MiB
"""The smallest part that S3 takes, unless it is the last one."""


@probe
def run(calls, page=1000, part_size=5 * 2**20):
    """Calls methods of a store, one after the other. A result each; of an exception its class's name, after "raises".

    A call is the method's name, its arguments, and what it is given by name. `put` gets a file with its third argument in it:
    bytes, or so many bytes to be made up; options say whether its digest is wrong, or after how many bytes it breaks. `get` gives
    what was written, too.
    S3 lists at most `page` keys at a time. Without a `part_size` the store has its own.
    """
    import hashlib
    import io
    import random

    import boto3
    import solution

    class File(io.RawIOBase):
        """Gives at most a mebibyte at a time, and remembers the largest request."""

        def __init__(self, data, breaks_at):
            self.data, self.place, self.breaks_at, self.largest = data, 0, breaks_at, 0

        def readable(self):
            return True

        def read(self, size=-1):
            self.largest = max(self.largest, len(self.data) + 1 if size is None or size < 0 else size)
            if self.breaks_at is not None and self.place >= self.breaks_at:
                raise OSError("the disk is gone")
            wanted = len(self.data) if size is None or size < 0 else min(size, 2**20)
            data = self.data[self.place : self.place + wanted]
            self.place += len(data)
            return data

        def readall(self):
            return self.read()

    def limit(params, **_):
        params.setdefault("MaxKeys", page)

    s3 = boto3.client("s3")
    for operation in ("ListObjectsV2", "ListObjects", "ListObjectVersions"):
        s3.meta.events.register(f"before-parameter-build.s3.{operation}", limit)
    options = {} if part_size is None else {"part_size": part_size}
    store = solution.ArtifactStore(s3, "artifacts-of-ours", **options)

    def call(method, *arguments, breaks_at=None, wrong_digest=False, **options):
        if method == "put":
            name, version, content = arguments
            data = random.Random(content).randbytes(content) if isinstance(content, int) else content
            file = File(data, breaks_at)
            digest = hashlib.sha256(data + b"!" if wrong_digest else data).hexdigest()
            return store.put(name, version, file, sha256=digest, **options) | {"largest": file.largest}
        if method == "get":
            out = io.BytesIO()
            meta = store.get(*arguments, out)
            return [meta, len(out.getvalue()), hashlib.sha256(out.getvalue()).hexdigest()]
        return getattr(store, method)(*arguments, **options)

    results = []
    for method, arguments, options in calls:
        try:
            results.append(call(method, *arguments, **options))
        except Exception as error:
            results.append(["raises", type(error).__name__])
    return results


def one(method, *arguments, page=1000, **options):
    return run([[method, list(arguments), options]], page)[0]


def raises(name):
    return ["raises", name]


class Bucket:
    """The store's bucket, as the suite sees it."""

    name = "artifacts-of-ours"

    def __init__(self, s3):
        self.s3 = s3

    def head(self, key):
        return self.s3.head_object(Bucket=self.name, Key=f"artifacts/{key}")

    def put(self, key, body, **options):
        self.s3.put_object(Bucket=self.name, Key=f"artifacts/{key}", Body=body, **options)

    def traces(self):
        """Whatever there is in the bucket, visible or not."""
        listed = self.s3.list_object_versions(Bucket=self.name)
        uploads = self.s3.list_multipart_uploads(Bucket=self.name)
        kinds = ((listed, "Versions"), (listed, "DeleteMarkers"), (uploads, "Uploads"))
        return [[kind, found["Key"]] for answer, kind in kinds for found in answer.get(kind, [])]


@pytest.fixture
def bucket(services):
    """Set up by the store."""
    assert one("setup") is None
    return Bucket(services.s3.connect())


@pytest.mark.points(2)
@pytest.mark.hint("Which of the calls fails when the bucket is there already, and which settings does the task name?")
def test_setup(bucket):
    """setup makes the bucket with its settings, as often as it is called"""
    assert one("setup") is None

    s3, where = bucket.s3, {"Bucket": bucket.name}
    assert s3.get_bucket_versioning(**where)["Status"] == "Enabled"
    closed = s3.get_public_access_block(**where)["PublicAccessBlockConfiguration"]
    assert sorted(closed.items()) == [
        ("BlockPublicAcls", True),
        ("BlockPublicPolicy", True),
        ("IgnorePublicAcls", True),
        ("RestrictPublicBuckets", True),
    ]
    rules = s3.get_bucket_lifecycle_configuration(**where)["Rules"]
    assert [(rule["Status"], rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]) for rule in rules] == [("Enabled", 2)]
    assert rules[0].get("Filter", rules[0]).get("Prefix", "") in ("", "artifacts/")


@pytest.mark.points(3)
@pytest.mark.hint("How many bytes do you ask the file for at a time? And what if it gives fewer than that?")
def test_put_and_get(bucket):
    """Small, empty and large artefacts come back as they were, and never more than a part of them is read at once"""
    sizes = {"1.0.0": 11, "1.0.1": 0, "1.0.2": PART, "1.0.3": 2 * PART + 7}
    puts = run([["put", ["app", version, size], {}] for version, size in sizes.items()])
    gets = run([["get", ["app", version], {}] for version in sizes])

    assert [put["created"] for put in puts] == [True] * 4
    assert [put["largest"] <= PART for put in puts] == [True] * 4, "read(size) asks for more than a part"
    digests = [bucket.head(f"app/{version}")["Metadata"]["sha256"] for version in sizes]
    assert gets == [[{}, size, digest] for size, digest in zip(sizes.values(), digests, strict=True)]
    etags = [bucket.head(f"app/{version}")["ETag"].strip('"').partition("-")[2] for version in sizes]
    assert etags == ["", "", "", "3"], "parts of a multipart upload"
    assert run([["put", ["app", "1.0.4", 8 * MiB + 1], {}]], part_size=None) == [{"created": True, "largest": 8 * MiB}]
    assert bucket.head("app/1.0.4")["ETag"].strip('"').endswith("-2")


@pytest.mark.points(2)
@pytest.mark.hint("The store promises that a version never changes.")
def test_written_once(bucket):
    """The same content again is no news, and other content is refused"""
    again = [["put", ["app", "1.0.0", content], {}] for content in (b"one", b"one", b"two")]

    first, second, third = run(again)

    assert (first["created"], second["created"], third) == (True, False, raises("VersionExists"))
    assert one("get", "app", "1.0.0") == [{}, 3, hashlib.sha256(b"one").hexdigest()]
    assert len(bucket.traces()) == 1


@pytest.mark.points(3)
@pytest.mark.hint("An upload in parts that is not completed costs money until somebody says that it is over.")
def test_nothing_left(bucket):
    """A wrong digest or a file that breaks leaves nothing, not even an open upload"""
    outcomes = run(
        [
            ["put", ["app", "1.0.0", b"short"], {"wrong_digest": True}],
            ["put", ["app", "1.0.1", 2 * PART + 7], {"wrong_digest": True}],
            ["put", ["app", "1.0.2", b"short"], {"breaks_at": 0}],
            ["put", ["app", "1.0.3", 3 * PART], {"breaks_at": 2 * PART + MiB}],
        ]
    )

    assert outcomes == [raises("DigestMismatch")] * 2 + [raises("OSError")] * 2
    assert bucket.traces() == []
    assert one("versions", "app") == []


@pytest.mark.points(2)
@pytest.mark.hint("The content may have changed where it lies. What do you know of it that has not?")
def test_get_checks(bucket):
    """What is not there is NotFound, and what is not what was put is CorruptArtifact"""
    one("put", "app", "1.0.0", b"honest")
    bucket.put("app/1.0.0", b"forged", Metadata=bucket.head("app/1.0.0")["Metadata"])

    assert one("get", "app", "1.0.0") == raises("CorruptArtifact")
    assert one("get", "app", "1.0.1") == raises("NotFound")


@pytest.mark.points(2)
@pytest.mark.hint("Metadata travel as headers of HTTP. Which letters may they have, and what becomes of all the others?")
def test_meta(bucket):
    """Metadata comes back, whatever letters it has"""
    meta = {"author": "Zoë Größe", "note": "100 % new", "sign": "漢字"}

    one("put", "app", "1.0.0", b"x", meta=meta)

    assert one("get", "app", "1.0.0")[0] == meta
    kept = bucket.head("app/1.0.0")["Metadata"]
    assert kept["sha256"] == hashlib.sha256(b"x").hexdigest()
    assert all(value.isascii() for value in kept.values())


@pytest.mark.points(2)
@pytest.mark.hint("In a bucket with versions, a deleted object is not gone. What hides it?")
def test_delete_and_restore(bucket):
    """A deleted version is gone until it is restored"""
    outcomes = run(
        [
            ["put", ["app", "1.0.0", b"one"], {}],
            ["put", ["app", "1.0.0-rc.1", b"rc"], {}],
            ["restore", ["app", "1.0.0"], {}],
            ["delete", ["app", "1.0.0"], {}],
            ["versions", ["app"], {}],
            ["get", ["app", "1.0.0"], {}],
            ["restore", ["app", "1.0.0"], {}],
            ["restore", ["app", "1.0.0"], {}],
            ["versions", ["app"], {}],
            ["restore", ["app", "9.9.9"], {}],
        ]
    )

    assert outcomes[2:] == [
        False,
        None,
        ["1.0.0-rc.1"],
        raises("NotFound"),
        True,
        False,
        ["1.0.0-rc.1", "1.0.0"],
        False,
    ]
    assert one("get", "app", "1.0.0") == [{}, 3, hashlib.sha256(b"one").hexdigest()]


@pytest.mark.points(1)
@pytest.mark.hint("A listing of markers may have those of other keys, and old ones with a newer object above them.")
def test_restore_takes_one_marker(bucket):
    """restore takes away the marker that hides this version, and no other"""
    outcomes = run(
        [
            ["put", ["app", "1.0.0", b"one"], {}],
            ["put", ["app", "1.0.0-rc.1", b"rc"], {}],
            ["delete", ["app", "1.0.0-rc.1"], {}],
            ["restore", ["app", "1.0.0"], {}],
            ["versions", ["app"], {}],
            ["delete", ["app", "1.0.0"], {}],
            ["put", ["app", "1.0.0", b"new"], {}],
            ["restore", ["app", "1.0.0"], {}],
            ["restore", ["app", "1.0.0-rc.1"], {}],
            ["versions", ["app"], {}],
        ]
    )

    assert outcomes[3:6] == [False, ["1.0.0"], None]
    assert outcomes[7:] == [False, True, ["1.0.0-rc.1", "1.0.0"]]
    assert one("get", "app", "1.0.0") == [{}, 3, hashlib.sha256(b"new").hexdigest()]


ORDER = [
    "0.9.12",
    "1.2.0-2",
    "1.2.0-alpha.2",
    "1.2.0-alpha.10",
    "1.2.0-beta",
    "1.2.0",
    "1.9.0",
    "1.10.0-rc.1",
    "1.10.0",
    "2.0.0-alpha",
    "2.0.0-alpha.1",
]


@pytest.mark.points(3)
@pytest.mark.hint("Ten comes after nine, but a text that begins with 1 before one that begins with 9.")
def test_order(bucket):
    """Versions are sorted as versions, pre-releases before their release"""
    for version in reversed(ORDER):
        bucket.put(f"app/{version}", b"x")

    outcomes = run(
        [["versions", ["app"], {}], ["latest", ["app"], {}], ["latest", ["app"], {"pre": True}], ["latest", ["tool"], {}]]
    )

    assert outcomes == [ORDER, "1.10.0", "2.0.0-alpha.1", None]


@pytest.mark.points(2)
@pytest.mark.hint("A prefix is the beginning of a text, and not a folder.")
def test_names(bucket):
    """Neither names nor versions are confused, and bad ones are refused"""
    for key in ("app/1.0.0", "app-two/2.0.0", "app-two/2.1.0", "ap/3.0.0"):
        bucket.put(key, b"x")

    assert run([["versions", [name], {}] for name in ("app", "app-two", "ap")]) == [["1.0.0"], ["2.0.0", "2.1.0"], ["3.0.0"]]
    assert one("prune", "app", 0) == ["1.0.0"]
    assert one("versions", "app-two") == ["2.0.0", "2.1.0"]
    bad = [
        ("App", "1.0.0"),
        ("a/b", "1.0.0"),
        ("", "1.0.0"),
        ("app\n", "1.0.0"),
        ("app", "1.0"),
        ("app", "1.02.0"),
        ("app", "1.0.0-"),
        ("app", "1.0.0-rc..1"),
        ("app", "1.0.0-RC"),
        ("app", "../1.0.0"),
    ]
    assert run([["put", [name, version, b"x"], {}] for name, version in bad]) == [raises("ValueError")] * len(bad)


@pytest.mark.points(3)
@pytest.mark.hint("S3 gives a listing in pages, and says whether there is more.")
def test_many(bucket):
    """Listings are complete, however many pages they have"""
    expected = [f"1.{minor}.{patch}" for minor in range(5) for patch in range(5)]
    for version in expected:
        bucket.put(f"app/{version}", b"x")

    assert one("versions", "app", page=7) == expected
    assert one("latest", "app", page=7) == "1.4.4"
    assert one("prune", "app", 2, page=7) == expected[:-2]
    assert one("versions", "app", page=7) == expected[-2:]


@pytest.mark.points(2)
@pytest.mark.hint("Which of the versions come before the newest release, and which of those are to stay?")
def test_prune(bucket):
    """prune keeps the newest releases, and the pre-releases after them"""
    for version in ORDER:
        bucket.put(f"app/{version}", b"x")
    bucket.put("tool/1.0.0-rc.1", b"x")

    assert one("prune", "app", 2) == [
        "0.9.12",
        "1.2.0-2",
        "1.2.0-alpha.2",
        "1.2.0-alpha.10",
        "1.2.0-beta",
        "1.2.0",
        "1.10.0-rc.1",
    ]
    assert one("versions", "app") == ["1.9.0", "1.10.0", "2.0.0-alpha", "2.0.0-alpha.1"]
    assert one("prune", "app", 9) == []
    assert one("prune", "tool", 0) == []


@probe
def follow(url):
    """What an HTTP client without any key gets."""
    import urllib.request

    with urllib.request.urlopen(url) as answer:
        return answer.read(), answer.headers["Content-Disposition"]


@pytest.mark.points(2)
@pytest.mark.hint("What does a browser go by when it names a file that it has fetched? How long may a link live?")
def test_link(bucket):
    """A link gives the artefact to whoever has it, under a good file name"""
    one("put", "app", "1.0.0", b"content")

    content, header = follow(one("link", "app", "1.0.0"))
    disposition = Message()
    disposition["Content-Disposition"] = header

    assert content == b"content"
    assert disposition.get_content_disposition() in ("attachment", "inline")
    assert disposition.get_filename() == "app-1.0.0"
    before, usual, after = run([["link", ["app", "1.0.0", *seconds], {}] for seconds in ([900], [], [900])])
    assert expiry(before) <= expiry(usual) <= expiry(after)
    links = run([["link", ["app", "1.0.0", seconds], {}] for seconds in (1, 604800, 0, -5, 604801)])
    assert [isinstance(link, str) for link in links[:2]] == [True, True]
    assert links[2:] == [raises("ValueError")] * 3
    assert 604799 <= expiry(links[1]) - expiry(links[0]) < 604799 + 60


def expiry(link):
    """Seconds, or a date in seconds, by the kind of signature."""
    asked = parse_qs(urlsplit(link).query)
    return int((asked.get("X-Amz-Expires") or asked["Expires"])[0])
