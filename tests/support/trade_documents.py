"""Trades as a JSON document spells them, written out field by field."""

from typing import Any

from bot.domain import Trade, rfc3339


def trade_dict(trade: Trade) -> dict[str, Any]:
    """A trade by its fields, in a JSON document as in trades.jsonl."""
    return {
        "symbol": trade.symbol,
        "direction": str(trade.direction),
        "quantity": trade.quantity,
        "entry_time": rfc3339(trade.entry_time),
        "entry_price": trade.entry_price,
        "exit_time": rfc3339(trade.exit_time),
        "exit_price": trade.exit_price,
        "fees": trade.fees,
        "pnl": trade.pnl,
        "pnl_pct": trade.pnl_pct,
        "exit_reason": str(trade.exit_reason),
    }
