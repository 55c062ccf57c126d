import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import AssetType, StrategyConfig
from bot.domain.errors import ConfigError
from bot.portfolio import PortfolioAsset, PortfolioConfig
from bot.state import FileVolume

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "portfolio.sample.json"


@pytest.fixture
def load(tmp_path):
    def read(values, **options):
        path = tmp_path / "portfolio.json"
        path.write_text(values if isinstance(values, str) else json.dumps(values))
        return PortfolioConfig.load(path, **options)

    return read


def _assets(*shares):
    return [
        {"symbol": f"S{number}", **({} if share is None else share)}
        for number, share in enumerate(shares)
    ]


def test_an_asset_states_what_it_wants_and_takes_the_rest_from_the_defaults(load):
    config = load(
        {
            "assets": [
                {
                    "symbol": "XAU/USD",
                    "asset_type": "commodity",
                    "allocation": 0.25,
                    "timeframe": "1d",
                    "lookback": 900,
                    "data_symbol": "GC=F",
                    "macro_symbol": "GOLD",
                    "ema_fast": 9,
                },
                {"symbol": "NVDA", "allocation_pct": 50},
            ],
            "portfolio_capital": 20000,
            "default_timeframe": "4h",
            "default_lookback": 500,
            "data_dir": "elsewhere",
            "macro_events_path": "events.json",
        }
    )
    assert config == PortfolioConfig(
        assets=(
            PortfolioAsset(
                symbol="XAU/USD",
                asset_type=AssetType.COMMODITY,
                allocation=0.25,
                timeframe="1d",
                lookback=900,
                data_symbol="GC=F",
                macro_symbol="GOLD",
                config_values={"timeframe": "1d", "ema_fast": 9},
            ),
            PortfolioAsset(
                symbol="NVDA",
                asset_type=AssetType.EQUITY,
                allocation=0.5,
                timeframe="4h",
                lookback=500,
                data_symbol="NVDA",
                has_stated_type=False,
                macro_symbol="NVDA",
                config_values={"timeframe": "4h"},
            ),
        ),
        portfolio_capital=20000.0,
        data_dir=Path("elsewhere"),
        macro_events_path=Path("events.json"),
    )


def test_what_the_file_leaves_open_comes_from_the_settings(load):
    base = StrategyConfig(timeframe="15m", ema_slow=50)
    config = load({"assets": [{"symbol": "A", "ema_fast": 40}]}, base=base, default_lookback=77)
    (asset,) = config.assets
    assert (asset.timeframe, asset.lookback, asset.allocation) == ("15m", 77, 1.0)
    assert (config.portfolio_capital, config.data_dir, config.macro_events_path) == (None,) * 3


def test_an_assets_values_are_a_layer_of_its_config(load, tmp_path):
    (asset,) = load({"assets": [{"symbol": "NVDA", "timeframe": "1d", "fee_pct": 0.0}]}).assets
    config = (
        FileVolume(tmp_path)
        .configs.read("NVDA", StrategyConfig(), asset=asset.config_values)
        .config
    )
    assert config == StrategyConfig(symbol="NVDA", timeframe="1d", fee_pct=0.0)


