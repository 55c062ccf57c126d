"""All cases, a family a file."""

from tests.golden.case import Case
from tests.golden.cases import backtest, optimize, replay, research, told, tools
from tests.golden.markets import Markets

FAMILIES = (optimize, replay, backtest, research, tools, told)
"""The longest first, so that two jobs end together."""
LONG_ONLY = frozenset(
    {
        "check-bollinger_reversion",
        "check-macd_trend",
        "replay-bollinger",
        "research-grid-daily",
        "backtest-macd-report-ETHUSDT_1h",
    }
)
"""Near others of their kind: the quick run has about a minute on two cores."""


def all_cases(markets: Markets) -> tuple[Case, ...]:
    """Every case on these markets, names are unique; LONG_ONLY are left out of a quick run."""
    found = (case for family in FAMILIES for case in family.cases(markets))
    return tuple(case for case in found if markets.thorough or case.name not in LONG_ONLY)
