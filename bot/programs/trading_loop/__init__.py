"""How programs that trade run their cycles, and how they are asked to end."""

from bot.programs.trading_loop.ending import StopNow, listen
from bot.programs.trading_loop.loop import run_cycles

__all__ = ["StopNow", "listen", "run_cycles"]
