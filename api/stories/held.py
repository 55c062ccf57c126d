"""What was held in a story, of a closed trade and of an open position alike."""

from dataclasses import dataclass
from datetime import datetime

from api.account import Account, newest_before
from api.stories.prices import best_and_worst_pct, slippage_pct
from bot.domain import Action, BotState, ExitReason, SignalEvent, StateStore, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """From `entered` to `left` (None: still held); percentages as a story has them."""

    entered: datetime
    left: datetime | None
    entry_slippage_pct: float | None
    exit_slippage_pct: float | None
    stop_then: float | None
    stop_now: float | None
    target: float | None
    best_pct: float | None
    worst_pct: float | None

    @property
    def is_within_one_candle(self) -> bool:
        """Whether it was entered and left in the same candle."""
        return self.left == self.entered


def held_in_trade(account: Account, trade: Trade, signal: SignalEvent | None) -> Held:
    """Of a closed trade; what older versions did not keep is None."""
    best, worst = best_and_worst_pct(
        trade.direction, trade.entry_price, trade.highest_price, trade.lowest_price
    )
    is_long = trade.direction is Action.LONG
    return Held(
        entered=trade.entry_time,
        left=trade.exit_time,
        entry_slippage_pct=_entry_slippage(signal, trade.entry_price, is_long),
        exit_slippage_pct=slippage_pct(
            _decided_exit(account.store, trade), trade.exit_price, not is_long
        ),
        stop_then=trade.stop_price,
        stop_now=trade.last_stop_price,
        target=trade.target_price,
        best_pct=best,
        worst_pct=worst,
    )


def held_in_position(account: Account, signal: SignalEvent | None) -> Held | None:
    """Of what the symbol holds; None where its state does not say since when."""
    state = account.state
    if state.entry_time is None:
        return None
    best, worst = best_and_worst_pct(
        state.position, state.entry_price, state.highest_price, state.lowest_price
    )
    is_long = state.position is Action.LONG
    return Held(
        entered=state.entry_time,
        left=None,
        entry_slippage_pct=_entry_slippage(signal, state.entry_price, is_long),
        exit_slippage_pct=None,
        stop_then=_first_stop(state),
        stop_now=state.stop_price,
        target=state.target_price,
        best_pct=best,
        worst_pct=worst,
    )


def _entry_slippage(
    signal: SignalEvent | None, entry_price: float | None, is_long: bool
) -> float | None:
    return None if signal is None else slippage_pct(signal.price, entry_price, is_long)


def _decided_exit(store: StateStore, trade: Trade) -> float | None:
    """The price at which it was to be left: its stop, its target, or the last close before."""
    if trade.exit_reason is ExitReason.STOP_LOSS:
        return trade.last_stop_price
    if trade.exit_reason is ExitReason.TAKE_PROFIT:
        return trade.target_price
    decided = newest_before(store, SignalEvent, trade.exit_time)
    return decided[0].price if decided else None


def _first_stop(state: BotState) -> float | None:
    """The stop as it was set; one that does not trail is where it was."""
    if state.entry_stop_price is not None:
        return state.entry_stop_price
    return state.stop_price if state.trailing_distance is None else None
