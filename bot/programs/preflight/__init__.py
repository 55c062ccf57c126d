"""What is looked at before anything is traded."""

from bot.programs.preflight.checklist import preflight
from bot.programs.preflight.finding import ok, refused
from bot.programs.preflight.machine import machine_findings

__all__ = [
    "machine_findings",
    "ok",
    "preflight",
    "refused",
]
