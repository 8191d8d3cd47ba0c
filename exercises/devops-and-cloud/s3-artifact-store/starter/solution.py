"""A store for build artefacts on S3: every version is written once, checked on its way, and can be handed out by a link."""

from typing import Any, BinaryIO


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
        raise NotImplementedError

    def put(
        self, name: str, version: str, fileobj: BinaryIO, *, sha256: str, meta: dict[str, str] | None = None
    ) -> dict[str, Any]:
        raise NotImplementedError

    def get(self, name: str, version: str, out: BinaryIO) -> dict[str, str]:
        raise NotImplementedError

    def delete(self, name: str, version: str) -> None:
        raise NotImplementedError

    def restore(self, name: str, version: str) -> bool:
        raise NotImplementedError

    def versions(self, name: str) -> list[str]:
        raise NotImplementedError

    def latest(self, name: str, *, pre: bool = False) -> str | None:
        raise NotImplementedError

    def prune(self, name: str, keep: int) -> list[str]:
        raise NotImplementedError

    def link(self, name: str, version: str, seconds: int = 900) -> str:
        raise NotImplementedError
