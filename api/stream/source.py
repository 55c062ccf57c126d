"""A history that the stream tells of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from api.stream.event import json_of
from api.stream.newer import Pages, microseconds, newer


@dataclass(frozen=True, slots=True)
class Source:
    """One history by the `name` that a place knows it by; its records are told as `event`."""

    event: str
    name: str
    pages: Pages
    moment_of: Callable[[Any], datetime | None]
    views: Callable[[Sequence[Any]], Iterable[BaseModel | None]]

    def after(self, moment: int | None) -> list[tuple[int, bytes]]:
        """What is newer, oldest first: the moment (microseconds) and the JSON of each record.

        A record that has no view yet is left for the next time.
        """
        fresh = newer(self.pages, self.moment_of, moment)
        views = self.views([record for _, record in fresh]) if fresh else ()
        pairs = zip((at for at, _ in fresh), views, strict=True)
        return [(at, json_of(view)) for at, view in pairs if view is not None]

    def newest(self) -> int | None:
        """The moment of the newest record; None where there is none."""
        records = self.pages(1).items
        at = self.moment_of(records[0]) if records else None
        return None if at is None else microseconds(at)
