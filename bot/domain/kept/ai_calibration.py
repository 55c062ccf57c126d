"""What the AI's probabilities are turned into, and from what that was learnt."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from bot.domain.checks import finite_number, one_line, require, whole_number
from bot.domain.errors import ConfigError
from bot.domain.times import rfc3339

LARGEST_NUMBER = 50.0
"""Beyond it the logistic of a log odds is 0 or 1 for every probability that the AI can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlattLine:
    """The line that the log odds of one class are put through before the logistic (Platt 1999)."""

    slope: float
    intercept: float

    def __post_init__(self) -> None:
        for name in ("slope", "intercept"):
            value = finite_number(name, getattr(self, name))
            require(abs(value) <= LARGEST_NUMBER, f"|{name}| <= {LARGEST_NUMBER:g}", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class AiCalibration:
    """A line for each class, the file it comes from, and what it was fitted on.

    `sha256` is that of the file; `last_candle` is the open time of the newest candle that the fit
    knows: of the outcome of a decision, `horizon_candles` after it.
    """

    name: str
    sha256: str
    symbol: str
    timeframe: str
    horizon_candles: int
    last_candle: datetime
    long: PlattLine
    short: PlattLine
    flat: PlattLine

    def __post_init__(self) -> None:
        for name in ("name", "sha256", "symbol", "timeframe"):
            one_line(name, getattr(self, name))
        require(
            whole_number("horizon_candles", self.horizon_candles) >= 1,
            "horizon_candles >= 1",
            self.horizon_candles,
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "AiCalibration":
        """What `to_dict` gave; keys that nobody knows are passed over.

        ConfigError with the rule where one is missing or wrong.
        """
        missing = [field.name for field in fields(cls) if field.name not in values]
        require(not missing, f"{', '.join(missing) or 'all fields'} in a calibration", "missing")
        return cls(
            name=values["name"],
            sha256=values["sha256"],
            symbol=values["symbol"],
            timeframe=values["timeframe"],
            horizon_candles=values["horizon_candles"],
            last_candle=_moment("last_candle", values["last_candle"]),
            long=_line("long", values["long"]),
            short=_line("short", values["short"]),
            flat=_line("flat", values["flat"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Every field by name, ready for JSON."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "symbol": self.symbol,
            "timeframe": self.timeframe,
            "horizon_candles": self.horizon_candles,
            "last_candle": rfc3339(self.last_candle),
            **{
                name: {"slope": line.slope, "intercept": line.intercept}
                for name, line in (("long", self.long), ("short", self.short), ("flat", self.flat))
            },
        }


def _line(name: str, value: object) -> PlattLine:
    if not isinstance(value, Mapping) or not {"slope", "intercept"} <= set(value):
        raise ConfigError(f"need slope and intercept of {name}, was {value!r}")
    return PlattLine(slope=value["slope"], intercept=value["intercept"])


def _moment(name: str, value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise ConfigError(f"need an RFC 3339 time for {name}, was {value!r}") from None
    require(moment.tzinfo is not None, f"a time zone in {name}", repr(value))
    return moment.astimezone(UTC)
