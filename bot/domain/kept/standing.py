"""What the gate's looks have shown of a config by itself, and who stands aside on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.checks import finite_number, require
from bot.domain.errors import DataError
from bot.domain.kept.optimizer import Document
from bot.domain.kept.trading_mode import TradingMode
from bot.domain.strategy_config import StrategyConfig
from bot.domain.times import rfc3339

MEND_PROMOTIONS = (
    "mend it, or remove it to begin a new year of looks, which forgets what was disproven too"
)
"""What to do with a promotion.json that cannot be read."""
NOTHING_SHOWN = "unproven: no look has shown that it earns, and none that it loses"


class Standing(StrEnum):
    """Promoted by the gate, shown to lose beyond chance, or neither."""

    UNPROVEN = "unproven"
    PROVEN = "proven"
    DISPROVEN = "disproven"


class StandAside(StrEnum):
    """When a disproven config takes no entries: not on paper, everywhere, or never."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"

    def withholds_entries(self, standing: Standing, mode: TradingMode) -> bool:
        """Whether a config of that standing takes no entries in that mode of the bot."""
        if standing is not Standing.DISPROVEN or self is StandAside.OFF:
            return False
        return self is StandAside.ON or not mode.is_on_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigStanding:
    """The standing of one config, known by its fingerprint.

    `since` is the candle time at which it came to be, None where nothing ever was shown; `reason`
    one sentence for people, `p_value` the chance by which it was shown. `block_returns` is what a
    disproven config would have returned in each block of candles from `since` to `watched_until`.
    Raises ConfigError for what none can be.
    """

    fingerprint: str
    standing: Standing = Standing.UNPROVEN
    since: datetime | None = None
    reason: str = NOTHING_SHOWN
    p_value: float | None = None
    watched_until: datetime | None = None
    block_returns: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for moment in (self.since, self.watched_until):
            require(moment is None or moment.tzinfo is not None, "a time with a zone", moment)
        is_dated = self.since is not None or self.standing is Standing.UNPROVEN
        require(is_dated, f"a time since when a config is {self.standing}", self.since)
        for value in self.block_returns:
            finite_number("a block's return", value)

    @property
    def is_disproven(self) -> bool:
        """Whether it loses beyond chance."""
        return self.standing is Standing.DISPROVEN

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON, and for from_dict."""
        return {
            **self.to_document(),
            "watched_until": _spelled(self.watched_until),
            "block_returns": list(self.block_returns),
        }

    def to_document(self) -> dict[str, Any]:
        """What people are told of it."""
        return {
            "fingerprint": self.fingerprint,
            "standing": str(self.standing),
            "since": _spelled(self.since),
            "reason": self.reason,
            "p_value": self.p_value,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "ConfigStanding":
        """What to_dict gave; KeyError, TypeError or ValueError for anything else."""
        p_value = values["p_value"]
        return cls(
            fingerprint=str(values["fingerprint"]),
            standing=Standing(values["standing"]),
            since=_moment(values["since"]),
            reason=str(values["reason"]),
            p_value=None if p_value is None else float(p_value),
            watched_until=_moment(values["watched_until"]),
            block_returns=tuple(float(value) for value in values["block_returns"]),
        )


@dataclass(frozen=True, slots=True)
class Standings:
    """Of every config of a symbol that something was shown of."""

    shown: tuple[ConfigStanding, ...] = ()

    def of(self, config: StrategyConfig) -> ConfigStanding:
        """That of a config; unproven where nothing was shown."""
        fingerprint = config.fingerprint
        for standing in self.shown:
            if standing.fingerprint == fingerprint:
                return standing
        return ConfigStanding(fingerprint=fingerprint)

    def replaced(self, standing: ConfigStanding) -> "Standings":
        """With this one in place of what was shown of its config before."""
        others = (other for other in self.shown if other.fingerprint != standing.fingerprint)
        return Standings((*others, standing))

    def to_list(self) -> list[dict[str, Any]]:
        """Ready for JSON, and for of_document as `standings`."""
        return [standing.to_dict() for standing in self.shown]

    @classmethod
    def of_document(cls, memory: Document) -> "Standings":
        """Those in the gate's memory; none in one of an older version, DataError for what is none.

        A verdict that cannot be read is never taken for none.
        """
        listed: Sequence[Mapping[str, Any]] = memory.get("standings", ())
        try:
            return cls(tuple(ConfigStanding.from_dict(values) for values in listed))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DataError(
                "need standings of promotion.json as the optimizer writes them: "
                f"{error}; {MEND_PROMOTIONS}"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingsPoll:
    """The standings that hold now; `error` says as long as it is so why they are older ones."""

    standings: Standings = Standings()
    error: str | None = None


def _spelled(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
