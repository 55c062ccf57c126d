"""A research document as text for people, at most 80 columns wide."""

from typing import Any

from bot.domain import StrategyConfig
from bot.reports.formats import UNDEFINED, number, setting, whole
from bot.reports.phrases import (
    ai_words,
    costs_phrase,
    opinions_phrase,
    sizing_phrase,
    stop_phrase,
    warm_up_phrase,
)
from bot.reports.text_layout import blocks_of_text, warning_lines, wrapped

Json = dict[str, Any]

_SPAN = " Sharpe   return  win trades"
_HEADS = (
    f"   {'in sample':^{len(_SPAN)}} |{'out of sample':^{len(_SPAN)}} | deflated",
    f"  #{_SPAN} |{_SPAN} |   Sharpe",
)
_UNVARIED = "the config as it is set, without the grid"
_NOT_SEEN = "Ranked by the first candles only; the last ones show what that was worth."


def research_text(document: Json) -> str:
    """The ranked table, what it is held against, and what the best of so many means."""
    blocks = [
        [f"Research on {document['data']['symbol']}, {document['data']['timeframe']} candles"],
        _what(document),
        _table(document),
        _meaning(document),
        warning_lines(document["warnings"]),
    ]
    return blocks_of_text(blocks)


def _what(document: Json) -> list[str]:
    data, counts, costs = document["data"], document["combinations"], document["costs"]
    left_out = (
        f", {whole(counts['left_out'])} left out: {counts['why_left_out']}"
        if counts["left_out"]
        else ""
    )
    grid = "; ".join(f"{name} {_values(document['grid'][name])}" for name in document["varied"])
    return [
        *wrapped("Source         ", data["source"]),
        f"In sample      {_span(data['in_sample'])}",
        f"Out of sample  {_span(data['out_of_sample'])}",
        f"Warm-up        {warm_up_phrase(data['warm_up_candles'], data['cold_decisions'])}",
        *wrapped("Combinations   ", f"{whole(counts['tried'])} tried{left_out}"),
        *(wrapped("Grid           ", grid) if grid else []),
        *wrapped("Strategy       ", _strategy(document)),
        *wrapped("Ranked by      ", _ranked_by(document)),
        *wrapped("Costs          ", costs_phrase(costs["fee_pct"], costs["slippage_pct"])),
        *wrapped("Opinions       ", _opinions(document)),
    ]


def _strategy(document: Json) -> str:
    """Its name, and how it sizes and stops where that is not by the listed fields alone."""
    strategy, config = document["strategy"], StrategyConfig(**document["config"])
    name, sha256 = strategy["name"], strategy["sha256"]
    adapts = f", {sizing_phrase(config)}, {stop_phrase(config)}" if config.adapts else ""
    return f"{name}{adapts}{'' if sha256 is None else f'; its file has sha256 {sha256}'}"


def _span(span: Json) -> str:
    return f"{whole(span['candles'])} candles, {span['first']} to {span['last']}"


def _values(values: list[float]) -> str:
    if len(values) <= 8:
        return ", ".join(setting(value) for value in values)
    return f"{setting(values[0])} to {setting(values[-1])} ({len(values)} values)"


def _ranked_by(document: Json) -> str:
    weight = (
        f" (drawdown weighs {setting(document['mdd_weight'])})"
        if document["objective"] == "composite"
        else ""
    )
    counts = document["combinations"]
    return (
        f"{document['objective']}{weight} in sample, with at least {document['min_trades']} trades"
        f" there: {whole(counts['eligible'])} qualify"
    )


def _opinions(document: Json) -> str:
    policy, macro = document["policy"], document["macro"]
    known_news = "on (no event known)" if policy["macro_enabled"] else "off"
    if _has_news(document):
        known_news = (
            f"on ({macro['events']} events; mean bias x confidence {_bias(macro['mean_in_sample'])}"
            f" in sample, {_bias(macro['mean_out_of_sample'])} out of sample)"
        )
    return opinions_phrase(policy["min_confidence"], ai=ai_words(policy), macro=known_news)


def _bias(bias: float | None) -> str:
    return number(bias, 3, "+")


def _has_news(document: Json) -> bool:
    return bool(document["policy"]["macro_enabled"] and document["macro"]["events"])


def _table(document: Json) -> list[str]:
    lines = [*_HEADS, "-" * len(_HEADS[1])]
    has_news = _has_news(document)
    for finding in document["ranked"]:
        lines += _row(f"{finding['rank']:>3}", finding, has_news)
    if not document["ranked"]:
        lines.append("  none of the combinations has a score: lower --min-trades, or other candles")
    lines += ["", *_row("now", document["base"], has_news, _UNVARIED)]
    lines.append(_holding_row(document["buy_and_hold"]))
    return lines


def _row(name: str, finding: Json, has_news: bool, meaning: str = "") -> list[str]:
    """The numbers of a combination, below them its values, or its meaning."""
    values = meaning or ", ".join(
        f"{key} {setting(value)}" for key, value in finding["values"].items()
    )
    if has_news:
        values += f"; macro bias at entries {_bias(finding['macro_bias_at_entries'])}"
    numbers = " |".join(_numbers(finding[span]) for span in ("in_sample", "out_of_sample"))
    deflated = number(finding["deflated_sharpe_ratio"], 3)
    return [f"{name}{numbers} |{deflated:>9}", *wrapped("      ", values)]


def _numbers(metrics: Json) -> str:
    rate = metrics["win_rate"]
    wins = _percent(None if rate is None else rate * 100.0, 0)
    sharpe, gain = number(metrics["sharpe_ratio"]), _percent(metrics["total_pnl_pct"])
    return f"{sharpe:>7}{gain:>9}{wins:>5}{whole(metrics['total_trades']):>7}"


def _holding_row(holding: Json) -> str:
    spans = " |".join(
        f"{number(held['sharpe_ratio']):>7}{_percent(held['return_pct']):>9}{'':12}"
        for held in (holding["in_sample"], holding["out_of_sample"])
    )
    return f"b&h{spans} |  buy and hold"


def _percent(value: float | None, digits: int = 1) -> str:
    return UNDEFINED if value is None else f"{number(value, digits)}%"


def _meaning(document: Json) -> list[str]:
    sentences = [document["luck"]["in_words"], _NOT_SEEN]
    return [line for sentence in sentences for line in wrapped("", sentence)]
