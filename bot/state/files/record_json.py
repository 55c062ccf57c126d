"""Records as JSON: times RFC 3339 UTC with Z, floats whole, NaN as null, enums as their text."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from bot.domain import WRITTEN_WHERE_SET
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files.older_records import with_fields_of_today

T = TypeVar("T")


def encode_lines(records: tuple[object, ...]) -> bytes:
    """One JSON object a line; a dataclass inside a record (a candle) lies flat in its line, and a
    field marked WRITTEN_WHERE_SET is left out where it is None.
    """
    return b"".join(encode(_flat(record)) + b"\n" for record in records)


def decode(kind: type[T], data: bytes) -> T:
    """The record that was encoded; StateError with the field where it is not one.

    Types are checked strictly. Keys that the record does not have are passed over and missing ones
    take their default, since the file may come from another version. null is NaN in a field that
    must be a float. Mappings come back as JSON has them.
    """
    values = json_object(parse_json(data), "a record")
    record: T = _build(kind, with_fields_of_today(kind, values))
    return record


def parse_json(data: bytes) -> Any:
    """What the JSON text says; StateError with the place where it is none."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise StateError(f"not JSON: {error}") from error


def parse_object(data: bytes, path: Path) -> dict[str, Any]:
    """The JSON object that a file or a line of it holds; StateError where it is none."""
    return json_object(parse_json(data), str(path))


def json_object(value: object, where: str) -> dict[str, Any]:
    """The value, where it is a JSON object; StateError naming `where` and what it is else."""
    if not isinstance(value, dict):
        raise StateError(f"need a JSON object for {where}, was {_shown(value)}")
    return value


def _shown(value: object) -> str:
    """A JSON value as a file has it, its first characters where it is long."""
    text = encode(value).decode()
    return text if len(text) <= 60 else f"{text[:60]}..."


def _flat(record: Any) -> object:
    """What is written of a record: a dataclass inside it flat, unset WRITTEN_WHERE_SET left out."""
    kind: Any = type(record)
    inner = _inner_records(kind)
    absent = {name for name in _written_where_set(kind) if getattr(record, name) is None}
    if not inner and not absent:
        return record
    left_out = inner | absent
    values = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in left_out}
    for name in inner:
        part = getattr(record, name)
        values |= {f.name: getattr(part, f.name) for f in fields(part)}
    return values


@cache
def _inner_records(kind: type) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(kind).items() if is_dataclass(hint))


@cache
def _written_where_set(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.metadata.get(WRITTEN_WHERE_SET))


def _build(kind: Any, values: dict[str, Any]) -> Any:
    arguments = {}
    for name, read, required in _plan(kind):
        if read is None:
            arguments[name] = _build(_hints(kind)[name], values)
        elif name in values:
            try:
                arguments[name] = read(values[name])
            except (TypeError, ValueError) as error:
                raise StateError(f"need {error} for {name}, was {_shown(values[name])}") from error
        elif required:
            raise StateError(f"need {name}, was missing")
    return kind(**arguments)


_Read = Callable[[Any], Any]


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _plan(kind: type) -> tuple[tuple[str, _Read | None, bool], ...]:
    """Each field with how its JSON value is read (None: a record that lies flat); not those that
    are made of the others.
    """
    hints = get_type_hints(kind)
    return tuple(
        (
            field.name,
            None if field.name in _inner_records(kind) else _reader(hints[field.name]),
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
        if field.init
    )


def _reader(hint: Any) -> _Read:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (some,) = (part for part in parts if part is not NoneType)
        read = _reader(some)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _read_texts if parts[0] is str else _read_objects
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_reader(hint)
    return _READERS[origin or hint]


def _enum_reader(kind: type[Enum]) -> _Read:
    def read(value: object) -> Enum:
        try:
            return kind(value)
        except ValueError:
            raise ValueError("one of " + ", ".join(str(member.value) for member in kind)) from None

    return read


def _read_texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of texts")
    return tuple(value)


def _read_objects(value: Any) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TypeError("a list of objects")
    return tuple(value)


def _read_time(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("an RFC 3339 time") from None
    raise ValueError("a time with a zone")


def _read_float(value: Any) -> float:
    if value is None:
        return float("nan")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number")
    return float(value)


def _exact(kind: type, words: str) -> _Read:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(words)
        return value

    return read


_READERS: dict[Any, _Read] = {
    str: _exact(str, "a text"),
    int: _exact(int, "a whole number"),
    bool: _exact(bool, "true or false"),
    float: _read_float,
    datetime: _read_time,
    Mapping: _exact(dict, "an object"),
}
