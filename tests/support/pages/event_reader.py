"""A client of /stream, as a browser's EventSource is one."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import httpx


@dataclass(frozen=True)
class Event:
    """One event: its name, the id that is in force with it, and its data."""

    name: str
    id: str
    data: Any


class EventReader:
    """An open stream; reading raises where no event comes for `patience` seconds."""

    def __init__(
        self, address: str, *, last_id: str | None = None, patience: float = 20.0, **params: str
    ) -> None:
        headers = {} if last_id is None else {"Last-Event-ID": last_id}
        self._patience = patience
        self._id = last_id or ""
        self._client = httpx.Client(timeout=patience)
        request = self._client.build_request(
            "GET", f"{address}/stream", params=params, headers=headers
        )
        self._answer = self._client.send(request, stream=True)
        assert self._answer.status_code == 200, self._answer.read()
        self._lines = self._answer.iter_lines()
        self.comments: list[str] = []

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        fields: dict[str, str] = {}
        deadline = time.monotonic() + self._patience
        for line in self._lines:
            assert time.monotonic() < deadline, "nothing but comments came"
            if line.startswith(":"):
                self.comments.append(line)
                continue
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "event" in fields:
                self._id = fields.get("id", self._id)
                return Event(fields["event"], self._id, json.loads(fields["data"]))
            else:
                fields = {}
        raise StopIteration

    def until(self, is_last: Callable[[Event], bool]) -> list[Event]:
        """The events up to the one that is the last."""
        events = []
        for event in self:
            events.append(event)
            if is_last(event):
                return events
        raise AssertionError(f"the stream ended after {[event.name for event in events]}")

    def close(self) -> None:
        """Hang up."""
        self._answer.close()
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
