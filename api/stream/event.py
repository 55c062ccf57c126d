"""One message of the stream as bytes (WHATWG HTML, server-sent events)."""

from collections.abc import Sequence

from pydantic import BaseModel

from api.stream.place import Place

HEARTBEAT = b": the stream is alive\n\n"
RETRY = b"retry: 2000\n\n"


def event_bytes(name: str, data: bytes, place: Place) -> bytes:
    """The event, with the place that a client is at once it has it; `data` is JSON in one line."""
    return b"event: %b\nid: %b\ndata: %b\n\n" % (name.encode(), place.text.encode(), data)


def json_of(view: BaseModel) -> bytes:
    """A view as the routes answer with it."""
    return view.model_dump_json().encode()


def json_list(views: Sequence[BaseModel]) -> bytes:
    """Several views as an array."""
    return b"[%b]" % b",".join(map(json_of, views))
