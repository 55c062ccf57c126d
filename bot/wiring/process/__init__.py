"""What every process begins with."""

from bot.wiring.process.start import load_settings, logger, portfolio_of

__all__ = [
    "load_settings",
    "logger",
    "portfolio_of",
]
