"""The answer to one client of the stream."""

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.stream.listener import Listener
from api.stream.live_stream import LiveStream

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


class EventStream(StreamingResponse):
    """Sends what a listener is given until either side ends it."""

    def __init__(self, stream: LiveStream, listener: Listener) -> None:
        super().__init__(listener.chunks(), media_type="text/event-stream", headers=_HEADERS)
        self._stream = stream
        self._listener = listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._stream.leave(self._listener)
