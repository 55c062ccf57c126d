"""What holds for every way of sharing the capital."""

from dataclasses import dataclass, field

from bot.domain import require
from bot.portfolio.weight_limits import WeightLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationTerms:
    """What holds for every way: the limits, and the target as a fraction a year (0.1 = 10 %)."""

    limits: WeightLimits = field(default_factory=WeightLimits)
    volatility_target: float = 0.10

    def __post_init__(self) -> None:
        require(
            0.0 < self.volatility_target <= 10.0,
            "0 < volatility_target <= 10 (a fraction a year)",
            self.volatility_target,
        )
