"""The whole page: parts put together."""

from typing import Any

from bot.backtesting.html_report.charts import charts
from bot.backtesting.html_report.markup import section, sentences, text
from bot.backtesting.html_report.price_chart import left_out, lines_below
from bot.backtesting.html_report.return_table import return_table
from bot.backtesting.html_report.shell import whole_page
from bot.backtesting.html_report.summary import (
    config_tables,
    cost_table,
    data_table,
    exposure_table,
    headline,
    metric_table,
    verdict,
)
from bot.backtesting.html_report.trade_table import trade_table
from bot.backtesting.result import BacktestResult
from bot.backtesting.text_columns import money_digits
from bot.backtesting.trade_details import trade_details


def html_report(result: BacktestResult, document: dict[str, Any], *, checks: str = "") -> str:
    """One self-contained page of a result and its full document (see full_document).

    `document` may say more about the data than full_document does; it is shown as well. `checks` is
    what further checks of the result said, as lines of text. Raises
    ConfigError where Plotly is not installed.
    """
    digits = money_digits(result.initial_balance)
    strategy = result.decisions.strategy
    rules = "" if strategy is None else f" with {strategy.label}"
    title = f"Backtest of {result.config.symbol} on {result.config.timeframe} candles{rules}"
    data = document["data"]
    return whole_page(
        title,
        f"{data['candles']:,} candles, {data['first']} to {data['last']}",
        _sections(result, document, digits, checks),
        charts(result, trade_details(result)),
    )


def _sections(
    result: BacktestResult, document: dict[str, Any], digits: int, checks: str
) -> list[str]:
    months = section("months", "Monthly returns", return_table(document))
    trades = len(document["trades"])
    return [
        _warnings(document["warnings"]),
        section("headline", "Result", verdict(document), headline(document, digits)),
        section(
            "price",
            "Price and trades",
            _RANGES,
            _chart("price", "tall"),
            _PRICE_NOTE,
            _small(left_out(result)),
        ),
        section("equity", "Equity and drawdown", _chart("equity"), _chart("underwater", "low")),
        _below(result),
        months,
        section("pnl", "Distribution of trade P&L", _chart("distribution")),
        section("costs", "Costs", cost_table(document, digits)),
        section("exposure", "Exposure", exposure_table(document), _chart("exposure", "low")),
        _checks(checks),
        section("trades", f"Trades ({trades:,})", trade_table(document["trades"], digits)),
        section("metrics", "Every number", metric_table(document)),
        section("assumptions", "Assumptions", sentences(document["assumptions"])),
        section("config", "Config", config_tables(document)),
        section("data", "Data", data_table(document)),
    ]


def _warnings(warnings: list[str]) -> str:
    if not warnings:
        return section("warnings", "Warnings", "<p>None.</p>")
    return section("warnings", f"Warnings ({len(warnings)})", sentences(warnings)).replace(
        "<section ", "<section class=warn ", 1
    )


def _checks(said: str) -> str:
    if not said.strip():
        return ""
    return section(
        "checks",
        "Checks of this result",
        "<div class=scroll tabindex=0 role=region aria-labelledby=checks-title>"
        f"<pre>{text(said.strip(chr(10)))}</pre></div>",
    )


def _chart(name: str, size: str = "") -> str:
    label = _LABELS[name]
    return (
        f'<figure><figcaption>{text(label)}</figcaption><div id="chart-{name}"'
        f' class="chart {size}" role=img aria-label="{text(label)}"></div></figure>'
    )


_LABELS = {
    "price": "Price with EMAs, entries, exits, stops and targets",
    "equity": "Equity of the strategy and of buy and hold",
    "underwater": "Underwater: fall of equity from its peak so far, in percent",
    "rsi": "RSI with the bounds of the config",
    "distribution": "How many trades gained or lost how much",
    "exposure": "Entry notional in percent of the balance, shorts below zero",
}
_RANGES = (
    '<div class=ranges role=group aria-label="Part of the time shown in every chart">'
    + "".join(
        f'<button type=button data-range="{name}">{label}</button>'
        for name, label in (
            ("month", "Last month"),
            ("quarter", "3 months"),
            ("year", "Year"),
            ("all", "All"),
            ("in", "Zoom in"),
            ("out", "Zoom out"),
            ("back", "◀ Earlier"),
            ("on", "Later ▶"),
        )
    )
    + "</div>"
)


def _below(result: BacktestResult) -> str:
    """RSI, or what another strategy's numbers are that are no prices."""
    if not lines_below(result):
        return ""
    strategy = result.decisions.strategy
    title = "RSI" if strategy is None else f"What {strategy.name} reads"
    return section("rsi", title, _chart("rsi", "low"))


_PRICE_NOTE = "<p class=soft id=price-note aria-live=polite></p>"


def _small(items: list[str]) -> str:
    return "".join(f"<p class=soft>{text(item)}</p>" for item in items)
