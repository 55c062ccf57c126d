"""What /risk says of the account, and beside it of a symbol."""

import pytest

from bot.domain import LimitUse, RiskMemory, RiskReport, RiskRule
from bot.state import FileVolume
from tests.support.small_volume import NOON, write_volume

USE = LimitUse(rule=RiskRule.MAX_EXPOSURE, limit=50.0, use=43.0, unit="%")


@pytest.fixture
def risk(serve, tmp_path):
    """Asks about a symbol of an account that is long in one, short in another, flat in a third."""
    for symbol in ("BTC/USDT", "ETH/USDT", "SOL/USDT"):
        write_volume(tmp_path, symbol=symbol, candles=9)
    client = serve(tmp_path)

    def ask(symbol=None):
        return client.get("/risk", params={} if symbol is None else {"symbol": symbol}).json()

    return ask


@pytest.fixture
def report(risk, tmp_path):
    memory = RiskMemory(capital=30_000.0, day=NOON, day_start_equity=10_000.0, peak_equity=10_200.0)
    exposures = {"BTC/USDT": 3_200.0, "ETH/USDT": -1_100.0}
    kept = RiskReport(as_of=NOON, equity=10_000.0, memory=memory, uses=(USE,), exposures=exposures)
    FileVolume(tmp_path).risk.write(kept)
    return kept


def test_limits_are_the_accounts_whatever_symbol_is_asked_about(risk, report):
    whole, own = risk(), risk("ETH/USDT")
    assert whole["limits"][0]["use"] == 43.0
    for name in ("state", "equity", "day_start_equity", "peak_equity", "limits", "exposures"):
        assert own[name] == whole[name], name
    assert whole["exposures"] == report.exposures


def test_beside_them_stands_what_is_held_of_the_symbol(risk, report):
    assert (risk()["symbol"], risk()["exposure"]) == (None, None)
    for symbol, held in (("BTC/USDT", 3_200.0), ("ETH/USDT", -1_100.0), ("SOL/USDT", 0.0)):
        shown = risk(symbol)
        assert (shown["symbol"], shown["exposure"]) == (symbol, held)


def test_before_the_guard_has_reported_no_exposure_is_known(risk):
    assert risk("BTC/USDT")["exposure"] is None
