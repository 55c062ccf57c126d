"""What the account may risk."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.domain import RiskLimits, called
from bot.settings.rules import check_fields, choice, number

RISK_SWITCHES = ("auto", "on", "off")
STRICT = RiskLimits(
    max_position_pct=100.0,
    max_exposure_pct=100.0,
    max_trades_per_day=100,
    daily_loss_limit_pct=5.0,
    max_drawdown_pct=20.0,
    max_consecutive_losses=10,
    max_spread_pct=0.5,
    max_price_age_seconds=300.0,
    max_orders_per_minute=30,
)
"""What holds with testnet or real money where nothing is set: no size is cut that spot could hold,
so that the bot trades as the backtest does until it loses more than anybody plans for."""
_PREFIX = "risk_"


def _limit() -> Any:
    return number(None, above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSettings:
    """The limits of the account; None = that of `risk_limits`, which says where strict ones hold.

    Percentages are of the equity of all symbols.
    """

    risk_limits: str = choice("auto", RISK_SWITCHES)
    risk_max_position_pct: float | None = _limit()
    risk_max_exposure_pct: float | None = _limit()
    risk_max_correlated_exposure_pct: float | None = _limit()
    risk_max_trades_per_day: int | None = _limit()
    risk_daily_loss_limit_pct: float | None = _limit()
    risk_max_drawdown_pct: float | None = _limit()
    risk_drawdown_reduce_from_pct: float | None = _limit()
    risk_max_consecutive_losses: int | None = _limit()
    risk_cooldown_minutes: float = number(60.0, above=0)
    risk_max_spread_pct: float | None = _limit()
    risk_max_price_age_seconds: float | None = _limit()
    risk_max_orders_per_minute: int | None = _limit()

    def __post_init__(self) -> None:
        check_fields(self)
        for on_paper in (True, False):
            self.limits(on_paper=on_paper)

    def limits(self, *, on_paper: bool) -> RiskLimits:
        """What holds: each limit that is set, and the strict ones beside where they are on.

        Sizes begin to shrink at half of the maximum drawdown, where no threshold is set.
        """
        is_strict = self.risk_limits == "on" or (self.risk_limits == "auto" and not on_paper)
        given = {
            name.removeprefix(_PREFIX): value
            for name, value in asdict(self).items()
            if name != "risk_limits" and value is not None
        }
        whole = {**(asdict(STRICT) if is_strict else {}), **given}
        if "drawdown_reduce_from_pct" not in given and whole.get("max_drawdown_pct") is not None:
            whole["drawdown_reduce_from_pct"] = whole["max_drawdown_pct"] / 2
        with called({name: f"{_PREFIX}{name}".upper() for name in given}):
            return RiskLimits(**whole)
