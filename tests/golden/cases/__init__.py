"""All cases, a family a file."""

from tests.golden.case import Case
from tests.golden.cases import backtest, optimize, replay, research, told, tools
from tests.golden.markets import Markets

FAMILIES = (optimize, replay, backtest, research, tools, told)
"""The longest first, so that two jobs end together."""


def all_cases(markets: Markets) -> tuple[Case, ...]:
    """Every case on these markets; names are unique."""
    return tuple(case for family in FAMILIES for case in family.cases(markets))
