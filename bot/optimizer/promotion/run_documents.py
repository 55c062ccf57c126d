"""A study as the JSON that is kept: the run's line, the config's provenance, the recommendation."""

from datetime import datetime
from typing import Any

from bot.backtesting import metrics_document
from bot.decide import cold_decisions
from bot.domain import rfc3339
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.front_document import front_of
from bot.optimizer.promotion.gate_terms import on_or_off
from bot.optimizer.promotion.study import Study


def run_record(study: Study, at: datetime) -> dict[str, Any]:
    """Every figure and the verdict in words: a line of optimizer_runs.jsonl."""
    return {
        **provenance(study, at),
        "promoted": study.verdict.promoted,
        "reason": study.verdict.reason,
        "champion": _contender(study.champion),
        "challenger": None if study.challenger is None else _contender(study.challenger),
        "elapsed_seconds": study.search.elapsed_seconds,
        **front_of(study.search),
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
            "warm_up": study.warm_up,
            "cold_decisions": cold_decisions(config, study.candles.candles, earlier=study.warm_up),
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
        "gate": on_or_off(study.gate.is_on),
        "objective": str(study.search.judge.objective),
        "config": chosen.config.to_dict(),
        "score_in_sample": chosen.searched_score,
        "score_out_of_sample": chosen.held_out_score,
        "metrics_out_of_sample": _unseen(chosen),
        "diagnostics": [] if study.diagnostics is None else list(study.diagnostics.sentences),
    }


def gate_document(study: Study) -> dict[str, Any]:
    """How strict the gate was, what a look saw beside every threshold, and when the next is due.

    What it saw inside the candles too, where finer ones were asked.
    """
    seen, inside = study.examination, study.confirmation
    return {
        "state": on_or_off(study.gate.is_on),
        "alpha": study.gate.alpha,
        "looks_spent": len(study.ledger.looks),
        "next_look": rfc3339(study.next_look) if study.gate.is_on else None,
        "examination": None if seen is None else seen.to_dict(),
        **({} if inside is None else {"inside_candles": inside.to_dict()}),
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
