"""A config names a strategy, built in or a user's own, and gets it or one clear sentence."""

import re
import sys
import textwrap

import numpy as np
import pytest

from bot.candles import CandleArrays
from bot.domain import StrategyConfig, StrategyParams
from bot.domain.errors import ConfigError
from bot.strategy import set_strategies_folder, strategy_of
from bot.strategy.built_in import BUILT_IN
from bot.strategy.built_in.bollinger_reversion import BollingerReversion
from tests.support.candles import random_walk

CANDLES = CandleArrays.of(random_walk(300, seed=1), "1h")
BREAKOUT = """
    from dataclasses import dataclass
    import numpy as np
    from bot.strategy import CandleArrays, Opinions, require

    @dataclass(frozen=True, kw_only=True)
    class Breakout:
        channel: int = 20

        def __post_init__(self) -> None:
            require(2 <= self.channel <= 1_000, "2 <= channel <= 1000", self.channel)

        @property
        def warm_up_candles(self) -> int:
            return self.channel + 1

        def opinions(self, candles: CandleArrays) -> Opinions:
            before = np.full(len(candles), np.nan)
            for t in range(self.channel, len(candles)):
                before[t] = candles.high[t - self.channel : t].max()
            up = candles.close > before
            return Opinions(direction=up, confidence=0.7 * up, values={"ceiling": before})
"""


@pytest.fixture
def folder(tmp_path):
    set_strategies_folder(tmp_path)
    yield tmp_path
    set_strategies_folder(tmp_path / "nowhere")


def written(folder, name, source) -> StrategyConfig:
    (folder / f"{name}.py").write_text(textwrap.dedent(source))
    return StrategyConfig(strategy=name)


def refusal(config) -> str:
    """What is said of a config whose strategy cannot be used, in one line."""
    with pytest.raises(ConfigError) as error:
        strategy_of(config).opinions(CANDLES)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_strategy_is_one_of_its_name_with_its_defaults(name):
    strategy = strategy_of(StrategyConfig(strategy=name))
    assert (strategy.name, strategy.file, strategy.sha256) == (name, None, None)
    opinions = strategy.opinions(CANDLES)
    assert len(opinions) == len(CANDLES)
    assert set(strategy.price_values) <= set(opinions.values)
    for t in (0, 299):
        said = strategy.reason(int(opinions.direction[t]), opinions.values_at(t))
        assert said
        assert "nan" not in said or name == "ema_rsi"
    for parameter, (low, high) in strategy.search_space.items():
        for value in (low, high):
            params = StrategyParams({parameter: value})
            assert strategy_of(StrategyConfig(strategy=name, strategy_params=params))


def test_parameters_become_the_type_that_the_strategy_asks_for():
    config = StrategyConfig(
        strategy="bollinger_reversion", strategy_params=StrategyParams({"period": 30.0, "width": 2})
    )
    strategy = strategy_of(config)
    assert strategy.strategy == BollingerReversion(period=30, width=2.0)
    assert strategy.label == "bollinger_reversion (period 30, width 2)"
    assert [type(value) for value in strategy.parameters.values()] == [int, float]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"periods": 3}, "has no parameter 'periods'; it has period, width"),
        ({"period": 2.5}, "need a whole number for period, was 2.5"),
        ({"period": "twenty"}, "need a whole number for period, was 'twenty'"),
        ({"width": True}, "need a finite number for width, was True"),
        ({"period": 1}, "need 2 <= period <= 10000, was 1"),
    ],
)
def test_parameters_that_it_has_not_or_that_are_wrong_are_refused(params, said):
    config = StrategyConfig(strategy="bollinger_reversion", strategy_params=StrategyParams(params))
    assert refusal(config) in {
        f"strategy bollinger_reversion: {said}",
        f"strategy bollinger_reversion {said}",
    }


def test_ema_rsi_takes_its_parameters_from_the_fields_of_the_config():
    assert strategy_of(StrategyConfig(ema_fast=5)).parameters["ema_fast"] == 5
    config = StrategyConfig(strategy_params=StrategyParams({"ema_fast": 5}))
    assert "need no strategy_params for ema_rsi, were ema_fast=5" in refusal(config)


def test_a_file_of_the_users_is_a_strategy_under_its_name(folder):
    config = written(folder, "breakout", BREAKOUT)
    strategy = strategy_of(config)
    assert strategy.file == folder / "breakout.py"
    assert re.fullmatch("[0-9a-f]{64}", strategy.sha256 or "")
    opinions = strategy.opinions(CANDLES)
    assert opinions.direction.dtype == np.int8
    assert strategy.reason(1, {"ceiling": 101.5}) == "breakout (channel 20): long at ceiling 101.5"
    assert list(folder.iterdir()) == [folder / "breakout.py"], "nothing is written beside it"


def test_a_file_is_read_when_a_config_names_it_and_once_in_a_process(folder):
    (folder / "loud.py").write_text("raise RuntimeError('nobody named me')")
    config = written(folder, "breakout", BREAKOUT)
    before = strategy_of(config).strategy
    (folder / "breakout.py").write_text("broken(")
    assert strategy_of(config).strategy == before


def test_a_file_that_failed_is_read_again(folder):
    config = written(folder, "mended", "broken(")
    assert "mended.py line 1 is no Python" in refusal(config)
    written(folder, "mended", BREAKOUT)
    assert strategy_of(config).name == "mended"


