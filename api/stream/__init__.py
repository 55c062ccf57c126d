"""What happens, as it happens: server-sent events of everything that the volume gains."""

from api.stream.ending import tell_of_end
from api.stream.event_stream import EventStream
from api.stream.live_stream import LiveStream

__all__ = ["EventStream", "LiveStream", "tell_of_end"]
