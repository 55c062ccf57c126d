"""How far a backtest can be believed: chance, costs, crises and unseen candles, all in one."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.backtesting import BacktestResult
from bot.backtesting.robustness import Ablation, CostsSweep, MonteCarlo, StressTest
from bot.domain import rfc3339
from bot.reports.backtest.ablation_text import ablation_lines
from bot.reports.backtest.robustness_text import costs_lines, monte_carlo_lines, stress_lines
from bot.reports.backtest.walk_forward import walk_forward_document, walk_forward_lines
from bot.reports.formats import money_digits

Json = dict[str, Any]

if TYPE_CHECKING:
    from bot.optimizer.validation import WalkForward  # a plain backtest loads no optimizer


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessChecks:
    """The checks of a result that were asked for; None for what was not."""

    monte_carlo: MonteCarlo | None = None
    costs_sweep: CostsSweep | None = None
    stress: tuple[StressTest, ...] | None = None
    ablation: Ablation | None = None
    walk_forward: "WalkForward | None" = None


def checks_document(checks: RobustnessChecks) -> Json:
    """A key for each check that was asked for, ready for JSON."""
    document: Json = {}
    if checks.monte_carlo is not None:
        document["monte_carlo"] = asdict(checks.monte_carlo)
    if checks.costs_sweep is not None:
        document["costs_sweep"] = asdict(checks.costs_sweep)
    if checks.stress is not None:
        document["stress"] = [_stress_document(test) for test in checks.stress]
    if checks.ablation is not None:
        document["ablation"] = asdict(checks.ablation)
    if checks.walk_forward is not None:
        document["walk_forward"] = walk_forward_document(checks.walk_forward)
    return document


def checks_text(checks: RobustnessChecks, result: BacktestResult) -> str:
    """Each check as a block behind the result; empty without one."""
    digits = money_digits(result.initial_balance)
    blocks: list[list[str]] = []
    if checks.monte_carlo is not None:
        blocks.append(monte_carlo_lines(checks.monte_carlo, digits))
    if checks.costs_sweep is not None:
        blocks.append(costs_lines(checks.costs_sweep))
    if checks.stress is not None:
        blocks.append(stress_lines(checks.stress, result.total_pnl_pct))
    if checks.ablation is not None:
        blocks.append(ablation_lines(checks.ablation))
    if checks.walk_forward is not None:
        blocks.append(walk_forward_lines(checks.walk_forward, digits))
    return "".join("\n" + "\n".join(lines) + "\n" for lines in blocks)


def _stress_document(test: StressTest) -> Json:
    document = asdict(test) | {"median_pnl_pct": test.median_pnl_pct, "worst": asdict(test.worst)}
    for outcome in (*document["outcomes"], document["worst"]):
        outcome["started_at"] = rfc3339(outcome["started_at"])
    return document
