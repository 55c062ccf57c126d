"""How little and how much of the capital one asset may have."""

from dataclasses import dataclass

from bot.domain import require

ROUNDING = 1e-9  # three assets of at most 0.333333333 may share the whole capital


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLimits:
    """The smallest and the largest fraction of the capital that one asset may have."""

    min_weight: float = 0.0
    max_weight: float = 1.0

    def __post_init__(self) -> None:
        require(0.0 <= self.min_weight <= 1.0, "0 <= min_weight <= 1", self.min_weight)
        require(0.0 < self.max_weight <= 1.0, "0 < max_weight <= 1", self.max_weight)
        require(
            self.min_weight <= self.max_weight,
            "min_weight <= max_weight",
            f"{self.min_weight} and {self.max_weight}",
        )

    def refuse_infeasible(self, assets: int) -> None:
        """ConfigError where `assets` weights within the limits cannot add up to the capital."""
        share, whom = (
            f"1/{assets} = {1 / assets:.4g}",
            "1 asset" if assets == 1 else f"{assets} assets",
        )
        require(
            self.min_weight * assets <= 1.0 + ROUNDING,
            f"min_weight of at most {share} for {whom} to share the capital",
            f"{self.min_weight:g}",
        )
        require(
            self.max_weight * assets >= 1.0 - ROUNDING,
            f"max_weight of at least {share} for {whom} to take the whole capital",
            f"{self.max_weight:g}",
        )