def test_a_module_path_is_a_strategy_too(tmp_path, monkeypatch):
    package = tmp_path / "desk_of_mine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "breakout.py").write_text(textwrap.dedent(BREAKOUT))
    monkeypatch.syspath_prepend(str(tmp_path))
    strategy = strategy_of(StrategyConfig(strategy="desk_of_mine.breakout"))
    assert strategy.file == package / "breakout.py"
    assert strategy.sha256 is not None
    for name in [name for name in sys.modules if name.startswith("desk_of_mine")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise RuntimeError('not today')", "RuntimeError: not today"),
        ("def (", "is no Python: invalid syntax"),
        ("import nothing_like_this", "ModuleNotFoundError: No module named 'nothing_like_this'"),
    ],
)
def test_a_package_that_fails_above_the_module_is_one_sentence(tmp_path, monkeypatch, source, said):
    package = tmp_path / "desk_on_fire"
    package.mkdir()
    (package / "__init__.py").write_text(source)
    (package / "breakout.py").write_text(textwrap.dedent(BREAKOUT))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert said in refusal(StrategyConfig(strategy="desk_on_fire.breakout"))


def test_what_a_user_s_file_prints_leaves_stdout_to_the_program(folder, capsys):
    config = written(folder, "chatty", 'print("loaded")\n' + textwrap.dedent(BREAKOUT))
    assert strategy_of(config).name == "chatty"
    assert capsys.readouterr() == ("", "loaded\n")


def test_an_unknown_name_is_answered_with_those_that_exist_and_where_one_s_own_would_be(folder):
    said = refusal(StrategyConfig(strategy="nobody"))
    assert "need a strategy of ema_rsi, bollinger_reversion, macd_trend or one of your own" in said
    assert said.endswith(f"was 'nobody': there is no file nobody.py in {folder}")
    assert "no module no.body can be imported" in refusal(StrategyConfig(strategy="no.body"))


def with_opinions(body: str) -> str:
    return (
        BREAKOUT.split("        def opinions")[0]
        + f"""
        def opinions(self, candles):
            n = len(candles)
            {body}
    """
    )


WRONG = {
    "syntax": ("def f(:\n", "line 1 is no Python"),
    "imports": ("\nimport nothing_like_this\n", "line 2: ModuleNotFoundError"),
    "leaves": ("import sys\nsys.exit(3)\n", "line 2: SystemExit: 3"),
    "empty": ("", "need exactly one class with a method opinions in"),
    "two": (BREAKOUT + BREAKOUT.replace("Breakout", "Second"), "was Breakout, Second"),
    "thawed": (BREAKOUT.replace("frozen=True, ", ""), "needs @dataclass(frozen=True"),
    "cold": (BREAKOUT.replace("warm_up_candles", "warm"), "needs a property warm_up_candles"),
    "listed": (BREAKOUT.replace("channel: int = 20", "channel: list = None"), "int, float, bool"),
    "bare": (BREAKOUT.replace("channel: int = 20", "channel: int"), "a default for its field"),
    "nothing": (with_opinions("return None"), "need Opinions of its method opinions, was NoneType"),
    "raises": (with_opinions("return 1 / 0"), "ZeroDivisionError: division by zero"),
    "short": (
        with_opinions("return Opinions(direction=np.zeros(3), confidence=np.zeros(3))"),
        "need an opinion for each of 300 candles, were 3",
    ),
    "nan": (
        with_opinions("return Opinions(direction=np.zeros(n), confidence=np.full(n, np.nan))"),
        "need 0 <= confidence <= 1 in every row, was nan",
    ),
    "sides": (
        with_opinions("return Opinions(direction=np.full(n, 2), confidence=np.zeros(n))"),
        "need -1, 0 or 1 for every direction, was 2",
    ),
    "square": (
        with_opinions("return Opinions(direction=np.zeros((n, 2)), confidence=np.zeros(n))"),
        "need one row per candle for direction",
    ),
    "writes": (
        with_opinions("candles.close[0] = 1.0"),
        "ValueError: assignment destination is read-only",
    ),
    "writes_volume": (
        with_opinions("candles.volume[0] = 1.0"),
        "ValueError: assignment destination is read-only",
    ),
    "warmth": (BREAKOUT.replace("return self.channel + 1", "return 0.5"), "1 <= warm_up_candles"),
    "space": (
        BREAKOUT.replace("int = 20", "int = 20\n        search_space = {'x': (1, 2)}"),
        "has no field x that its search_space names",
    ),
    "bounds": (
        BREAKOUT.replace("int = 20", "int = 20\n        search_space = 7"),
        'needs search_space = {"field": (lowest, highest)}',
    ),
    "comma": (
        BREAKOUT.replace("int = 20", "int = 20\n        price_values = ('ceiling')"),
        """needs price_values = ("value",), was 'ceiling'""",
    ),
    "nulls": ("x = 1\0", "nulls.py is no Python: source code string cannot contain null bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_whatever_is_wrong_with_a_user_s_file_is_one_sentence(folder, name):
    source, said = WRONG[name]
    sentence = refusal(written(folder, name, source))
    assert said in sentence
    assert name in sentence
    assert "Traceback" not in sentence


def test_an_error_inside_opinions_names_file_and_line(folder):
    config = written(folder, "raises", WRONG["raises"][0])
    lines = [line.strip() for line in (folder / "raises.py").read_text().splitlines()]
    line = lines.index("return 1 / 0") + 1
    assert f"fails at {folder / 'raises.py'} line {line}: Zero" in refusal(config)
