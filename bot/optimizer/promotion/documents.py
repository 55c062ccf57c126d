"""A study as the JSON that is kept: the run's line, the config's provenance, the recommendation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.backtesting import metrics_document
from bot.domain import rfc3339
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.symbol_study import Study, gate_state
from bot.optimizer.promotion.watch import BLOCK_CANDLES, ROLLBACK_ALPHA, Watch
from bot.optimizer.search.random_search import SearchInterrupted
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.samplers import NSGA2


def run_record(study: Study, at: datetime) -> dict[str, Any]:
    """Every figure and the verdict in words: a line of optimizer_runs.jsonl."""
    return {
        **provenance(study, at),
        "promoted": study.verdict.promoted,
        "reason": study.verdict.reason,
        "champion": _contender(study.champion),
        "challenger": None if study.challenger is None else _contender(study.challenger),
        "elapsed_seconds": study.search.elapsed_seconds,
        **_front(study.search),
    }


def provenance(study: Study, at: datetime) -> dict[str, Any]:
    """Where a config comes from: the `_meta` of strategy_config.json.

    Scores are those of the objective; in_sample is the searched span, out_of_sample the candles
    that no search had seen: those of the walk forward, or the last 20 % with the gate off.
    """
    search, champion, challenger = study.search, study.champion, study.challenger
    config = champion.config
    return {
        "written_by": "optimizer",
        "at": rfc3339(at),
        "symbol": config.symbol,
        "timeframe": config.timeframe,
        "seed": search.seed,
        "sampler": search.sampler,
        "trials": search.n_trials,
        "eligible_trials": search.eligible,
        "objective": str(search.judge.objective),
        "mdd_weight": search.judge.mdd_weight,
        "min_trades": search.judge.min_trades,
        "candles": {
            "first": rfc3339(study.candles.first),
            "last": rfc3339(study.candles.last),
            "count": study.candles.candles,
            "sha256": study.candles.sha256,
            "searched": study.searched_candles,
            "held_out": study.held_out_candles,
        },
        "score": {
            "in_sample": None if challenger is None else challenger.searched_score,
            "out_of_sample": None if challenger is None else challenger.held_out_score,
            "champion_in_sample": champion.searched_score,
            "champion_out_of_sample": champion.held_out_score,
        },
        "gate": gate_document(study),
        "diagnostics": None if study.diagnostics is None else study.diagnostics.to_dict(),
        "costs": {"fee_pct": config.fee_pct, "slippage_pct": config.slippage_pct},
        **study.conditions.to_dict(),
    }


def recommendation(study: Study, at: datetime) -> dict[str, Any]:
    """What the optimizer recommends for a symbol now: the challenger or to stay, and why."""
    better = study.challenger if study.verdict.promoted else None
    chosen = better or study.champion
    return {
        "at": rfc3339(at),
        "promoted": study.verdict.promoted,
        "reason": study.verdict.reason,
        "gate": gate_state(study.gate.is_on),
        "objective": str(study.search.judge.objective),
        "config": chosen.config.to_dict(),
        "score_in_sample": chosen.searched_score,
        "score_out_of_sample": chosen.held_out_score,
        "metrics_out_of_sample": _unseen(chosen),
        "diagnostics": [] if study.diagnostics is None else list(study.diagnostics.sentences),
    }


def gate_document(study: Study) -> dict[str, Any]:
    """How strict the gate was, what a look saw beside every threshold, and when the next is due."""
    seen = study.examination
    return {
        "state": gate_state(study.gate.is_on),
        "alpha": study.gate.alpha,
        "looks_spent": len(study.ledger.looks),
        "next_look": rfc3339(study.next_look) if study.gate.is_on else None,
        "examination": None if seen is None else seen.to_dict(),
    }


def watch_document(watch: Watch | None) -> dict[str, Any] | None:
    """How a promoted config stands against its predecessor."""
    if watch is None:
        return None
    return {
        "promoted": watch.promoted.fingerprint,
        "predecessor": watch.predecessor.fingerprint,
        "since": rfc3339(watch.since),
        "until": rfc3339(watch.until),
        "blocks": len(watch.differences),
        "block_candles": BLOCK_CANDLES,
        "difference_pct": 100.0 * sum(watch.differences),
        "evidence_against": watch.most_money,
        "evidence_that_rolls_back": 1.0 / ROLLBACK_ALPHA,
    }


def rollback_record(watch: Watch, at: datetime) -> dict[str, Any]:
    """Who puts the predecessor back, when and why: for restore_config."""
    config = watch.predecessor
    return {
        "written_by": "optimizer",
        "rolled_back": True,
        "at": rfc3339(at),
        "symbol": config.symbol,
        "timeframe": config.timeframe,
        "promoted": False,
        "reason": (
            f"rolled back: since {watch.since:%Y-%m-%d} the promoted config returned "
            f"{100.0 * sum(watch.differences):+.1f} points against the one before it, which chance "
            f"does at most once in {1.0 / ROLLBACK_ALPHA:.0f} times; the one before is in use again"
        ),
        "config": config.to_dict(),
        "rolled_back_config": watch.promoted.to_dict(),
        "watch": watch_document(watch),
    }


def rollback_recommendation(record: Mapping[str, Any], *, gate: str) -> dict[str, Any]:
    """From a rollback_record: the config that is in use again, and why; it was not searched."""
    return {
        "at": record["at"],
        "promoted": False,
        "rolled_back": True,
        "reason": record["reason"],
        "gate": gate,
        "config": record["config"],
    }


def interrupted_record(
    symbol: str, interrupted: SearchInterrupted | None, at: datetime
) -> dict[str, Any]:
    """The line of an asset whose search was ended by Ctrl-C: what it had found, nothing promoted.

    None where nobody knows how far the search was.
    """
    found = None if interrupted is None else interrupted.found
    said = "interrupted" if interrupted is None else interrupted.sentence
    record = {
        "written_by": "optimizer",
        "at": rfc3339(at),
        "symbol": symbol,
        "interrupted": True,
        "promoted": False,
        "reason": f"{said}; nothing was promoted",
    }
    if found is None:
        return record
    best, metrics = found.best_config, found.best_metrics
    return {
        **record,
        "seed": found.seed,
        "sampler": found.sampler,
        "trials": found.n_trials,
        "eligible_trials": found.eligible,
        "objective": str(found.judge.objective),
        "best": None
        if best is None or metrics is None
        else {
            "config": best.to_dict(),
            "score": found.best_score,
            "metrics": metrics_document(metrics),
        },
        **_front(found),
    }


def _front(found: OptimizationResult) -> dict[str, Any]:
    """Of nsga2: every trial that no other one beats in return and drawdown alike."""
    if found.sampler != NSGA2:
        return {}
    table = found.trials
    return {
        "pareto_front": [
            {
                "total_pnl_pct": float(table.metric("total_pnl_pct")[row]),
                "max_drawdown_pct": float(table.metric("max_drawdown_pct")[row]),
                "score": float(table.scores[row]),
                "chosen": row == found.best_trial,
                "config": table.config_at(row).to_dict(),
            }
            for row in found.front
        ]
    }


def _contender(contender: Contender) -> dict[str, Any]:
    return {
        "config": contender.config.to_dict(),
        "fingerprint": contender.config.fingerprint,
        "score_in_sample": contender.searched_score,
        "score_out_of_sample": contender.held_out_score,
        "metrics_in_sample": metrics_document(contender.searched),
        "metrics_out_of_sample": _unseen(contender),
    }


def _unseen(contender: Contender) -> dict[str, Any] | None:
    return None if contender.held_out is None else metrics_document(contender.held_out)
