"""A store for build artefacts on S3: every version is written once, checked on its way, and can be handed out by a link."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

NAME = re.compile(r"[a-z0-9-]+")
NUMBER = r"(0|[1-9][0-9]*)"
VERSION = re.compile(rf"{NUMBER}\.{NUMBER}\.{NUMBER}(?:-([0-9a-z]+(?:\.[0-9a-z]+)*))?")
BATCH = 1000
WEEK = 7 * 24 * 3600


class DigestMismatch(Exception):
    """What was read is not what its digest promises."""


class VersionExists(Exception):
    """The version is there already, with other content."""


class NotFound(Exception):
    """There is no such version."""


class CorruptArtifact(Exception):
    """What is stored is not what was put there."""


class ArtifactStore:
    def __init__(self, s3: Any, bucket: str, *, part_size: int = 8 * 2**20) -> None:
        self.s3 = s3
        self.bucket = bucket
        self.part_size = part_size

    def setup(self) -> None:
        try:
            self.s3.head_bucket(Bucket=self.bucket)
        except ClientError:
            self.s3.create_bucket(Bucket=self.bucket)
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        self.s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration=dict.fromkeys(closed, True))
        rule = {
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
        }
        self.s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": [rule]})

    def put(
        self, name: str, version: str, fileobj: BinaryIO, *, sha256: str, meta: dict[str, str] | None = None
    ) -> dict[str, Any]:
        key = key_of(name, version)
        there = self.head(key)
        if there is not None:
            if there["Metadata"].get("sha256") != sha256:
                raise VersionExists(f"{name} {version}")
            return {"created": False}
        first = read_fully(fileobj, self.part_size)
        second = read_fully(fileobj, self.part_size) if len(first) == self.part_size else b""
        if second:
            self.put_parts(key, fileobj, first, second, sha256, meta)
        else:
            check(hashlib.sha256(first), sha256)
            metadata = metadata_of(sha256, meta)
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=first, Metadata=metadata)
        return {"created": True}

    def put_parts(
        self, key: str, fileobj: BinaryIO, first: bytes, second: bytes, sha256: str, meta: dict[str, str] | None
    ) -> None:
        """Nothing is to be seen of an upload until it is complete."""
        place = {"Bucket": self.bucket, "Key": key}
        upload = self.s3.create_multipart_upload(**place, Metadata=metadata_of(sha256, meta))["UploadId"]
        try:
            digest = hashlib.sha256()
            parts = []
            for number, data in enumerate(parts_of(fileobj, first, second, self.part_size), 1):
                digest.update(data)
                part = self.s3.upload_part(**place, UploadId=upload, PartNumber=number, Body=data)
                parts.append({"PartNumber": number, "ETag": part["ETag"]})
            check(digest, sha256)
            self.s3.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})
        except BaseException:
            self.s3.abort_multipart_upload(**place, UploadId=upload)
            raise

    def get(self, name: str, version: str, out: BinaryIO) -> dict[str, str]:
        try:
            found = self.s3.get_object(Bucket=self.bucket, Key=key_of(name, version))
        except self.s3.exceptions.NoSuchKey:
            raise NotFound(f"{name} {version}") from None
        digest = hashlib.sha256()
        for data in found["Body"].iter_chunks(self.part_size):
            digest.update(data)
            out.write(data)
        metadata = found["Metadata"]
        if digest.hexdigest() != metadata.get("sha256"):
            raise CorruptArtifact(f"{name} {version}")
        return {key: unquote(value) for key, value in metadata.items() if key != "sha256"}

    def delete(self, name: str, version: str) -> None:
        self.s3.delete_object(Bucket=self.bucket, Key=key_of(name, version))

    def restore(self, name: str, version: str) -> bool:
        """Take the newest delete marker away: what was below it is there again."""
        key = key_of(name, version)
        pages = self.s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=key)
        for page in pages:
            for marker in page.get("DeleteMarkers", []):
                if marker["Key"] == key and marker["IsLatest"]:
                    self.s3.delete_object(Bucket=self.bucket, Key=key, VersionId=marker["VersionId"])
                    return True
        return False

    def versions(self, name: str) -> list[str]:
        prefix = f"artifacts/{checked(name)}/"
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        found = [one["Key"].removeprefix(prefix) for page in pages for one in page.get("Contents", [])]
        return sorted(found)

    def latest(self, name: str, *, pre: bool = False) -> str | None:
        wanted = [version for version in self.versions(name) if pre or "-" not in version]
        return wanted[-1] if wanted else None

    def prune(self, name: str, keep: int) -> list[str]:
        versions = self.versions(name)
        releases = [version for version in versions if "-" not in version]
        if not releases:
            return []
        kept = releases[-keep:] if keep else []
        upto_newest = versions[: versions.index(releases[-1]) + 1]
        gone = [version for version in upto_newest if version not in kept]
        for start in range(0, len(gone), BATCH):
            objects = [{"Key": key_of(name, version)} for version in gone[start : start + BATCH]]
            self.s3.delete_objects(Bucket=self.bucket, Delete={"Objects": objects})
        return gone

    def link(self, name: str, version: str, seconds: int = 900) -> str:
        if not 1 <= seconds <= WEEK:
            raise ValueError("a link lives from a second to a week")
        asked = {
            "Bucket": self.bucket,
            "Key": key_of(name, version),
            "ResponseContentDisposition": f'attachment; filename="{name}-{version}"',
        }
        return self.s3.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)

    def head(self, key: str) -> dict[str, Any] | None:
        try:
            return self.s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] != "404":
                raise
            return None


def checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an artefact")
    return name


def key_of(name: str, version: str) -> str:
    if not VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version")
    return f"artifacts/{checked(name)}/{version}"


def precedence(version: str) -> tuple[Any, ...]:
    """For sorting: numbers as numbers, a pre-release before its release, numbers in it before words."""
    release, _, pre = version.partition("-")
    words = [(False, int(word)) if word.isdigit() else (True, word) for word in pre.split(".")] if pre else []
    return (*map(int, release.split(".")), not pre, words)


def metadata_of(sha256: str, meta: dict[str, str] | None) -> dict[str, str]:
    return {**{key: quote(value) for key, value in (meta or {}).items()}, "sha256": sha256}


def check(digest: Any, sha256: str) -> None:
    if digest.hexdigest() != sha256:
        raise DigestMismatch(f"the content's digest is {digest.hexdigest()}")


def parts_of(fileobj: BinaryIO, first: bytes, second: bytes, size: int) -> Iterator[bytes]:
    yield first
    yield second
    while data := read_fully(fileobj, size):
        yield data


def read_fully(fileobj: BinaryIO, size: int) -> bytes:
    """A file may give less than was asked for before its end."""
    parts: list[bytes] = []
    missing = size
    while missing and (data := fileobj.read(missing)):
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)
