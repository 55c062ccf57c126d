"""Which accounts can share a capital at all, and how the ways of sharing it compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.domain.errors import ConfigError
from bot.portfolio.allocation.comparison import LEAST_DAYS, Comparison, compare_schemes
from bot.portfolio.allocation.daily_returns import DailyValues, common_days, day_of
from bot.portfolio.allocation_terms import AllocationTerms


@dataclass(frozen=True, kw_only=True)
class AllocationStudy:
    """The comparison, or why there is none; `skipped` says why for each asset left out."""

    terms: AllocationTerms
    comparison: Comparison | None
    why_none: str | None = None
    skipped: dict[str, str] = field(default_factory=dict)


def study_allocation(
    accounts: Sequence[DailyValues],
    terms: AllocationTerms,
    skipped: dict[str, str] | None = None,
) -> AllocationStudy:
    """Leave out what has too few days or never moved, and compare the ways on the rest.

    `skipped` are assets that were left out before, with the reason. What is wrong is told in the
    result, nothing is raised for it.
    """
    reasons = dict(skipped or {})
    left = _with_days_in_common(accounts, reasons)
    left = _that_moved(left, reasons)
    if len(left) < 2:
        why = "no asset is left" if not left else f"only {left[0].symbol} is left"
        return AllocationStudy(
            terms=terms,
            comparison=None,
            why_none=f"need two assets to share the capital among, {why}",
            skipped=reasons,
        )
    try:
        comparison = compare_schemes(common_days(left), terms)
    except ConfigError as error:
        return AllocationStudy(terms=terms, comparison=None, why_none=str(error), skipped=reasons)
    return AllocationStudy(terms=terms, comparison=comparison, skipped=reasons)


def _with_days_in_common(
    accounts: Sequence[DailyValues], reasons: dict[str, str]
) -> list[DailyValues]:
    """Those with enough days, less the ones without which the others have enough in common.

    The one left out is each time the one whose absence gives the others the most days.
    """
    left: list[DailyValues] = []
    for account in accounts:
        if len(account.values) > LEAST_DAYS:
            left.append(account)
        else:
            reasons[account.symbol] = (
                f"need {LEAST_DAYS + 1} days of candles, had {len(account.values)}: "
                "raise OPTIMIZE_LOOKBACK or take a longer timeframe"
            )
    while len(left) > 1 and _days(left) <= LEAST_DAYS:
        worst = max(range(len(left)), key=lambda k: _days(left[:k] + left[k + 1 :]))
        account = left.pop(worst)
        reasons[account.symbol] = (
            f"its days, {day_of(account.first_day)} to {day_of(account.end_day - 1)}, leave fewer "
            f"than {LEAST_DAYS + 1} in common with the other assets"
        )
    return left


def _that_moved(accounts: list[DailyValues], reasons: dict[str, str]) -> list[DailyValues]:
    """Those whose worth changed within the days that all have in common."""
    if not accounts:
        return []
    moved = np.ptp(common_days(accounts).returns, axis=0) > 0.0
    for account, changes in zip(accounts, moved, strict=True):
        if not changes:
            reasons[account.symbol] = "its account never moved: there is no risk to weigh"
    return [account for account, changes in zip(accounts, moved, strict=True) if changes]


def _days(accounts: list[DailyValues]) -> int:
    first = max(account.first_day for account in accounts)
    return min(account.end_day for account in accounts) - first
