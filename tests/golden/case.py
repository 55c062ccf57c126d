"""A case: files put into an empty folder, and command lines run there one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.golden.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command line, as a user types it, and what is asked of it while it runs.

    `command` begins with a program's path in the tree (`tools/configs.py`) or with `-m` and a
    module. `settings` are environment variables beside the case's; `typed` is its whole stdin.
    """

    name: str
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The API as a process of its own, the paths that are asked of it, and a question put to it."""

    name: str
    paths: tuple[str, ...]
    question: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`steps` in a folder that holds `files` (name to content) and nothing else.

    `exchange`: series that an exchange on loopback trades while the steps run; its clock stands
    half a candle after the last of them.
    """

    name: str
    steps: tuple[Step | Service, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    exchange: tuple[Series, ...] = ()
