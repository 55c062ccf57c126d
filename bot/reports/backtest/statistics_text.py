"""The statistics of a result as columns of text, the few that a person reads first."""

from bot.backtesting import BacktestResult
from bot.reports.text_columns import (
    UNDEFINED,
    Row,
    columns,
    day,
    money,
    money_digits,
    percent,
    ratio,
)
from bot.statistics import Statistics


def statistics_lines(result: BacktestResult) -> list[str]:
    """Label, value and remark of each; the JSON result has all of them."""
    found, digits = result.statistics, money_digits(result.initial_balance)
    return columns(
        [*_risk(found), *_trades(found, digits), *_against_holding(found), *_certainty(found)]
    )


def _risk(found: Statistics) -> list[Row]:
    returns, fall, tail = found.returns, found.drawdown, found.tail_risk
    recovered = "not yet" if fall.recovered_at is None else day(fall.recovered_at)
    shortfall = percent(tail.conditional_value_at_risk_95_pct)
    told = "" if fall.trough_at is None else f"from {day(fall.started_at)}, recovered {recovered}"
    return [
        (
            "Annual return",
            percent(returns.annual_return_pct, "+"),
            f"volatility {percent(returns.volatility_pct)} a year",
        ),
        ("Sortino ratio", ratio(returns.sortino_ratio), f"Calmar {ratio(returns.calmar_ratio)}"),
        ("Deepest on", day(fall.trough_at), told),
        ("Ulcer index", percent(fall.ulcer_index_pct), ""),
        (
            "Value at risk 95 %",
            percent(tail.value_at_risk_95_pct),
            f"a candle, {shortfall} on average beyond",
        ),
    ]


def _trades(found: Statistics, digits: int) -> list[Row]:
    trades, holding, activity = found.trades, found.holding, found.activity
    largest = f"{money(trades.largest_win, digits)} / {money(trades.largest_loss, digits)}"
    held = holding.average_hours
    return [
        ("Expectancy", money(trades.expectancy, digits, "+"), "a trade"),
        ("Largest win / loss", "", largest),
        (
            "Longest streak",
            f"{trades.longest_winning_streak:,} won",
            f"and {trades.longest_losing_streak:,} lost in a row",
        ),
        (
            "Held on average",
            UNDEFINED if held is None else f"{held:,.1f} h",
            f"exposure {percent(activity.exposure_pct)} of the candles",
        ),
        ("Turnover", ratio(activity.turnover_per_year), "times the mean equity a year"),
        ("Slippage paid", money(activity.slippage, digits), ""),
    ]


def _against_holding(found: Statistics) -> list[Row]:
    held = found.benchmark
    return [
        ("Alpha", percent(held.alpha_pct, "+"), f"a year, beta {ratio(held.beta)}"),
        ("Information ratio", ratio(held.information_ratio), "against buy and hold"),
    ]


def _certainty(found: Statistics) -> list[Row]:
    record = found.track_record
    sure = record.probabilistic_sharpe_ratio
    needed = record.trades_needed
    return [
        (
            "Sharpe above 0",
            percent(None if sure is None else sure * 100.0),
            f"sure; 95 %: {ratio(record.sharpe_low)} to {ratio(record.sharpe_high)}",
        ),
        (
            "Trades needed",
            UNDEFINED if needed is None else f"{needed:,.0f}",
            "to be 95 % sure of a Sharpe above 0",
        ),
    ]
