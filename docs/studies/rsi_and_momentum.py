"""What RSI(14) and momentum rules did on one series against buying and holding it.

python -m docs.studies.rsi_and_momentum --csv SPY.csv

prints the tables of rsi_and_momentum.md: every rule of the list below, none left out afterwards.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from bot.backtesting import Backtester, BacktestResult
from bot.domain import DecisionPolicy, StrategyConfig, StrategyParams
from bot.domain.errors import TradingLabError
from bot.market_data import read_candles_csv
from bot.strategy import set_strategies_folder

RULES_ALONE = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.0)
HELD_UNTIL_THE_RULE_SAYS_OTHERWISE = StrategyConfig(
    symbol="SPY",
    timeframe="1d",
    risk_per_trade_pct=99.0,  # with the stop below: all of the balance in one position
    stop_loss_pct=0.99,
    take_profit_pct=0.99,
    exit_on_opposite_signal=True,
)


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a side of a trade costs, as fractions of its value."""

    name: str
    fee_pct: float
    slippage_pct: float


COSTS = (
    Costs(name="none", fee_pct=0.0, slippage_pct=0.0),
    Costs(name="0.02 %", fee_pct=0.0, slippage_pct=0.0002),
    Costs(name="0.15 %", fee_pct=0.001, slippage_pct=0.0005),
)
SHOWN = COSTS[1]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A strategy with its parameters."""

    name: str
    strategy: str
    params: Mapping[str, float] = field(default_factory=dict)
    shorts: bool = False


RULES = (
    *(
        Rule(
            name=f"RSI(14) reversal {low}/{high}",
            strategy="rsi_reversal",
            params={"oversold": low, "overbought": high},
        )
        for low, high in ((30, 70), (30, 50), (35, 65), (40, 60))
    ),
    Rule(name="RSI(14) reversal 30/70, long and short", strategy="rsi_reversal", shorts=True),
    Rule(name="RSI(14) above 50", strategy="rsi_trend"),
    *(
        Rule(name=f"momentum {days} days", strategy="price_momentum", params={"candles": days})
        for days in (21, 63, 126, 252)
    ),
    Rule(
        name="momentum 252 days, long and short",
        strategy="price_momentum",
        params={"candles": 252},
        shorts=True,
    ),
    *(
        Rule(
            name=f"above the {days}-day average",
            strategy="price_above_average",
            params={"candles": days},
        )
        for days in (50, 100, 200)
    ),
    Rule(name="MACD 12/26/9", strategy="macd_trend"),
    Rule(name="Bollinger 20/2", strategy="bollinger_reversion"),
    Rule(name="EMA 12/26 with RSI(14)", strategy="ema_rsi"),
)


def backtest(candles: pd.DataFrame, rule: Rule, costs: Costs) -> BacktestResult:
    """All of the balance on the rule's opinion, filled at the next open."""
    config = replace(
        HELD_UNTIL_THE_RULE_SAYS_OTHERWISE,
        strategy=rule.strategy,
        strategy_params=StrategyParams(rule.params),
        allow_short=rule.shorts,
        fee_pct=costs.fee_pct,
        slippage_pct=costs.slippage_pct,
    )
    return Backtester(config, RULES_ALONE).run(candles)


def whole_table(candles: pd.DataFrame) -> Iterator[str]:
    """Every rule over all candles."""
    earned = ("a year, no costs", *(f"a year, {costs.name}" for costs in COSTS[1:]))
    yield _row("rule", "trades", "held", *earned, "Sharpe", "drawdown")
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for number, rule in enumerate(RULES):
        results = {costs.name: backtest(candles, rule, costs) for costs in COSTS}
        shown = results[SHOWN.name]
        if not number:
            held = shown.statistics.benchmark
            yield _row(
                "**buy and hold**",
                "1",
                "100 %",
                *(_percent(held.buy_and_hold_annual_pct) for _ in COSTS),
                _number(held.buy_and_hold_sharpe_ratio),
                _percent(held.buy_and_hold_max_drawdown_pct),
            )
        yield _row(
            rule.name,
            str(len(shown.trade_records)),
            f"{shown.statistics.activity.exposure_pct:.0f} %",
            *(_percent(result.statistics.returns.annual_return_pct) for result in results.values()),
            _number(shown.sharpe_ratio),
            _percent(shown.max_drawdown_pct),
        )


def yearly_table(candles: pd.DataFrame) -> Iterator[str]:
    """Return of every rule in each calendar year, at the middle costs."""
    years = candles.index.year.unique().tolist()
    yield _row("rule", *map(str, years), "years ahead of holding")
    yield "|---|" + "---:|" * (len(years) + 1)
    closes = candles["close"]
    held = _by_year(closes, float(candles["open"].iloc[0]))
    yield _row("**buy and hold**", *map(_percent, held), "")
    for rule in RULES:
        result = backtest(candles, rule, SHOWN)
        equity = pd.Series(result.equity, index=candles.index)
        earned = _by_year(equity, result.initial_balance)
        ahead = sum(ours > theirs for ours, theirs in zip(earned, held, strict=True))
        yield _row(rule.name, *map(_percent, earned), f"{ahead} of {len(years)}")


def _by_year(values: pd.Series, first: float) -> list[float]:
    """Percent earned in each calendar year; `first` is the value before the first row."""
    ends = values.groupby(values.index.year).last().to_numpy()
    earned: list[float] = ((ends / np.r_[first, ends[:-1]] - 1.0) * 100.0).tolist()
    return earned


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables of one CSV file of daily candles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--csv", type=Path, required=True, help="daily candles, one symbol")
    options = parser.parse_args(arguments)
    set_strategies_folder(Path(__file__).parent / "strategies")
    try:
        candles = read_candles_csv(options.csv, timeframe="1d")
        print("\n".join([*whole_table(candles), "", *yearly_table(candles)]))
    except TradingLabError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
