"""What is held, of one symbol or of all."""

from bot.assistant.answers.wording import of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Told, joined
from bot.assistant.formats import minute, money, number, percent
from bot.assistant.question import Inquiry
from bot.domain import Action, BotState


def position(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The position of the symbol, or of each symbol where all are asked for."""
    states = [s for s in (evidence.state, *evidence.states) if s is not None]
    by_symbol = {state.symbol: state for state in states}
    return joined(*map(_held, by_symbol.values()))


def _held(state: BotState) -> Told:
    if state.position is Action.FLAT:
        return _nothing_held(state)
    size = f"{state.position} {number(state.quantity)} {state.symbol}"
    result = percent(state.unrealized_pnl_pct, signed=True)
    return Told(
        text=f"{size} since {minute(state.entry_time)}, entered at {number(state.entry_price)}; "
        f"unrealized P&L {result} ({money(state.unrealized_pnl)}).",
        facts=(
            of_state(state, "position", size),
            of_state(state, "entry time", minute(state.entry_time)),
            of_state(state, "entry price", number(state.entry_price)),
            of_state(state, "unrealized P&L", result),
            of_state(state, "unrealized P&L in money", money(state.unrealized_pnl)),
        ),
    )


def _nothing_held(state: BotState) -> Told:
    waiting = (
        "no entry is pending"
        if state.pending_action is Action.FLAT
        else f"a {state.pending_action} entry is due at the next candle's open"
    )
    return Told(
        text=f"No position is open in {state.symbol}; {waiting}.",
        facts=(
            of_state(state, f"position in {state.symbol}", "none"),
            of_state(state, "pending entry", str(state.pending_action)),
        ),
    )
