"""The statistics of a result as columns of text, the few that a person reads first."""

from bot.backtesting import BacktestResult
from bot.reports.formats import day, hours, money_digits, number, percent, ratio, whole
from bot.reports.text_layout import Row, columns
from bot.statistics import Statistics


def statistics_lines(result: BacktestResult) -> list[str]:
    """Label, value and remark of each; the JSON result has all of them."""
    statistics, digits = result.statistics, money_digits(result.initial_balance)
    return columns(
        [
            *_risk(statistics),
            *_trades(statistics, digits),
            *_against_holding(statistics),
            *_certainty(statistics),
        ]
    )


def _risk(statistics: Statistics) -> list[Row]:
    returns, fall, tail = statistics.returns, statistics.drawdown, statistics.tail_risk
    recovered = "not yet" if fall.recovered_at is None else day(fall.recovered_at)
    shortfall = percent(tail.conditional_value_at_risk_95_pct)
    span = "" if fall.trough_at is None else f"from {day(fall.started_at)}, recovered {recovered}"
    return [
        (
            "Annual return",
            percent(returns.annual_return_pct, "+"),
            f"volatility {percent(returns.volatility_pct)} a year",
        ),
        ("Sortino ratio", ratio(returns.sortino_ratio), f"Calmar {ratio(returns.calmar_ratio)}"),
        ("Deepest on", day(fall.trough_at), span),
        ("Ulcer index", percent(fall.ulcer_index_pct), ""),
        (
            "Value at risk 95 %",
            percent(tail.value_at_risk_95_pct),
            f"a candle, {shortfall} on average beyond",
        ),
    ]


def _trades(statistics: Statistics, digits: int) -> list[Row]:
    trades, holding, activity = statistics.trades, statistics.holding, statistics.activity
    largest = f"{number(trades.largest_win, digits)} / {number(trades.largest_loss, digits)}"
    return [
        ("Expectancy", number(trades.expectancy, digits, "+"), "a trade"),
        ("Largest win / loss", "", largest),
        (
            "Longest streak",
            f"{whole(trades.longest_winning_streak)} won",
            f"and {whole(trades.longest_losing_streak)} lost in a row",
        ),
        (
            "Held on average",
            hours(holding.average_hours),
            f"exposure {percent(activity.exposure_pct)} of the candles",
        ),
        ("Turnover", ratio(activity.turnover_per_year), "times the mean equity a year"),
        ("Slippage paid", number(activity.slippage, digits), ""),
    ]


def _against_holding(statistics: Statistics) -> list[Row]:
    held = statistics.benchmark
    return [
        ("Alpha", percent(held.alpha_pct, "+"), f"a year, beta {ratio(held.beta)}"),
        ("Information ratio", ratio(held.information_ratio), "against buy and hold"),
    ]


def _certainty(statistics: Statistics) -> list[Row]:
    record = statistics.track_record
    sure = record.probabilistic_sharpe_ratio
    return [
        (
            "Sharpe above 0",
            percent(None if sure is None else sure * 100.0),
            f"sure; 95 %: {ratio(record.sharpe_low)} to {ratio(record.sharpe_high)}",
        ),
        (
            "Trades needed",
            whole(record.trades_needed),
            "to be 95 % sure of a Sharpe above 0",
        ),
    ]
