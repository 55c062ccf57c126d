"""The list of feeds in a YAML file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import ConfigError
from bot.news.feeds.feed import Feed

MOST_BYTES = 1_000_000
_FIELDS = {field.name: field.default is MISSING for field in fields(Feed)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds in the file's order, and the user's names of assets, unchecked."""

    feeds: tuple[Feed, ...]
    aliases: Mapping[str, Any]


def read_feeds(path: Path) -> FeedList:
    """What a file of feeds says; ConfigError with one sentence where something is wrong.

    A wrong feed refuses the whole file: what is left out in silence would be missed by nobody.
    """
    content = _content(path)
    rows, aliases = content.get("feeds"), content.get("aliases") or {}
    unknown = [str(key) for key in content if key not in ("feeds", "aliases")]
    if unknown:
        raise ConfigError(f"need feeds: and aliases: in {path}, was {unknown[0]!r} as well")
    if not isinstance(rows, list) or not rows:
        raise ConfigError(f"need feeds: and a list below it in {path}, was none: write one")
    if not isinstance(aliases, dict):
        raise ConfigError(f"need names and symbols below aliases: in {path}, was {aliases!r}")
    feeds = tuple(_feed(path, place, row) for place, row in enumerate(rows, start=1))
    _refuse_doubles(path, "name", [feed.name.casefold() for feed in feeds])
    _refuse_doubles(path, "url", [feed.url for feed in feeds])
    return FeedList(feeds=feeds, aliases={str(name): value for name, value in aliases.items()})


def _content(path: Path) -> dict[Any, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(
            f"need a file of feeds, {path} cannot be read: {error.strerror}"
        ) from error
    if len(data) > MOST_BYTES:
        raise ConfigError(f"need at most {MOST_BYTES} bytes of feeds, {path} has more")
    try:
        content = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is no YAML that can be read: {_place(error)}") from error
    if not isinstance(content, dict):
        raise ConfigError(f"need feeds: and a list below it in {path}, was none: write one")
    return content


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or type(error).__name__
    return problem if mark is None else f"{problem} in line {mark.line + 1}"


def _feed(path: Path, place: int, row: object) -> Feed:
    where = f"feed {place} of {path}"
    if not isinstance(row, dict):
        raise ConfigError(f"{where}: need name, url and more, was {type(row).__name__}")
    unknown = [str(key) for key in row if key not in _FIELDS]
    if unknown:
        raise ConfigError(f"{where}: need {', '.join(_FIELDS)}, was {unknown[0]!r} as well")
    missing = [name for name, required in _FIELDS.items() if required and name not in row]
    if missing:
        raise ConfigError(f"{where}: need {missing[0]}, was missing")
    try:
        return Feed(**row)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


def _refuse_doubles(path: Path, field: str, values: Sequence[str]) -> None:
    places: dict[str, list[str]] = {}
    for place, value in enumerate(values, start=1):
        places.setdefault(value, []).append(str(place))
    for value, count in Counter(values).items():
        if count > 1:
            # an address may hold a key: the places say enough
            raise ConfigError(
                f"need one feed for each {field} in {path}, was one for"
                f" feeds {' and '.join(places[value])}: remove all but one"
            )
