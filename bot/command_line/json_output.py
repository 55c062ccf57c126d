"""Results on stdout and in files."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.command_line.answers import as_argument, output_file
from bot.domain.errors import DataError

if TYPE_CHECKING:
    import orjson

ON_STDOUT = "-"
"""What --json holds where it names no file."""
_LONG = 1_000
"""So many values are looked through faster as JSON than one by one."""
_ALWAYS_DEFINED = frozenset((int, bool, type(None)))


def add_json_or_file(flags: argparse._ActionsContainer) -> None:
    """--json, alone or with a file's name."""
    flags.add_argument(
        "--json",
        nargs="?",
        type=as_argument(_file_or_stdout),
        const=ON_STDOUT,
        metavar="FILE",
        help="the result as JSON on stdout, or saved to a file beside the text",
    )


def _file_or_stdout(answer: str) -> Path | str:
    return ON_STDOUT if answer == ON_STDOUT else output_file(answer)


def as_json(document: Mapping[str, Any]) -> str:
    """One line of JSON with its end of line; ValueError for a float that is NaN or infinite, which
    JSON lacks. Arrays are not looked into.
    """
    return _json_line(document).decode()


def _json_line(document: Mapping[str, Any]) -> bytes:
    import orjson  # --help needs none

    lists = {name: _written(value) for name, value in document.items() if _is_long(value)}
    _refuse_undefined({**document, **dict.fromkeys(lists)})
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_SERIALIZE_NUMPY
    return orjson.dumps({**document, **lists}, option=options)


def _is_long(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= _LONG


def _written(values: list[Any]) -> "orjson.Fragment":
    """A long list as its JSON: where no null is in that, nothing undefined is in the list."""
    import orjson

    written = orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY)
    if b"null" in written:
        _refuse_undefined(values)
    return orjson.Fragment(written)


def _refuse_undefined(value: Any) -> None:
    """orjson writes null for what is not finite, and that would hide a mistake."""
    for inner in value.values() if isinstance(value, dict) else value:
        kind = type(inner)
        if kind is str:  # most values of a large document are texts or numbers
            continue
        if kind is float or isinstance(inner, float):
            if inner - inner != 0.0:
                raise ValueError(f"Out of range: JSON has no number for {inner}")
        elif kind not in _ALWAYS_DEFINED and isinstance(inner, dict | list | tuple):
            _refuse_undefined(inner)


def write_json_file(path: Path, document: Mapping[str, Any]) -> None:
    """write_text_file with the document as JSON."""
    _replace(path, _json_line(document))


def write_text_file(path: Path, text: str) -> None:
    """Replace the file whole, never torn, a link's target where it is one; StateError as usual."""
    _replace(path, text.encode())


def _replace(path: Path, content: bytes) -> None:
    from bot.state.files import replace_file

    replace_file(path.resolve(), content)


def write_out(text: str) -> None:
    """Write the result to stdout; DataError where that fails.

    A reader that has left (`| head`) has what it wanted, so that is no error.
    """
    if sys.stdout is None:  # closed by whoever started the program
        raise DataError("cannot write the result to stdout: it is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as exc:
        # the interpreter flushes once more at its end, and that must not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(exc, BrokenPipeError):
            raise DataError(f"cannot write the result to stdout: {exc.strerror}") from exc
