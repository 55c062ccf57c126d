"""One answer about the account for all symbols that are held against it in a round."""

from collections.abc import Mapping

from bot.domain import Round, Venue
from bot.domain.orders import Balance


class SharedAccount:
    """Asks for the balances once in a round of cycles, where any of its symbols needs them.

    A symbol buys in its cycle, after it was held against the account, and its next cycle is of a
    new round: so no answer is older than what the symbol that it serves has bought. What was sold
    meanwhile makes the books less, never more. An order is never sized by it.
    """

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._round = Round()
        self._balances: Mapping[str, Balance] | None = None

    def begin_cycle(self, symbol: str) -> None:
        """A symbol begins its cycle, and a new round where it had one in this round."""
        if self._round.is_over(symbol):
            self._round.begin()
            self._balances = None
        self._round.enter(symbol)

    def balance(self, asset: str) -> Balance:
        """What the account has of an asset, as of this round."""
        if self._balances is None:
            self._balances = self._venue.balances()
        return self._balances.get(asset, Balance())
