"""Report pages for tests, and what is packed in them."""

import base64
import gzip
import re

import pandas as pd

from bot.backtesting import Backtester, BacktestResult
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.document import full_document
from bot.reports.backtest_page import html_report
from tests.support.candles import random_walk

HOSTILE = '</script><script>document.title="owned"</script><img src=x onerror="document.title=1">'


def many_trades(rows: int, *, symbol: str = "BTC/USDT", told: tuple[str, ...] = ()):
    """A result with about one trade for every eight candles."""
    frame = random_walk(rows, seed=4, deviation=0.01)
    frame.attrs["warnings"] = list(told)
    return backtest(frame, StrategyConfig(symbol=symbol, ema_fast=5, ema_slow=12, allow_short=True))


def backtest(frame: pd.DataFrame, config: StrategyConfig) -> BacktestResult:
    """A run that trades at low confidence too."""
    return Backtester(config, DecisionPolicy(min_confidence=0.2)).run(frame)


def page_of(result: BacktestResult) -> str:
    """Its report."""
    return html_report(result, full_document(result))


def unpacked(page: str, name: str) -> str:
    """The text packed in a page under a name."""
    found = re.search(f'id="packed-{name}">([^<]*)<', page)
    assert found, f"nothing packed as {name}"
    return gzip.decompress(base64.b64decode(found[1])).decode()
