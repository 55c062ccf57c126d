"""Records that are told together."""

from dataclasses import dataclass, field

from api.stream.event import event_bytes
from api.stream.newer import MOST_MISSED, TooMuchMissed
from api.stream.place import Place

MOST_BYTES = 800_000
"""What is told together; less than a client lets wait, so that no batch is too much for one."""
INSIDE = "-"
"""The id of an event after which more of its batch comes: whoever begins from there begins anew."""


@dataclass(slots=True)
class Batch:
    """Events in their order; `place` is where a client is that has all of them.

    Each has its place as its id where that is short. Of many symbols it is longer than the record:
    there the last event alone has it.
    """

    place: Place
    _events: list[bytes] = field(default_factory=list)
    _last: tuple[str, bytes] = ("", b"")
    _bytes: int = 0

    def add(self, event: str, name: str, at: int, data: bytes) -> None:
        """One more record of the history of that name; TooMuchMissed where they are too many."""
        self.place = self.place.after(name, at)
        self._last = event, data
        text = event_bytes(event, data, self.place.text if self.place.is_short else INSIDE)
        self._events.append(text)
        self._bytes += len(text)
        if len(self._events) > MOST_MISSED or self._bytes > MOST_BYTES:
            raise TooMuchMissed

    @property
    def content(self) -> bytes:
        """All of it."""
        if not self._events:
            return b""
        event, data = self._last
        return b"".join([*self._events[:-1], event_bytes(event, data, self.place.text)])
