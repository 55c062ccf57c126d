"""What came of closing a position."""

from bot.domain import Action, BotState, CycleRecord


def closing_words(before: BotState, record: CycleRecord) -> str:
    """What a person is told who asked for it; `before` is the state before the record's."""
    symbol, held = before.symbol, before.position
    if held is Action.FLAT:
        pending = before.pending_action
        dropped = "" if pending is Action.FLAT else f", the {pending} decided before is taken back"
        return f"{symbol}: nothing is held{dropped}"
    if record.state.position is Action.FLAT:
        pnl = sum(trade.pnl for trade in record.trades)
        return f"{symbol}: the {held} of {before.quantity:.8g} is closed, P&L {pnl:+.8g}"
    at = "at the next open" if before.mode.is_on_paper else "as soon as the exchange says so"
    return f"{symbol}: the {held} of {before.quantity:.8g} is closed {at}"
