"""The limits that an account is held to."""

from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter

from bot.domain.checks import finite_number, require


class RiskRule(StrEnum):
    """What withheld or reduced an entry; FAULT: the guard itself failed."""

    MAX_POSITION = "max_position"
    MAX_EXPOSURE = "max_exposure"
    MAX_CORRELATED_EXPOSURE = "max_correlated_exposure"
    MAX_TRADES_PER_DAY = "max_trades_per_day"
    DAILY_LOSS_LIMIT = "daily_loss_limit"
    MAX_DRAWDOWN = "max_drawdown"
    MAX_CONSECUTIVE_LOSSES = "max_consecutive_losses"
    MAX_SPREAD = "max_spread"
    MAX_PRICE_AGE = "max_price_age"
    MAX_ORDERS_PER_MINUTE = "max_orders_per_minute"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLimits:
    """Each limit of the whole account, None = no such limit.

    Positions, exposures, loss and drawdown are in percent of the equity of all symbols (a drawdown
    of its peak, a loss of what the UTC day began with), the spread in percent of the price. From a
    drawdown of `drawdown_reduce_from_pct` on, sizes shrink linearly to nothing at
    `max_drawdown_pct`. Raises ConfigError naming the rule and the value.
    """

    max_position_pct: float | None = None
    max_exposure_pct: float | None = None
    max_correlated_exposure_pct: float | None = None
    max_trades_per_day: int | None = None
    daily_loss_limit_pct: float | None = None
    max_drawdown_pct: float | None = None
    drawdown_reduce_from_pct: float | None = None
    max_consecutive_losses: int | None = None
    cooldown_minutes: float = 60.0
    max_spread_pct: float | None = None
    max_price_age_seconds: float | None = None
    max_orders_per_minute: int | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                number = finite_number(field.name, value)
                require(number > 0, f"{field.name} > 0", value)
        reduce_from, most = self.drawdown_reduce_from_pct, self.max_drawdown_pct
        if reduce_from is not None and most is not None:
            require(
                reduce_from <= most,
                "drawdown_reduce_from_pct <= max_drawdown_pct",
                f"{reduce_from} and {most}",
            )

    @property
    def are_none(self) -> bool:
        """Whether no limit is set at all."""
        return all(limit is None for limit in _LIMITS(self))  # asked several times a cycle


_LIMITS = attrgetter(
    *(field.name for field in fields(RiskLimits) if field.name != "cooldown_minutes")
)
