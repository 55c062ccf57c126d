"""What every process begins with."""

from bot.wiring.process.start import asset_alone, keeper_of, load_settings, logger, portfolio_of

__all__ = [
    "asset_alone",
    "keeper_of",
    "load_settings",
    "logger",
    "portfolio_of",
]
