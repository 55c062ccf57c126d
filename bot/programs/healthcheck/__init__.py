"""tools/healthcheck.py: whether a service is alive."""

from bot.programs.healthcheck.program import main

__all__ = ["main"]
