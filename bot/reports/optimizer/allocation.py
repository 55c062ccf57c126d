"""The ways to share the capital: which is better in a sentence, as JSON, as a table for people."""

from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.portfolio.allocation import (
    BEYOND_CHANCE,
    FOLDS,
    AllocationStudy,
    Comparison,
    Scheme,
    SchemeResult,
    Weights,
)
from bot.reports.formats import HYPHEN, number, setting, share

RULE = (
    "daily returns of each asset's account under the config in use, by UTC days: a day's value is "
    "that of its last candle closed by midnight, a day without a candle returns 0; weights from "
    "past days, held on the days after without rebalancing. A config may have been chosen on these "
    "days: the figures compare the ways and promise no return"
)


def verdict_words(comparison: Comparison) -> str:
    """Which way, if any, did better than equal weights beyond chance."""
    equal, *others = comparison.results
    days = f"{comparison.held_out_days} held-out days"
    better = [result for result in others if result.is_better]
    if better:
        named = "; ".join(_better_words(result, equal) for result in better)
        return f"Better than equal weights beyond chance on {days}: {named}. The past, no promise."
    chances = [result.p_value for result in others if result.p_value is not None]
    if not chances:
        return f"On {days} no way differed from equal weights enough to tell them apart."
    return (
        f"None did better than equal weights beyond chance on {days} (lowest p-value "
        f"{number(min(chances))}, {setting(BEYOND_CHANCE)} or less is needed)."
    )


def _better_words(result: SchemeResult, equal: SchemeResult) -> str:
    return (
        f"{result.scheme.words}, Sharpe {_sharpe(result.sharpe_ratio)} against "
        f"{_sharpe(equal.sharpe_ratio)} (p-value {number(result.p_value, 3)})"
    )


def allocation_document(study: AllocationStudy, at: datetime) -> dict[str, Any]:
    """The study, ready for JSON; weights by symbol, fractions throughout."""
    limits = study.terms.limits
    document: dict[str, Any] = {
        "at": rfc3339(at),
        "rule": RULE,
        "min_weight": limits.min_weight,
        "max_weight": limits.max_weight,
        "volatility_target": study.terms.volatility_target,
        "skipped": dict(study.skipped),
        "verdict": study.why_none,
        "schemes": [],
    }
    comparison = study.comparison
    if comparison is None:
        return document
    days = comparison.days
    return {
        **document,
        "verdict": verdict_words(comparison),
        "first_day": str(days.day(0)),
        "last_day": str(days.day(len(days.returns) - 1)),
        "days": len(days.returns),
        "held_out_from": str(days.day(comparison.held_out_row)),
        "held_out_days": comparison.held_out_days,
        "folds": FOLDS,
        "schemes": [_scheme_document(result, days.symbols) for result in comparison.results],
    }


def _scheme_document(result: SchemeResult, symbols: tuple[str, ...]) -> dict[str, Any]:
    return {
        "scheme": str(result.scheme),
        "weights": _by_symbol(result.weights, symbols),
        "cash": max(0.0, 1.0 - float(result.weights.values.sum())),
        "note": result.weights.note,
        "held_out": {
            "total_return": result.total_return,
            "annual_return": result.annual_return,
            "volatility": result.volatility,
            "sharpe_ratio": result.sharpe_ratio,
            "max_drawdown": result.max_drawdown,
        },
        "p_value": result.p_value,
        "better_than_equal": result.is_better,
        "fold_weights": [_by_symbol(weights, symbols) for weights in result.fold_weights],
    }


def _by_symbol(weights: Weights, symbols: tuple[str, ...]) -> dict[str, float]:
    return dict(zip(symbols, weights.values.tolist(), strict=True))


def allocation_text(study: AllocationStudy) -> str:
    """The study for people: what was left out, a line a way, and the sentence."""
    lines = [f"Allocation leaves out {name}: {why}." for name, why in study.skipped.items()]
    comparison = study.comparison
    if comparison is None:
        return "\n".join([*lines, f"No allocation: {study.why_none}.", ""])
    lines += ["Allocation of the capital, and what it earned on days its weights had not seen", ""]
    wide = [max(10, len(symbol) + 2) for symbol in comparison.days.symbols]
    heads = "".join(
        f"{name:>{width}}" for name, width in zip(comparison.days.symbols, wide, strict=True)
    )
    lines.append(f"{'':<18}{heads}{'cash':>8}{'Sharpe':>9}{'a year':>9}{'drawdown':>10}{'p':>8}")
    lines += [_line(result, wide) for result in comparison.results]
    notes = [
        f"{result.scheme.words}: {result.weights.note}."
        for result in comparison.results
        if result.weights.note is not None
    ]
    return "\n".join([*lines, "", *notes, verdict_words(comparison), ""])


def _line(result: SchemeResult, wide: list[int]) -> str:
    weights = result.weights.values
    shares = "".join(
        f"{share(weight):>{width}}" for weight, width in zip(weights, wide, strict=True)
    )
    chance = number(result.p_value, 3, undefined=HYPHEN)
    if result.scheme is Scheme.EQUAL:
        chance = ""
    cash = max(0.0, 1.0 - float(weights.sum()))
    yearly = share(result.annual_return, undefined=HYPHEN)
    return (
        f"{result.scheme.words:<18}{shares}{share(cash):>8}{_sharpe(result.sharpe_ratio):>9}"
        f"{yearly:>9}{share(result.max_drawdown):>10}{chance:>8}"
    )


def _sharpe(value: float | None) -> str:
    return number(value, grouped=False, undefined=HYPHEN)
