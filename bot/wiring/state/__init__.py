"""Where the state is kept: light, since the API is made of nothing else."""

from bot.wiring.state.calendar import entry_blackout, load_blackout, shown_blackout
from bot.wiring.state.mended import keep_mended
from bot.wiring.state.volumes import macro_event_source, program_environment, volume, volume_in

__all__ = [
    "entry_blackout",
    "keep_mended",
    "load_blackout",
    "macro_event_source",
    "program_environment",
    "shown_blackout",
    "volume",
    "volume_in",
]
