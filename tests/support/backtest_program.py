"""What a test asks of a run of run_backtest.py."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Done(NamedTuple):
    """How a program ended and what it said."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


def document(done: Done) -> dict[str, Any]:
    """The one JSON document on stdout."""
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def assert_refused(done: Done, code: int, *words: str) -> None:
    """The exit code, nothing on stdout, and one sentence with these words on stderr."""
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done
    assert [word for word in words if word not in done.err] == [], done.err
