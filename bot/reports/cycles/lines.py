"""What one cycle came to, in one line."""

from datetime import UTC

from bot.domain import Action, BotState
from bot.reports.formats import number, price

CYCLE_HEADER = (
    f"{'#':>5}  {'time UTC':<8}  {'candle UTC':<16}  {'price':>14}  {'decision':<10}  "
    f"{'position':<32}  {'P&L':>12}  note"
)


def cycle_line(count: int, state: BotState, *, decided: bool, moves_money: bool) -> str:
    """Time, candle, price, decision, position, P&L so far, and what is to be known of it.

    `decided` says that the cycle had a new candle; `moves_money` that decisions become orders.
    """
    beat = "-" if state.heartbeat is None else f"{state.heartbeat.astimezone(UTC):%H:%M:%S}"
    candle = state.last_candle_time
    shown = "-" if candle is None else f"{candle.astimezone(UTC):%Y-%m-%d %H:%M}"
    close = "-" if state.last_price is None else price(state.last_price)
    decision = f"{state.last_signal} {state.confidence:.2f}"
    note = _note(state, decided=decided, moves_money=moves_money)
    gain = number(state.equity - state.initial_balance, 2, "+")
    return (
        f"{count:>5}  {beat:<8}  {shown:<16}  {close:>14}  {decision:<10}  "
        f"{held_words(state):<32}  {gain:>12}  {note}"
    )


def ending_line(state: BotState, cycles: int) -> str:
    """What there is after the last cycle."""
    gain = number(state.equity - state.initial_balance, 2, "+")
    return (
        f"{state.symbol} after {cycles} cycles: {held_words(state)}, "
        f"balance {number(state.balance)}, P&L {gain}"
    )


def held_words(state: BotState) -> str:
    """The position with its size and its price."""
    if state.position is Action.FLAT or state.quantity is None or state.entry_price is None:
        return str(Action.FLAT)
    return f"{state.position} {state.quantity:.8g} at {price(state.entry_price)}"


def _note(state: BotState, *, decided: bool, moves_money: bool) -> str:
    """What went wrong, else what is done next, with the reason of the decision."""
    if state.warnings:
        return state.warnings[0]
    if not decided and state.next_candle_time is not None:
        return f"the next candle closes at {state.next_candle_time.astimezone(UTC):%H:%M}"
    return f"{_next(state, moves_money=moves_money)}: {state.reason}"


def _next(state: BotState, *, moves_money: bool) -> str:
    wanted = state.pending_action
    if wanted is Action.FLAT:
        return "nothing to do"
    if wanted is state.position:
        return f"holds the {wanted}"
    verb = {Action.LONG: "buy", Action.SHORT: "sell"}[wanted]
    return f"{verb}s now" if moves_money else f"would {verb} at the next open"
