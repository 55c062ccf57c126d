"""A study as the JSON that is kept: the run's line, the config's provenance, the recommendation."""

import math
from datetime import datetime
from typing import Any

from bot.backtesting.metrics import Metrics
from bot.domain.moment import rfc3339
from bot.optimizer.promotion import Contender, Study


def run_record(study: Study, at: datetime) -> dict[str, Any]:
    """Every figure and the verdict in words: a line of optimizer_runs.jsonl."""
    return {
        **provenance(study, at),
        "promoted": study.verdict.promoted,
        "reason": study.verdict.reason,
        "champion": _contender(study.champion),
        "challenger": None if study.challenger is None else _contender(study.challenger),
        "elapsed_seconds": study.search.elapsed_seconds,
    }


def provenance(study: Study, at: datetime) -> dict[str, Any]:
    """Where a config comes from: the `_meta` of strategy_config.json.

    Scores are those of the objective; in_sample is the searched span, out_of_sample the last 20 %.
    """
    search, champion, challenger = study.search, study.champion, study.challenger
    config = champion.config
    return {
        "written_by": "optimizer",
        "at": rfc3339(at),
        "symbol": config.symbol,
        "timeframe": config.timeframe,
        "seed": search.seed,
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
        "objective": str(study.search.judge.objective),
        "config": chosen.config.to_dict(),
        "score_in_sample": chosen.searched_score,
        "score_out_of_sample": chosen.held_out_score,
        "metrics_out_of_sample": metrics_document(chosen.held_out),
    }


def metrics_document(metrics: Metrics) -> dict[str, Any]:
    """Metrics by name; an undefined one is None."""
    return {name: None if math.isnan(value) else value for name, value in metrics._asdict().items()}


def _contender(contender: Contender) -> dict[str, Any]:
    return {
        "config": contender.config.to_dict(),
        "fingerprint": contender.config.fingerprint,
        "score_in_sample": contender.searched_score,
        "score_out_of_sample": contender.held_out_score,
        "metrics_in_sample": metrics_document(contender.searched),
        "metrics_out_of_sample": metrics_document(contender.held_out),
    }
