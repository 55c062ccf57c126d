"""One message of the stream as bytes (WHATWG HTML, server-sent events)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from api.transfer import essence

HEARTBEAT = b": the stream is alive\n\n"
RETRY = b"retry: 2000\n\n"


def event_bytes(name: str, data: bytes, own_id: str | None = None) -> bytes:
    """The event; `data` is JSON in one line. Without an own id the last one stays in force."""
    line = "" if own_id is None else f"id: {own_id}\n"
    return b"event: %b\n%bdata: %b\n\n" % (name.encode(), line.encode(), data)


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
