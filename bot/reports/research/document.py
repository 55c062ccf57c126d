"""A research run as one JSON document."""

from typing import Any

from bot.backtesting import CandleProvenance, metrics_document
from bot.decide import cold_decisions
from bot.domain import rfc3339
from bot.optimizer.grid import Finding, Grid, GridFindings, Holding
from bot.reports.formats import number, whole
from bot.reports.research.run import ResearchRun
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of

HOW = {
    "in_sample": "the first candles: every combination ran on them and is ranked by them",
    "out_of_sample": "the last candles: nothing is ranked by them; indicators and news know all"
    " candles before, each run starts flat with the initial balance",
    "deflated_sharpe_ratio": "the probability that the true in-sample Sharpe ratio is above"
    " luck.expected_maximum_sharpe, what the luckiest of so many tries without skill is expected to"
    " show (Bailey and Lopez de Prado 2014); tries that resemble each other count as one each, so"
    " it is a careful number",
    "macro_bias": "mean of macro bias x confidence, from -1 (bearish news) to 1 (bullish):"
    " mean_in_sample and mean_out_of_sample over all candles, macro_bias_at_entries over the"
    " in-sample candles whose decisions became the entries of a config's trades",
    "buy_and_hold": "from the first open to the last close, without costs",
}


def research_document(run: ResearchRun) -> dict[str, Any]:
    """Everything that the run found, numbers undefined as null."""
    findings = run.findings
    grid = findings.table.grid
    strategy = strategy_of(grid.base)
    return {
        "config": grid.base.to_dict(),
        "strategy": {"name": strategy.name, "sha256": strategy.sha256},
        "policy": run.conditions.policy.to_dict(),
        "costs": {"fee_pct": grid.base.fee_pct, "slippage_pct": grid.base.slippage_pct},
        "initial_balance": run.conditions.initial_balance,
        **_blackout(run),
        "data": _data(run),
        "grid": {name: list(grid.axis(name)) for name in grid.fields},
        "varied": list(grid.varied),
        "combinations": {
            "tried": len(grid),
            "left_out": grid.left_out,
            "why_left_out": grid.why_left_out if grid.left_out else None,
            "eligible": findings.table.eligible,
        },
        "objective": str(findings.judge.objective),
        "mdd_weight": findings.judge.mdd_weight,
        "min_trades": findings.judge.min_trades,
        "luck": _luck(findings),
        "macro": {
            "events": len(run.conditions.events),
            "mean_in_sample": findings.mean_lean[0] + 0.0,
            "mean_out_of_sample": findings.mean_lean[1] + 0.0,
        },
        "ranked": [
            {"rank": rank, **_finding(finding, grid)}
            for rank, finding in enumerate(findings.best, 1)
        ],
        "base": _finding(findings.base, grid),
        "buy_and_hold": {
            "in_sample": _holding(findings.holding[0]),
            "out_of_sample": _holding(findings.holding[1]),
        },
        "how": HOW,
        "warnings": list(run.warnings),
    }


def _blackout(run: ResearchRun) -> dict[str, Any]:
    """The rule for the market of the grid, where it is on."""
    rule = run.conditions.blackout_of(run.findings.table.grid.base)
    return {"blackout": rule.to_dict()} if rule.is_on else {}


def _data(run: ResearchRun) -> dict[str, Any]:
    return {
        "symbol": run.data.symbol,
        "timeframe": run.data.timeframe,
        "source": run.conditions.source,
        **_span(run.data),
        "sha256": run.data.sha256,
        "warm_up_candles": run.warm_up,
        "cold_decisions": _cold(run),
        "periods_per_year": run.periods_per_year,
        "in_sample": _span(run.searched),
        "out_of_sample": _span(run.held_out),
    }


def _cold(run: ResearchRun) -> int:
    """Of the base config: a slower combination has more, a faster one fewer."""
    base = run.findings.table.grid.base
    return cold_decisions(base, run.data.candles, earlier=run.warm_up)


def _span(data: CandleProvenance) -> dict[str, Any]:
    return {"first": rfc3339(data.first), "last": rfc3339(data.last), "candles": data.candles}


def _luck(findings: GridFindings) -> dict[str, Any]:
    luck = findings.luck
    return {
        "tries": luck.tries,
        "sharpe_variance": luck.variance,
        "expected_maximum_sharpe": luck.expected_maximum_sharpe,
        "in_words": _luck_in_words(findings),
    }


def _luck_in_words(findings: GridFindings) -> str:
    luck = findings.luck
    if luck.expected_maximum_sharpe is None:
        return "Too few combinations traded to say what luck alone would show."
    alone = (
        f"Luck alone: the best of {whole(luck.tries)} tries without any skill is expected to show"
        f" an in-sample Sharpe ratio of {_two_decimals(luck.expected_maximum_sharpe)}."
    )
    best = findings.best[0] if findings.best else None
    if best is None or best.deflated_sharpe_ratio is None:
        return alone
    sure = number(best.deflated_sharpe_ratio * 100.0, 0)
    return (
        f"{alone} The first one shows {_two_decimals(best.searched.sharpe_ratio)}: the probability"
        f" that it is truly above luck is {sure} % (its deflated Sharpe ratio; 95 % is a usual"
        " demand)."
    )


def _two_decimals(value: float) -> str:
    return number(value, 2, grouped=False)


def _finding(finding: Finding, grid: Grid) -> dict[str, Any]:
    bias = finding.entry_lean
    return {
        "values": {name: grid.value_of(finding.config, name) for name in grid.varied},
        "config": finding.config.to_dict(),
        "fingerprint": finding.config.fingerprint,
        "score": finding.score,
        "in_sample": metrics_document(finding.searched),
        "out_of_sample": metrics_document(finding.held_out),
        "deflated_sharpe_ratio": finding.deflated_sharpe_ratio,
        "macro_bias_at_entries": None if bias is None else bias + 0.0,
    }


def _holding(holding: Holding) -> dict[str, float | None]:
    return {
        "return_pct": none_if_undefined(holding.return_pct),
        "sharpe_ratio": holding.sharpe_ratio,
    }
