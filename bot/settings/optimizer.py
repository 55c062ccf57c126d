"""What the optimizer searches for, and what may replace the config in use."""

from dataclasses import dataclass

from bot.domain import finite_number, require
from bot.settings.rules import check_fields, choice, number

# Names alone, so that settings and --help load no optimizer; a test holds them equal to its own.
OBJECTIVES = ("sharpe", "pnl", "win_rate", "composite", "sortino", "calmar")
GATES = ("on", "off")
SAMPLERS = ("random", "grid", "tpe", "nsga2")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerSettings:
    """How the service and run_portfolio_optimize.py search and promote."""

    auto_optimize_interval_minutes: float = number(180.0, most=525_600, above=0)
    auto_optimize_trials: int = number(200, least=1)
    auto_optimize_objective: str = choice("sharpe", OBJECTIVES)
    auto_optimize_sampler: str = choice("random", SAMPLERS)
    auto_optimize_mdd_weight: float = number(0.5, least=0)
    auto_optimize_min_trades: int = number(5, least=0)
    optimize_lookback: int = number(2000, least=1, most=10_000_000)
    promotion_alpha: float = 0.05
    promotion_gate: str = choice("on", GATES)

    def __post_init__(self) -> None:
        check_fields(self)
        alpha = finite_number("PROMOTION_ALPHA", self.promotion_alpha)
        require(0.001 <= alpha < 0.5, "0.001 <= PROMOTION_ALPHA < 0.5", alpha)

    @property
    def is_gated(self) -> bool:
        """Is a challenger held against chance before it is promoted?"""
        return self.promotion_gate == "on"
