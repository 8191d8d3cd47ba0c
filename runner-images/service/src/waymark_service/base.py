"""What a service's own module tells the agent of its server."""

from __future__ import annotations

import os
import secrets
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORK = Path("/work")
"""Where a server keeps its data: a tmpfs, empty at the start."""

type Facts = dict[str, str | int]
"""What whoever connects has to know: host, port, user, password, url ... They become ``services.<name>.<fact>`` in a suite, and
``<NAME>_<FACT>`` in the submission's environment."""


@dataclass
class Server:
    """One server. A subclass says how it is prepared, started, tried and put back.

    ``prepare`` and ``reset`` may take their time, but nothing waits in them for a fixed time: ``is_ready`` is asked until it is.
    """

    password: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    """Of the submission's and the suite's user; random for each grading."""

    admin_password: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    """For the agent's own user, where a server has users."""

    port: ClassVar[int] = 0
    ready_seconds: ClassVar[float] = 60.0
    """After that a server that does not answer is a failure of ours."""
    resets_by_restart: ClassVar[bool] = False
    """For a server that starts in a moment: a reset ends it and begins anew with ``prepare``, start and ``set_up``."""

    sandbox: str = "127.0.0.1"
    """Address by which the submission reaches the port."""
    judge: str = "127.0.0.1"
    """Address by which the suite does."""

    @property
    def ports(self) -> Sequence[int]:
        return (self.port,)

    def prepare(self) -> None:
        """Before the first start: put the prepared data directory and the configuration below ``WORK``."""

    def command(self) -> Sequence[str]:
        """The server, in the foreground."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": "/tmp", "LANG": "C.UTF-8"}  # noqa: S108  a tmpfs of this container alone

    def is_ready(self) -> bool:
        """One try by the server's own protocol. May raise OSError; anything it returns False for is tried again."""
        raise NotImplementedError

    def set_up(self) -> None:
        """Once after the first start: accounts, databases."""

    def reset(self) -> None:
        """Put the state back to what it was after ``set_up``, and end connections that are still open."""
        raise NotImplementedError

    def facts(self, host: str) -> Facts:
        """For who reaches the server at ``host``. ``port`` and ``host`` are given by the agent."""
        raise NotImplementedError

    @property
    def stop_signal(self) -> int:
        """By which the server ends in good order, and soon."""
        return signal.SIGTERM
