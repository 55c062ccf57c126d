"""Which assets a headline concerns, and what it means for each."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Headline
from bot.domain.errors import ConfigError
from bot.news.classify import Aliases, classify
from tests.news.classify.conftest import StatedScores

NAMED = [
    ("Bitcoin slips", {"BTC/USDT"}),
    ("BTC and ETH slip", {"BTC/USDT", "ETH/USDT"}),
    ("Ethereum Classic slips", {"ETC/USDT"}),
    ("Gold slips", {"GC=F"}),
    ("Silver slips", {"SI=F"}),
    ("Oil slips", {"CL=F", "BZ=F"}),
    ("Brent slips", {"BZ=F"}),
    ("Natural gas slips", {"NG=F"}),
    ("Dollar slips", {"EURUSD=X"}),
    ("Nvidia and Apple slip", {"NVDA", "AAPL"}),
    ("Shares of Target slip", {"TGT"}),
]


@pytest.mark.parametrize(("title", "symbols"), NAMED)
def test_a_name_goes_to_its_symbol(judge, title, symbols):
    assert set(judge(title).assets) == symbols


@pytest.mark.parametrize(
    "title",
    [
        "Either way, pineapple is sweet",
        "Bulls target a new high",
        "Bulls Target a New High",
        "Mind the gap",
        "A shell on the beach",
        "An avalanche of mail",
        "a billion-dollar bridge rises",
        "The gold standard of manners",
        "He links the dots near the sun",
    ],
)
def test_a_word_that_only_looks_like_a_name_goes_nowhere(judge, title):
    assert set(judge(title).assets) == {"none"}


TRADED = [
    ("Bitcoin slips", "BTC-USD"),
    ("Bitcoin slips", "BTC/USD"),
    ("Bitcoin slips", "BTCUSDT"),
    ("Bitcoin slips", "XBT/USD"),
    ("Bitcoin slips", "BTC"),
    ("Gold slips", "GOLD"),
    ("Gold slips", "GLD"),
    ("Gold slips", "XAU/USD"),
    ("Gold slips", "XAUUSD=X"),
    ("Oil slips", "USO"),
    ("S&P 500 slips", "SPY"),
    ("Nasdaq slips", "QQQ"),
]


@pytest.mark.parametrize(("title", "symbol"), TRADED)
def test_a_name_goes_to_the_symbol_that_the_user_trades(judge, title, symbol):
    assert judge(title, symbols=[symbol]).bias_for(symbol) < 0


def test_crypto_as_a_whole_reaches_every_coin_that_is_traded_and_nothing_else(judge):
    event = judge("Crypto tumbles", symbols=["SOL/USDT", "BTC-USD", "NVDA"])
    assert event.assets == {"SOL/USDT": -0.7, "BTC-USD": -0.7}


def test_each_asset_takes_its_own_move(judge):
    assert judge("Stocks slide as oil soars").assets == {
        "^GSPC": -0.4,
        "CL=F": 0.7,
        "BZ=F": 0.7,
        "*": -0.4,
    }


def test_a_lower_output_is_a_higher_price(judge):
    assert judge("Producers cut oil output").bias_for("CL=F") > 0


def test_a_strong_dollar_is_bad_for_the_euro_and_good_against_the_yen(judge):
    event = judge("Dollar climbs", symbols=["EURUSD=X", "USD/JPY"])
    assert event.assets == {"EURUSD=X": -0.4, "USD/JPY": 0.4}


def test_a_hawkish_fed_is_bad_for_all_but_the_dollar(judge):
    event = judge("Fed raises rates", symbols=["BTC/USDT", "GC=F", "EURUSD=X", "USD/JPY"])
    assert event.bias_for("BTC/USDT") < 0
    assert event.bias_for("GC=F") < 0
    assert event.bias_for("EURUSD=X") < 0
    assert event.bias_for("USD/JPY") > 0


def test_a_hawkish_ecb_is_good_for_the_euro_and_reaches_others_by_half(judge):
    event = judge("ECB raises rates", symbols=["BTC/USDT", "EURUSD=X"])
    assert event.bias_for("EURUSD=X") > 0
    fed = judge("Fed raises rates", symbols=["BTC/USDT"])
    assert event.bias_for("BTC/USDT") == fed.bias_for("BTC/USDT") / 2


def test_war_is_good_for_gold_and_oil_only(judge):
    event = judge("Invasion begins at dawn", symbols=["BTC/USDT", "GC=F", "CL=F", "^VIX", "NVDA"])
    assert event.bias_for("GC=F") > 0
    assert event.bias_for("CL=F") > 0
    assert event.bias_for("^VIX") > 0
    assert event.bias_for("BTC/USDT") < 0
    assert event.bias_for("NVDA") < 0


@pytest.mark.parametrize(
    "title",
    [
        "Ten soups for a cold evening",
        "Nvidia shares jump",
        "Inflation surges in Hungary",
        "Copper climbs",
    ],
)
@pytest.mark.parametrize("scored", [-1.0, 0.0, 1.0])
def test_news_of_nothing_that_is_traded_moves_nothing(judge, title, scored):
    event = judge(title, symbols=["BTC/USDT", "GC=F", "EURUSD=X"], scored=scored)
    assert [event.bias_for(each) for each in ("BTC/USDT", "GC=F", "EURUSD=X")] == [None] * 3


def test_market_wide_news_reaches_every_symbol(judge):
    assert judge("New tariffs on everything").bias_for("ANY") == -0.5


def test_an_alias_of_the_users_own_comes_first(judge):
    aliases = {"magic beans": "BEAN/USDT", "bitcoin": "BTC/EUR", "Arm": "ARM", "gold": []}
    assert judge("Magic Beans soar", aliases=aliases).assets == {"BEAN/USDT": 0.7}
    assert judge("Bitcoin soars", aliases=aliases).assets == {"BTC/EUR": 0.7}
    assert judge("Gold soars", aliases=aliases).assets.keys() == {"none"}
    assert judge("an arm soars", aliases=aliases).assets.keys() == {"none"}
    assert judge("Arm soars", aliases=aliases).assets == {"ARM": 0.7}


def test_an_alias_may_name_several_symbols_or_the_whole_market(judge):
    aliases = {"chip makers": ["NVDA", "AMD"], "liquidity": "*"}
    assert judge("Chip makers soar", aliases=aliases).assets == {"NVDA": 0.7, "AMD": 0.7}
    assert judge("Liquidity soars", aliases=aliases).bias_for("ANY") == 0.7


@pytest.mark.parametrize("value", [3, {"a": "b"}, [3], "", [""], None])
def test_an_alias_that_names_no_symbol_is_refused(value):
    with pytest.raises(ConfigError, match="magic beans"):
        Aliases((), {"magic beans": value})


ALIASES = Aliases(["BTC/USDT", "GC=F", "EURUSD=X", "^VIX"])
WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        """
        Fed ECB bitcoin oil gold stocks rate rates cut cuts hike inflation soars plunges not war
        tariffs bank fails US India Apple shares as and % $3B dollar yen , . 50 bps May
        """,
    )
)
TITLES = st.text(min_size=1).filter(str.strip) | st.lists(WORDS, min_size=1).map(" ".join)


@given(TITLES, st.text() | st.lists(WORDS).map(" ".join), st.floats(-1, 1))
def test_any_text_becomes_an_event_within_its_bounds_and_the_same_one_again(title, summary, scored):
    headline = Headline(title=title, summary=summary, source="a feed")
    events = [classify([headline], StatedScores(scored), ALIASES) for _ in range(2)]
    assert events[0] == events[1]
    (event,) = events[0]
    assert event.assets
    assert all(-1 <= bias <= 1 for bias in event.assets.values())


@given(TITLES, TITLES)
def test_an_event_does_not_depend_on_the_headlines_beside_it(first, second):
    headlines = [Headline(title=title, source="a feed") for title in (first, second)]
    together = classify(headlines, StatedScores(0.0), ALIASES)
    alone = [classify([each], StatedScores(0.0), ALIASES)[0] for each in headlines]
    assert list(together) == alone
