"""One run of the optimizer over all assets, as one JSON document and for people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.portfolio.optimizing import AssetEnd, AssetOutcome, SearchPlan
from bot.reports.optimizer.front import front_lines
from bot.reports.text_layout import WIDE, wrapped


def run_document(
    outcomes: Sequence[AssetOutcome], plan: SearchPlan, at: datetime
) -> dict[str, Any]:
    """The record of each asset, and what holds for all of them; `at` is when the run was over."""
    return {
        "at": rfc3339(at),
        "dry_run": plan.dry_run,
        "sampler": plan.sampler,
        "interrupted": any(outcome.end is AssetEnd.INTERRUPTED for outcome in outcomes),
        "promotion_gate": plan.gate_state,
        "assets": [outcome.record for outcome in outcomes],
    }


def run_text(outcomes: Sequence[AssetOutcome], plan: SearchPlan) -> str:
    """What became of each asset and its config, what its search says of itself, what was written.

    The front and the diagnostics are what a search says of itself.
    """
    width = max(len(outcome.symbol) for outcome in outcomes)
    lines = []
    for outcome in outcomes:
        lines.append(f"{outcome.symbol:<{width}}  {outcome.reason}")
        if outcome.standing is not None:
            lines += wrapped("  config in use: ", outcome.standing.reason, WIDE)
        lines += front_lines(outcome.record.get("pareto_front", []))
        lines += _beside_the_verdict(outcome.diagnostics)
    if not plan.gate:
        lines.append("\nPROMOTION_GATE is off: nothing was held against chance.")
    lines.append(f"\n{_written(outcomes, plan)}")
    return "\n".join(lines) + "\n"


def _written(outcomes: Sequence[AssetOutcome], plan: SearchPlan) -> str:
    """Which configs were replaced, in a sentence."""
    if plan.dry_run:
        return "Dry run: nothing was written."
    promoted = [outcome.symbol for outcome in outcomes if outcome.promoted]
    restored = [outcome.symbol for outcome in outcomes if outcome.rolled_back]
    if promoted or restored:
        return f"New strategy_config.json for {', '.join(promoted + restored)}."
    return "No config was changed."


def _beside_the_verdict(diagnostics: Sequence[str]) -> list[str]:
    """What else a search says about itself, a sentence a line; it decided nothing."""
    return [line for sentence in diagnostics for line in wrapped("  - ", sentence, WIDE)]
