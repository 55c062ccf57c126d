"""What an entry is sized by beside the config, the balance and the price."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.records import BotState


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBasis:
    """What was known at the close of the candle that was decided on.

    `atr` is that candle's average true range in quote currency, `kelly` the share of the balance
    that Kelly's formula stakes by the account's last closed trades (0 = none). None = not known:
    too few candles or trades, or the config of the decision did not ask for it.
    """

    atr: float | None = None
    kelly: float | None = None

    @classmethod
    def in_state(cls, state: "BotState") -> "EntryBasis":
        """That of the decision which the state leaves to be acted on."""
        return cls(atr=state.atr, kelly=state.kelly)


NOTHING_KNOWN = EntryBasis()
