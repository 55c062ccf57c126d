"""What decisions and trades are named by."""

from datetime import datetime

from bot.domain.times import rfc3339


def id_at(symbol: str, moment: datetime) -> str:
    """A symbol at a moment, as decisions and trades are named: BTC/USDT@2024-01-31T13:00:00Z."""
    return f"{symbol}@{rfc3339(moment)}"
