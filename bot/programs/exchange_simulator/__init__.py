"""tools/exchange_simulator.py: a spot exchange on this machine, for rehearsals and tests."""

from bot.programs.exchange_simulator.program import main

__all__ = ["main"]
