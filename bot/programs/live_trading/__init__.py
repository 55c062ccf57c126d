"""run_live_trading.py: one symbol on paper, on a testnet or with real money."""

from bot.programs.live_trading.program import main

__all__ = ["main"]
