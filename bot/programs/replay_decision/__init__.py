"""tools/replay_decision.py: one recorded decision, made anew."""

from bot.programs.replay_decision.program import main

__all__ = ["main"]