@given(
    stated=st.lists(st.none() | st.integers(1, 100), min_size=1, max_size=8),
    dialects=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_assets_without_an_allocation_share_what_is_left(tmp_path_factory, stated, dialects):
    rows = _assets(
        *(
            None if p is None else {"allocation": p / 100} if fraction else {"allocation_pct": p}
            for p, fraction in zip(stated, dialects, strict=False)
        )
    )
    path = tmp_path_factory.mktemp("p") / "portfolio.json"
    path.write_text(json.dumps({"assets": rows}))
    taken, missing = sum(filter(None, stated)), stated.count(None)
    if taken > 100 or (taken == 100 and missing):
        with pytest.raises(ConfigError, match="allocations"):
            PortfolioConfig.load(path)
        return
    shares = [asset.allocation for asset in PortfolioConfig.load(path).assets]
    expected = [(100 - taken) / missing / 100 if p is None else p / 100 for p in stated]
    assert shares == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "need assets as a list"),
        ({"assets": []}, "need at least one asset"),
        ({"assets": ["BTC/USDT"]}, "need assets as a list of objects"),
        ({"assets": [{}]}, "need a non-empty text for symbol"),
        ({"assets": _assets({"allocation": 0.7}, {"allocation_pct": 40})}, "was 110.0000%"),
        ({"assets": _assets({"allocation": 1}, None)}, "leave something for the assets without"),
        ({"assets": _assets({"allocation": 25})}, "need 0 < allocation <= 1 .* was 25 for S0"),
        ({"assets": _assets({"allocation_pct": 0})}, "0 < allocation_pct <= 100"),
        (
            {"assets": _assets({"allocation": 0.5, "allocation_pct": 40})},
            "need allocation or allocation_pct for S0, were two",
        ),
        ({"assets": _assets({"weight": 1})}, "asset S0: unknown asset key 'weight'"),
        ({"assets": _assets(None), "capital": 1}, "unknown portfolio key 'capital'"),
        ({"assets": _assets({"asset_type": "bond"})}, "need asset_type of crypto, equity"),
        ({"assets": _assets({"ema_fast": 99})}, "asset S0: need 2 <= ema_fast < ema_slow"),
        ({"assets": _assets({"timeframe": "1x"})}, "need a timeframe"),
        ({"assets": _assets({"lookback": 0})}, "need lookback >= 1"),
        ({"assets": _assets(None), "portfolio_capital": 0}, "need portfolio_capital > 0"),
        ({"assets": _assets(None), "default_lookback": "many"}, "default_lookback"),
        ({"assets": [{"symbol": "A"}, {"symbol": "A"}]}, "need each symbol once"),
        ({"assets": [{"symbol": "BTC/USDT"}, {"symbol": "BTC_USDT"}]}, "different folder names"),
        ("[", "not JSON"),
    ],
)
def test_a_portfolio_that_breaks_a_rule_is_refused_with_the_file_and_the_rule(load, values, words):
    with pytest.raises(ConfigError, match=words) as error:
        load(values)
    assert "portfolio.json" in str(error.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="is missing"):
        PortfolioConfig.load(tmp_path / "portfolio.json")


def test_the_sample_is_whole_and_says_what_it_is():
    config = PortfolioConfig.load(SAMPLE)
    assert [asset.symbol for asset in config.assets] == ["BTC/USDT", "ETH/USDT", "NVDA", "XAU/USD"]
    assert sum(asset.allocation for asset in config.assets) == pytest.approx(1)
    assert "sample" in SAMPLE.read_text()


def test_the_terms_of_allocation_are_read_from_the_file(load):
    values = {"assets": _assets(None, None), "min_weight": 0.2, "volatility_target": 0.15}
    terms = load(values).allocation_terms
    assert (terms.limits.min_weight, terms.limits.max_weight) == (0.2, 1.0)
    assert terms.volatility_target == 0.15


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"min_weight": 0.6}, "need min_weight of at most 1/2 = 0.5 for 2 assets"),
        ({"max_weight": 0.4}, "need max_weight of at least 1/2 = 0.5 for 2 assets"),
        ({"min_weight": 0.5, "max_weight": 0.4}, "need min_weight <= max_weight"),
        ({"min_weight": "a lot"}, "need a finite number for min_weight"),
        ({"volatility_target": 0}, "need 0 < volatility_target"),
    ],
)
def test_terms_of_allocation_that_cannot_hold_are_one_sentence_naming_the_file(load, values, words):
    with pytest.raises(ConfigError, match=words) as told:
        load({"assets": _assets(None, None), **values})
    assert "portfolio.json" in str(told.value)
