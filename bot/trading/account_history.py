"""What the journal of orders tells a trader at its start."""

from collections.abc import Iterable

from bot.domain import Action, BotState, ExecutionClient, Fill, StateStore
from bot.domain.errors import StateError
from bot.domain.orders import OrderStory
from bot.trading.exact_numbers import exact
from bot.trading.ledger import Booking, Ledger

_NEWEST_STORIES = 512


def books_of(fills: Iterable[Fill], state: BotState) -> Booking:
    """The ledger of all fills, and the trades of it that the state does not count yet.

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
    return Booking(ledger=books.ledger, trades=books.trades[state.trades :])


def untold_stories(execution: ExecutionClient, store: StateStore) -> tuple[OrderStory, ...]:
    """The stories of orders that a run before could not keep any more."""
    stories = execution.stories()
    if not stories:
        return ()
    kept = {story.client_id for story in store.page(OrderStory, _NEWEST_STORIES).items}
    return tuple(story for story in stories if story.client_id not in kept)
