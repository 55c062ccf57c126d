"""Where the decisions on a symbol are carried out."""

from typing import Protocol

from bot.domain.action import Action
from bot.domain.candle import Candle
from bot.domain.execution import NOTHING_KNOWN, EntryBasis, Fill, PositionReport
from bot.domain.exit_reason import ExitReason
from bot.domain.orders import OrderStory
from bot.domain.strategy_config import StrategyConfig


class ExecutionClient(Protocol):
    """Carries out the decisions on one symbol, and says as values what was filled.

    It owns the orders: how much (by the risk terms of the config, from the account's balance), the
    stop and the target that protect a position from its entry on, and every order in between. The
    caller owns the account's books: they are the sum of the fills. A cycle lets it `tend` its
    orders, asks `settle` for each candle that has closed since the cycle before, oldest first, and
    then `submit`s one decision. Entry, stop, target and opposite exit follow the fills of
    docs/architecture.md.

    The terms (sizes, distances, costs) of an entry are those in use when it fills: a venue that
    fills at once takes them from `submit`, one that fills at the open of a later candle from
    `settle`. Stop and target stay where the entry set them, whatever config comes later; a stop
    that trails moves at the close of each candle, as far behind as the entry set it, and never
    away from the price.
    """

    def history(self) -> tuple[Fill, ...] | None:
        """Every fill of earlier runs, oldest first and in exact numbers, until the first `tend`.

        The caller's books are the fold over them. None where the caller's state keeps the books.
        """
        ...

    def tend(self) -> tuple[Fill, ...]:
        """Look after orders and protection; what was filled meanwhile, as far as it is known now.

        Called first in every cycle, also where no candle has closed. A venue that fills between
        two cycles answers here; `settle` may answer the same fills again with their candle.
        ExchangeError where the venue cannot be asked.
        """
        ...

    def filled(self) -> tuple[Fill, ...]:
        """What is known to be filled and was not answered yet; asks the venue nothing.

        For a cycle that fails after something was filled in it.
        """
        ...

    def notes(self) -> tuple[str, ...]:
        """What is to be told of the orders as long as it holds: why nothing is entered, dust."""
        ...

    def submit(
        self,
        action: Action,
        config: StrategyConfig,
        *,
        exits_only: bool = False,
        scale: float = 1.0,
        basis: EntryBasis = NOTHING_KNOWN,
    ) -> tuple[Fill, ...]:
        """Act on a decision at the next open: it replaces the one submitted before.

        LONG and SHORT enter, or close what is held the other way where the config says so; FLAT
        does nothing, and the same direction adds nothing. With `exits_only` nothing is entered;
        `scale`, above 0 and at most 1, is the part of its size that an entry is made with, `basis`
        what it is sized by beside the config. A venue that fills at once answers what it filled.
        """
        ...

    def close(self, reason: ExitReason) -> None:
        """Exit what is held, whatever was decided: at once where the venue fills at once, else at
        the next open. A venue that cannot be asked now goes on trying in `tend`.
        """
        ...

    def resume(self, reason: str) -> None:
        """A person has looked: enter again, where orders stopped that by themselves."""
        ...

    def stories(self) -> tuple[OrderStory, ...]:
        """The orders that came to their end since asked last, at a start those of earlier runs.

        A story may come again after a restart, and is known by its client id.
        """
        ...

    def refusal(self) -> str | None:
        """Why the decision submitted last was not entered on, as a sentence; None where nothing
        stood against it but what docs/architecture.md says of fills.
        """
        ...

    def withdraw(self) -> None:
        """Take back what was submitted and is not filled; a position keeps its stop and target."""
        ...

    def settle(self, candle: Candle, config: StrategyConfig) -> tuple[Fill, ...]:
        """What was filled in a closed candle, in the order in which it happened.

        Asked again for a candle since the last `submit`, it answers the same fills: a fill may be
        delivered more than once, and is known by its trade id. No candle is settled before an
        earlier one. An order may come as several fills.
        """
        ...

    def position(self) -> PositionReport | None:
        """What is held after the last candle settled, with its stop and target; None = nothing."""
        ...
