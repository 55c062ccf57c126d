"""A result as text for people: aligned, at most 80 columns, a dash where a number is undefined."""

from bot.backtesting import BacktestResult
from bot.domain import DecisionPolicy, rfc3339
from bot.reports.backtest.inside_text import detail_lines
from bot.reports.backtest.statistics_text import statistics_lines
from bot.reports.formats import (
    money_digits,
    number,
    percent,
    ratio,
    setting,
    significant,
    whole,
)
from bot.reports.phrases import (
    calibrated_phrase,
    costs_phrase,
    opinions_phrase,
    sizing_phrase,
    stop_phrase,
    warm_up_phrase,
)
from bot.reports.text_layout import Row, blocks_of_text, columns, warning_lines, wrapped


def text_report(
    result: BacktestResult, *, source: str = "", events: int | None = None, finer: str = ""
) -> str:
    """The whole result in words and columns.

    `source` says where the candles come from, `events` how many macro events could be known,
    `finer` what decided exits inside candles.
    """
    config = result.config
    blocks = [
        [f"Backtest of {config.symbol} on {config.timeframe} candles"],
        _candles(result, source),
        columns(_balance(result)),
        columns(_trades(result)),
        statistics_lines(result),
        [] if result.detail_effect is None else detail_lines(result, result.detail_effect, finer),
        _assumptions(result, events),
        warning_lines(result.data.warnings),
    ]
    return blocks_of_text(blocks)


def _candles(result: BacktestResult, source: str) -> list[str]:
    data = result.data
    return [
        f"Candles   {whole(data.candles)} from {rfc3339(data.first)} to {rfc3339(data.last)}",
        f"Warm-up   {warm_up_phrase(result.warm_up, result.cold_decisions)}",
        *(wrapped("Source    ", source) if source else []),
        f"sha256    {data.sha256}",
    ]


def _balance(result: BacktestResult) -> list[Row]:
    return [
        ("Starting balance", _money(result, result.initial_balance), ""),
        ("Ending balance", _money(result, result.ending_balance), ""),
        ("Total P&L", _signed(result, result.total_pnl), percent(result.total_pnl_pct, "+")),
        ("Buy and hold", percent(result.buy_and_hold_pct, "+"), "over the same candles"),
        ("Max drawdown", _money(result, result.max_drawdown), percent(result.max_drawdown_pct)),
        (
            "Sharpe ratio",
            ratio(result.sharpe_ratio),
            f"annualized: {_periods(result)} periods a year ({result.hours})",
        ),
    ]


def _trades(result: BacktestResult) -> list[Row]:
    metrics = result.metrics
    rate = None if result.win_rate is None else result.win_rate * 100.0
    return [
        ("Trades", whole(metrics.total_trades), ""),
        ("Winners", whole(metrics.winning_trades), ""),
        ("Losers", whole(metrics.losing_trades), ""),
        ("Win rate", percent(rate), ""),
        ("Average win", _money(result, result.avg_win), ""),
        ("Average loss", _money(result, result.avg_loss), ""),
        ("Profit factor", ratio(result.profit_factor), "sum of wins / sum of losses"),
        ("Fees paid", _money(result, metrics.total_fees), ""),
    ]


def _assumptions(result: BacktestResult, events: int | None) -> list[str]:
    config = result.config
    costs = costs_phrase(config.fee_pct, config.slippage_pct)
    return [
        *wrapped("Costs     ", f"{costs} (no slippage at the target)"),
        *wrapped("Strategy  ", _strategy(result)),
        *wrapped("Opinions  ", _opinions(result.policy, events)),
        *(wrapped("Calendar  ", result.blackout.described) if result.blackout.is_on else ()),
    ]


def _strategy(result: BacktestResult) -> str:
    config, own = result.config, result.decisions.strategy
    rules = (
        f"EMA {config.ema_fast}/{config.ema_slow}, RSI {config.rsi_period}"
        f" ({setting(config.rsi_oversold)} to {setting(config.rsi_overbought)})"
    )
    return (
        f"{rules if own is None else own.label},"
        f" {sizing_phrase(config)}, {stop_phrase(config)},"
        f" {'long and short' if config.allow_short else 'long only'}"
        f"{', exit on an opposite signal' if config.exit_on_opposite_signal else ''}"
        f"{'' if own is None or own.sha256 is None else f'; its file has sha256 {own.sha256}'}"
    )


def _opinions(policy: DecisionPolicy, events: int | None) -> str:
    counted = "" if events is None else f"{events} event{'' if events == 1 else 's'}, "
    return opinions_phrase(
        policy.min_confidence,
        ai=f"on (overrides from confidence {setting(policy.ai_override_confidence)}"
        f"{calibrated_phrase(policy.to_dict().get('ai_calibration'))})"
        if policy.ai_enabled
        else "off",
        macro=f"on ({counted}half-life {setting(policy.macro_half_life_hours)} h)"
        if policy.macro_enabled
        else "off",
    )


def _periods(result: BacktestResult) -> str:
    return significant(result.periods_per_year, 10, grouped=True)


def _money(result: BacktestResult, value: float | None, sign: str = "") -> str:
    return number(value, money_digits(result.initial_balance), sign)


def _signed(result: BacktestResult, value: float) -> str:
    return _money(result, value, "+")
