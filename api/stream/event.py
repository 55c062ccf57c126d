"""One message of the stream as bytes (WHATWG HTML, server-sent events)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from api.stream.place import Place
from api.transfer import essence

HEARTBEAT = b": the stream is alive\n\n"
RETRY = b"retry: 2000\n\n"


def event_bytes(name: str, data: bytes, place: Place) -> bytes:
    """The event, with the place that a client is at once it has it; `data` is JSON in one line."""
    return b"event: %b\nid: %b\ndata: %b\n\n" % (name.encode(), place.text.encode(), data)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole answer as it is sent; `essence` is what makes it another one than the last.

    Ages, and sentences that tell them, are left out of it.
    """

    data: bytes
    essence: bytes

    @classmethod
    def of(cls, view: BaseModel) -> "Whole":
        """Of one object."""
        return cls(json_of(view), _essence_of(view))

    @classmethod
    def of_list(cls, views: Sequence[BaseModel]) -> "Whole":
        """Of an array."""
        data = b"[%b]" % b",".join(map(json_of, views))
        return cls(data, b"".join(map(_essence_of, views)))


def json_of(view: BaseModel) -> bytes:
    """A view as the routes answer with it."""
    return view.model_dump_json().encode()


def _essence_of(view: BaseModel) -> bytes:
    return essence(view.model_dump_json(exclude={"message"}).encode())
