"""tools/doctor.py: is everything there that trading needs, and what to do where it is not."""

from bot.programs.doctor.program import main

__all__ = ["main"]
