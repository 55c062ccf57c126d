"""Steps, limits and abilities of a market, exactly as the exchange states them."""

import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import MarketDataError
from bot.domain.orders import VenueAbilities
from bot.exchange.binance.rules import rules_of
from tests.support.processes.binance_server import market


def with_filters(*extra: dict[str, Any], **fields: Any) -> dict[str, Any]:
    row = market("BTC")
    names = {each["filterType"] for each in extra}
    row["filters"] = [each for each in row["filters"] if each["filterType"] not in names]
    row["filters"] += extra
    return row | fields


def lots(step: str, least: str = "0.00001", most: str = "9000") -> dict[str, str]:
    return {"filterType": "LOT_SIZE", "minQty": least, "maxQty": most, "stepSize": step}


def test_filters_become_exact_rules() -> None:
    rules = rules_of("BTC/USDT", market("BTC", tick="0.01000000", step="0.00001000"))
    assert (rules.tick, rules.step) == (Decimal("0.01"), Decimal("0.00001"))
    assert (rules.base, rules.quote) == ("BTC", "USDT")
    assert rules.least_quantity == Decimal("0.00001")
    assert rules.most_quantity == Decimal(9000)
    assert rules.least_notional == Decimal(5)


def test_the_stricter_one_of_both_lot_sizes_holds_and_a_zero_asks_for_nothing() -> None:
    of_markets = {
        "filterType": "MARKET_LOT_SIZE",
        "minQty": "0.00000000",
        "maxQty": "52.5",
        "stepSize": "0.00000000",
    }
    rules = rules_of("BTC/USDT", with_filters(of_markets))
    assert (rules.step, rules.most_quantity) == (Decimal("0.00001"), Decimal("52.5"))
    assert rules.least_quantity == Decimal("0.00001")
    coarser = of_markets | {"stepSize": "0.1", "minQty": "0.2"}
    rules = rules_of("BTC/USDT", with_filters(coarser))
    assert (rules.step, rules.least_quantity) == (Decimal("0.1"), Decimal("0.2"))


def test_a_quantity_on_the_common_step_is_on_both_steps() -> None:
    odd = lots("0.25") | {"filterType": "MARKET_LOT_SIZE"}
    assert rules_of("BTC/USDT", with_filters(lots("0.1"), odd)).step == Decimal("0.5")


def test_both_notional_filters_count_also_where_they_spare_market_orders() -> None:
    old = {"filterType": "MIN_NOTIONAL", "minNotional": "10.0", "applyToMarket": False}
    assert rules_of("BTC/USDT", with_filters(old)).least_notional == Decimal(10)


def test_abilities_are_what_the_market_lists() -> None:
    assert rules_of("BTC/USDT", market("BTC")).abilities == VenueAbilities(
        market_orders=True,
        stops=True,
        pairs=False,  # the row does not say that pairs are allowed
        shorts=False,
        fractions=True,
        stop_limits_only=True,
    )
    row = market("BTC", step="1.00") | {"ocoAllowed": True}
    row["orderTypes"] = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS"]
    abilities = rules_of("BTC/USDT", row).abilities
    assert abilities.pairs
    assert not abilities.stop_limits_only
    assert not abilities.fractions
    nothing = rules_of("BTC/USDT", row | {"orderTypes": ["LIMIT"]}).abilities
    assert [nothing.market_orders, nothing.stops, nothing.pairs] == [False] * 3


@pytest.mark.parametrize("status", ["BREAK", "HALT", "PRE_TRADING", None])
def test_a_market_that_is_not_traded_now_is_a_data_error(status: str | None) -> None:
    with pytest.raises(MarketDataError, match=r"BTC/USDT is not traded .*"):
        rules_of("BTC/USDT", market("BTC") | {"status": status})


@pytest.mark.parametrize(
    "garbled", [{"filters": []}, {"filters": None}, {"orderTypes": None}, {"baseAsset": ""}]
)
def test_garbled_rules_are_a_data_error(garbled: dict[str, Any]) -> None:
    with pytest.raises(MarketDataError, match="the rules of BTC/USDT cannot be understood"):
        rules_of("BTC/USDT", market("BTC") | garbled)


def test_the_real_markets_are_read_exactly(real_data: Path) -> None:
    folder = real_data / "exchange" / "exchangeInfo"
    with gzip.open(folder / "exchangeInfo_2020-11-01.json.gz") as packed:
        rows = json.load(packed)["symbols"]
    traded = [row for row in rows if row["status"] == "TRADING" and row["isSpotTradingAllowed"]]
    assert len(traded) > 500
    for row in traded:
        rules = rules_of(row["symbol"], row)
        filters = {each["filterType"]: each for each in row["filters"]}
        assert rules.tick == Decimal(filters["PRICE_FILTER"]["tickSize"])
        assert rules.step % Decimal(filters["LOT_SIZE"]["stepSize"]) == 0
        assert rules.least_notional == Decimal(filters["MIN_NOTIONAL"]["minNotional"])
        assert rules.abilities.market_orders == ("MARKET" in row["orderTypes"])
        assert rules.abilities.pairs == row["ocoAllowed"]
        assert rules.abilities.stop_limits_only
