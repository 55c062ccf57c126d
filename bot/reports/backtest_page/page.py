"""The whole page: parts put together."""

from typing import Any

from bot.backtesting import BacktestResult
from bot.reports.backtest import detail_sentences, trade_details
from bot.reports.backtest_page.charts import charts
from bot.reports.backtest_page.check_charts import CheckChart, check_charts
from bot.reports.backtest_page.price_chart import left_out, lines_below, lines_on_price
from bot.reports.backtest_page.return_table import return_table
from bot.reports.backtest_page.summary import (
    config_tables,
    cost_table,
    data_table,
    headline,
    metric_table,
    presence_table,
    verdict,
)
from bot.reports.backtest_page.trade_table import trade_table
from bot.reports.formats import money_digits, whole
from bot.reports.html import section, sentences, text, whole_page


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
    drawn = check_charts(result, document)
    return whole_page(
        title,
        f"{whole(data['candles'])} candles, {data['first']} to {data['last']}",
        _sections(result, document, digits, _checks(checks, drawn)),
        [*charts(result, trade_details(result)), *(check.chart for check in drawn)],
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
            _price(result),
            _PRICE_NOTE,
            _small(left_out(result)),
        ),
        section("equity", "Equity and drawdown", _chart("equity"), _chart("underwater", "low")),
        _below(result),
        months,
        section("pnl", "Distribution of trade P&L", _chart("distribution")),
        section("costs", "Costs", cost_table(document, digits)),
        _inside(result, document),
        section("exposure", "Exposure", presence_table(document), _chart("exposure", "low")),
        checks,
        section("trades", f"Trades ({whole(trades)})", trade_table(document["trades"], digits)),
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


def _inside(result: BacktestResult, document: dict[str, Any]) -> str:
    """What finer candles changed, where they decided."""
    if result.detail_effect is None:
        return ""
    said = [f"Decided by {document['detail']['source']}."] if "source" in document["detail"] else []
    return section(
        "inside",
        "Inside the candle",
        sentences([*said, *detail_sentences(result, result.detail_effect)]),
    )


def _checks(words: str, drawn: list[CheckChart]) -> str:
    if not words.strip():
        return ""
    figures = "".join(_chart(check.name, "low", check.label) for check in drawn)
    return section(
        "checks",
        "Checks of this result",
        f"<div class=pair>{figures}</div>" if figures else "",
        "<div class=scroll tabindex=0 role=region aria-labelledby=checks-title>"
        f"<pre>{text(words.strip(chr(10)))}</pre></div>",
    )


def _chart(name: str, size: str = "", label: str | None = None) -> str:
    label = _LABELS[name] if label is None else label
    return (
        f'<figure><figcaption>{text(label)}</figcaption><div id="chart-{name}"'
        f' class="chart {size}" role=img aria-label="{text(label)}"></div></figure>'
    )


_LABELS = {
    "equity": "Equity of the strategy and of buy and hold",
    "underwater": "Underwater: fall of equity from its peak so far, in percent",
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
    + "<button type=button id=scale aria-pressed=false>Log scale</button></div>"
)


def _price(result: BacktestResult) -> str:
    lines = ["EMAs"] if result.decisions.strategy is None else [*lines_on_price(result)]
    marks = ", ".join([*lines, "entries", "exits", "stops"])
    return _chart("price", "tall", f"Price with {marks} and targets")


def _below(result: BacktestResult) -> str:
    """RSI, or what another strategy's numbers are that are no prices."""
    lines = lines_below(result)
    if not lines:
        return ""
    strategy = result.decisions.strategy
    if strategy is None:
        return section("rsi", "RSI", _chart("rsi", "low", "RSI with the bounds of the config"))
    return section("rsi", f"What {strategy.name} reads", _chart("rsi", "low", ", ".join(lines)))


_PRICE_NOTE = "<p class=soft id=price-note aria-live=polite></p>"


def _small(items: list[str]) -> str:
    return "".join(f"<p class=soft>{text(item)}</p>" for item in items)
