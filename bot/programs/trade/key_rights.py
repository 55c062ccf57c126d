"""A service whose key may withdraw money does not trade."""

from bot.domain import Venue
from bot.domain.errors import ConfigError, ExchangeError


class KeyRights:
    """Asks once what the key may do; while the exchange does not answer, again with each call.

    A restart during an outage must not wait for it, since it may hold something.
    """

    def __init__(self, venue: Venue | None) -> None:
        """`venue` is None on paper, where there is no key."""
        self._venue = venue

    def __call__(self) -> None:
        """ConfigError where the key may withdraw."""
        if self._venue is None:
            return
        try:
            rights = self._venue.key_permissions()
        except ExchangeError:
            return
        if rights.withdraw:
            raise ConfigError(
                f"the key may withdraw money from {self._venue.name}, which is refused: make one "
                "without that right"
            )
        self._venue = None
