"""Where the state is kept: light, since the API is made of nothing else."""

from bot.wiring.state.mended import keep_mended
from bot.wiring.state.volumes import macro_event_source, volume, volume_in

__all__ = ["keep_mended", "macro_event_source", "volume", "volume_in"]
