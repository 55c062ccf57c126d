"""What the journal of orders tells a trader at its start."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain import Action, BotState, ExecutionClient, Fill, StateStore, Trade
from bot.domain.errors import StateError
from bot.domain.orders import OrderStory
from bot.trading.books.exact_numbers import exact
from bot.trading.books.held_prices import HeldPrices, with_prices
from bot.trading.books.ledger import Booking, Ledger

_NEWEST_STORIES = 512


def books_of(fills: Iterable[Fill], state: BotState) -> Booking:
    """The ledger of all fills, and the trades of it that the state does not count yet.

    Candles are in no journal: what was seen of prices while a position was held, the state tells.
    StateError where the state knows more than the fills: their journal was lost.
    """
    opened = Ledger.opened(exact(state.initial_balance))
    books = opened.after(fills)
    behind = len(books.trades) < state.trades
    if not behind and len(books.trades) == state.trades:
        behind = state.position is not Action.FLAT and books.ledger.direction is Action.FLAT
    if behind:
        raise StateError(
            f"the journal of orders tells {len(books.trades)} trades of {state.symbol}, its state "
            f"{state.trades} and {state.position}: the journal was lost or is another account's; "
            "put it back from a backup, or begin a new account in another DATA_DIR"
        )
    uncounted = books.trades[state.trades :]
    return Booking(
        ledger=_remembering(books.ledger, state),
        trades=tuple(_with_kept_prices(trade, state) for trade in uncounted),
    )


def _remembering(ledger: Ledger, state: BotState) -> Ledger:
    held = ledger.round_trip
    return ledger if held is None else replace(ledger, round_trip=held.remembering(state))


def _with_kept_prices(trade: Trade, state: BotState) -> Trade:
    prices = HeldPrices.kept(trade)
    if prices is None or trade.entry_time != state.entry_time:
        return trade
    return with_prices(trade, prices.and_those(HeldPrices.kept(state)))


def untold_stories(execution: ExecutionClient, store: StateStore) -> tuple[OrderStory, ...]:
    """The stories of orders that a run before could not keep any more."""
    stories = execution.stories()
    if not stories:
        return ()
    kept = {story.client_id for story in store.page(OrderStory, _NEWEST_STORIES).items}
    return tuple(story for story in stories if story.client_id not in kept)
