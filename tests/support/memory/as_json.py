"""Values as they come back from a store that writes JSON."""

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.domain.encoding import encode
from bot.state.files.record_json import decode, encode_lines, parse_json

R = TypeVar("R")


def as_kept(record: R) -> R:
    """The record, written and read again."""
    return decode(type(record), encode_lines((record,)))


def as_document(values: Mapping[str, Any]) -> dict[str, Any]:
    """The object, written and read again."""
    document: dict[str, Any] = parse_json(encode(values))
    return document
