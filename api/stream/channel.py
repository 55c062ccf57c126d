"""What all clients with the same question are told together."""

from dataclasses import dataclass, field

from api.stream.event import Whole, event_bytes
from api.stream.listener import Listener
from api.stream.place import Place


@dataclass(slots=True)
class Channel:
    """Of one symbol, or (None) of the portfolio: where its clients are, and what they know.

    `states` tell which accounts have been looked at as they are, `wholes` are the whole answers
    that were sent last, by event. Touched by the event loop alone.
    """

    symbol: str | None
    place: Place
    states: dict[str, object] = field(default_factory=dict)
    wholes: dict[str, Whole] = field(default_factory=dict)
    listeners: set[Listener] = field(default_factory=set)

    def tell(self, events: bytes, place: Place) -> None:
        """Pass records on to every client."""
        self.place = place
        self._give(events)

    def tell_wholes(self, wholes: dict[str, Whole]) -> None:
        """Pass on the whole answers that are other ones than before."""
        changed = {name: whole for name, whole in wholes.items() if self._is_another(name, whole)}
        self.wholes |= changed
        self._give(self._events(changed))

    @property
    def snapshot(self) -> bytes:
        """The whole answers as they were sent last, for a client that is new."""
        return self._events(self.wholes)

    def _is_another(self, name: str, whole: Whole) -> bool:
        last = self.wholes.get(name)
        return last is None or last.essence != whole.essence

    def _events(self, wholes: dict[str, Whole]) -> bytes:
        return b"".join(event_bytes(name, each.data) for name, each in wholes.items())

    def _give(self, events: bytes) -> None:
        for listener in tuple(self.listeners) if events else ():
            listener.give(events)
            if listener.is_over:
                self.listeners.discard(listener)
