"""Trades as a JSON document spells them, written out field by field."""

from typing import Any

from bot.domain import Trade, rfc3339


def trade_dict(trade: Trade) -> dict[str, Any]:
    """A trade by its fields, in a JSON document as in trades.jsonl."""
    return {
        "id": trade.id,
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
        "signal_id": trade.signal_id,
        "stop_price": trade.stop_price,
        "target_price": trade.target_price,
        "last_stop_price": trade.last_stop_price,
        "highest_price": trade.highest_price,
        "lowest_price": trade.lowest_price,
    }
