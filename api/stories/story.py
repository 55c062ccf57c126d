"""The story of a trade, a position or a decision: from what was decided to what came of it."""

from dataclasses import asdict, dataclass
from typing import Any

from api.account import Account, Portfolio, entry_decision, next_outcome, positions_of, trade_of
from api.schemas import OrderView, SignalView, StoryAnswer, TradeView, read_as
from api.stories.around import candles_around, news_before, orders_of
from api.stories.held import Held, held_in_position, held_in_trade
from bot.domain import Action, MacroEvent, SignalEvent, Trade
from bot.domain.freshness import Freshness

_UNDECIDED: dict[str, Any] = {"signal": None, "outcome": None, "orders": [], "news": []}
_NO_SIGNAL = "The decision that entered is not on record."
_NOTHING_HELD = "Nothing is held of this symbol."
_NOTHING_ENTERED = "This decision entered nothing."
_SAME_CANDLE = (
    "Entered and left within one candle: in which order its prices came, it does not tell."
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a story is read: the portfolio of one account, and the macro events on file."""

    portfolio: Portfolio
    events: tuple[MacroEvent, ...]

    @property
    def account(self) -> Account:
        """The account."""
        return self.portfolio.accounts[0]


def no_story_yet(fresh: Freshness) -> StoryAnswer:
    """Before the bot's first cycle: nothing is known, and the message says why."""
    nothing: dict[str, Any] = {"trade": None, "position": None, "candles": [], **_UNDECIDED}
    return StoryAnswer(**asdict(fresh), **nothing, **_of_the_holding(None))


def story_of_trade(telling: Telling, trade: Trade) -> StoryAnswer:
    """Of a closed trade."""
    signal = entry_decision(telling.account.store, trade.signal_id, trade.entry_time)
    held = held_in_trade(telling.account, trade, signal)
    return _told(telling, signal, held, trade=trade)


def story_of_position(telling: Telling) -> StoryAnswer:
    """Of what the symbol holds now."""
    state, store = telling.account.state, telling.account.store
    if state.position is Action.FLAT or state.entry_time is None:
        return _told(telling, None, None, message=_NOTHING_HELD)
    signal = entry_decision(store, state.entry_signal_id, state.entry_time)
    return _told(telling, signal, held_in_position(telling.account, signal), is_open=True)


def story_of_signal(telling: Telling, signal: SignalEvent) -> StoryAnswer:
    """Of a decision, with the trade or the position that it entered."""
    state, store = telling.account.state, telling.account.store
    trade = trade_of(store, signal)
    if trade is not None:
        return _told(telling, signal, held_in_trade(telling.account, trade, signal), trade=trade)
    entered = None if state.position is Action.FLAT else state.entry_time
    if entered is not None and entry_decision(store, state.entry_signal_id, entered) == signal:
        return _told(telling, signal, held_in_position(telling.account, signal), is_open=True)
    return _told(telling, signal, None, message=_NOTHING_ENTERED)


def _told(
    telling: Telling,
    signal: SignalEvent | None,
    held: Held | None,
    *,
    trade: Trade | None = None,
    is_open: bool = False,
    message: str | None = None,
) -> StoryAnswer:
    account, fresh = telling.account, telling.portfolio.fresh
    said = [message, _NO_SIGNAL if held is not None and signal is None else None]
    said += [_SAME_CANDLE if held is not None and held.is_within_one_candle else None]
    positions = positions_of(telling.portfolio) if is_open else []
    values: dict[str, Any] = {
        "as_of": fresh.as_of,
        "stale": fresh.stale,
        "message": " ".join(words for words in said if words) or fresh.message,
        "trade": None if trade is None else read_as(TradeView, trade, "a trade"),
        "position": positions[0] if positions else None,
        **_of_the_decision(telling, signal, held),
        **_of_the_holding(held),
        "candles": _candles(account, signal, held),
    }
    return read_as(StoryAnswer, values, "a story")


def _of_the_decision(
    telling: Telling, signal: SignalEvent | None, held: Held | None
) -> dict[str, Any]:
    """The decision, what became of it, its orders, and the news that it could know."""
    if signal is None:
        return _UNDECIDED
    account = telling.account
    orders = [] if held is None else orders_of(account, signal.id, held.left)
    return {
        "signal": read_as(SignalView, signal, "a signal"),
        "outcome": next_outcome(account.store, signal),
        "orders": [read_as(OrderView, order, "an order") for order in orders],
        "news": news_before(telling.events, signal.timestamp, account.symbol),
    }


def _of_the_holding(held: Held | None) -> dict[str, Any]:
    names = ("entry_slippage_pct", "exit_slippage_pct", "stop_then", "stop_now", "best_pct")
    values = {name: getattr(held, name, None) for name in (*names, "worst_pct")}
    target = None if held is None else held.target
    same = held is not None and held.is_within_one_candle
    return {**values, "target_then": target, "target_now": target, "same_candle": same}


def _candles(account: Account, signal: SignalEvent | None, held: Held | None) -> list[Any]:
    if held is not None:
        return candles_around(account, held.entered, held.left or account.state.timestamp)
    if signal is not None:
        return candles_around(account, signal.candle_time, signal.candle_time)
    return []
