"""Values as JSON: times RFC 3339 UTC with Z, floats whole, NaN as null, enums as their text."""

from collections.abc import Mapping
from datetime import datetime

import orjson

from bot.domain.errors import StateError
from bot.domain.times import rfc3339

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_SERIALIZE_NUMPY


def encode(value: object, *, readable: bool = False) -> bytes:
    """Any value of dataclasses, mappings, lists, enums, times and numbers as JSON.

    Compact, or indented where `readable`. Raises StateError for what JSON cannot hold.
    """
    options = _OPTIONS | orjson.OPT_INDENT_2 if readable else _OPTIONS
    try:
        return orjson.dumps(value, default=_encode_other, option=options)
    except orjson.JSONEncodeError as error:
        raise StateError(f"cannot write as JSON: {error.__cause__ or error}") from error


def _encode_other(value: object) -> object:
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
