"""A bot of many symbols on a simulated exchange: its modes, and what it trades."""

import json
from collections.abc import Sequence
from pathlib import Path

CAPITAL = 10_000
"""What each symbol trades with."""
PAPER = {"DATA_SOURCE": "exchange"}
ORDERS = {
    "PAPER_MODE": "false",
    "BINANCE_TESTNET_ENABLED": "true",
    "BINANCE_TESTNET_API_KEY": "any",
    "BINANCE_TESTNET_API_SECRET": "rehearsal",
}
"""The settings that a mode is made of."""


def write_portfolio(folder: Path, symbols: Sequence[str]) -> None:
    """Let the bot of a data folder trade the symbols, each with the same share."""
    assets = [
        {"symbol": symbol, "asset_type": "crypto", "allocation": 1 / len(symbols)}
        for symbol in symbols
    ]
    portfolio = {"portfolio_capital": CAPITAL * len(symbols), "assets": assets}
    (folder / "portfolio.json").write_text(json.dumps(portfolio))
