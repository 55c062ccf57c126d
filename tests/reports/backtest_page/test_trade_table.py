"""The table of all trades in the report."""

import pytest

from bot.domain import StrategyConfig
from bot.reports.backtest.document import full_document
from bot.reports.backtest_page.trade_table import trade_table
from tests.support.candles import random_walk
from tests.support.pages.report_pages import backtest


@pytest.mark.parametrize(
    ("direction", "best", "worst"), [("LONG", "2.00", "-1.00"), ("SHORT", "1.00", "-2.00")]
)
def test_a_row_tells_how_far_the_price_went_for_a_trade_and_against_it(direction, best, worst):
    trade = full_document(backtest(random_walk(300, seed=4), StrategyConfig()))["trades"][0]
    prices = {"entry_price": 100.0, "highest_price": 102.0, "lowest_price": 99.0}
    table = trade_table([{**trade, **prices, "direction": direction}], 2)
    assert f"<td>{best}<td>{worst}" in table.replace("−", "-")
