"""A research document as text for people, at most 80 columns wide."""

from typing import Any

from bot.reports.text_columns import UNDEFINED, wrapped

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
        _warnings(document["warnings"]),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _what(document: Json) -> list[str]:
    data, counts = document["data"], document["combinations"]
    left_out = (
        f", {counts['left_out']:,} left out: {counts['why_left_out']}" if counts["left_out"] else ""
    )
    grid = "; ".join(f"{name} {_values(document['grid'][name])}" for name in document["varied"])
    return [
        *wrapped("Source         ", data["source"]),
        f"In sample      {_span(data['in_sample'])}",
        f"Out of sample  {_span(data['out_of_sample'])}",
        *wrapped("Combinations   ", f"{counts['tried']:,} tried{left_out}"),
        *(wrapped("Grid           ", grid) if grid else []),
        *wrapped("Strategy       ", _strategy(document["strategy"])),
        *wrapped("Ranked by      ", _ranked_by(document)),
        *wrapped("Costs          ", _costs(document["costs"])),
        *wrapped("Opinions       ", _opinions(document)),
    ]


def _strategy(strategy: Json) -> str:
    sha256 = strategy["sha256"]
    return f"{strategy['name']}{'' if sha256 is None else f'; its file has sha256 {sha256}'}"


def _span(span: Json) -> str:
    return f"{span['candles']:,} candles, {span['first']} to {span['last']}"


def _values(values: list[float]) -> str:
    if len(values) <= 8:
        return ", ".join(f"{value:g}" for value in values)
    return f"{values[0]:g} to {values[-1]:g} ({len(values)} values)"


def _ranked_by(document: Json) -> str:
    weight = (
        f" (drawdown weighs {document['mdd_weight']:g})"
        if document["objective"] == "composite"
        else ""
    )
    counts = document["combinations"]
    return (
        f"{document['objective']}{weight} in sample, with at least {document['min_trades']} trades"
        f" there: {counts['eligible']:,} qualify"
    )


def _costs(costs: Json) -> str:
    return f"fee {costs['fee_pct'] * 100:g} % and slippage {costs['slippage_pct'] * 100:g} % a side"


def _opinions(document: Json) -> str:
    policy, macro = document["policy"], document["macro"]
    said = "on (no event known)" if policy["macro_enabled"] else "off"
    if _has_news(document):
        said = (
            f"on ({macro['events']} events; mean bias x confidence {macro['mean_in_sample']:+.3f}"
            f" in sample, {macro['mean_out_of_sample']:+.3f} out of sample)"
        )
    return (
        f"AI {'on' if policy['ai_enabled'] else 'off'}, macro {said}, no trade below confidence"
        f" {policy['min_confidence']:g}"
    )


def _has_news(document: Json) -> bool:
    return bool(document["policy"]["macro_enabled"] and document["macro"]["events"])


def _table(document: Json) -> list[str]:
    lines = [*_HEADS, "-" * len(_HEADS[1])]
    for found in document["ranked"]:
        lines += _row(f"{found['rank']:>3}", found, _has_news(document))
    if not document["ranked"]:
        lines.append("  none of the combinations has a score: lower --min-trades, or other candles")
    lines += ["", *_row("now", document["base"], _has_news(document), _UNVARIED)]
    lines.append(_holding_row(document["buy_and_hold"]))
    return lines


def _row(name: str, found: Json, macro: bool, said: str = "") -> list[str]:
    values = said or ", ".join(f"{key} {value:g}" for key, value in found["values"].items())
    bias = found["macro_bias_at_entries"]
    if macro:
        values += f"; macro bias at entries {UNDEFINED if bias is None else f'{bias:+.3f}'}"
    numbers = " |".join(_numbers(found[span]) for span in ("in_sample", "out_of_sample"))
    deflated = _fixed(found["deflated_sharpe_ratio"], 9, 3)
    return [f"{name}{numbers} |{deflated}", *wrapped("      ", values)]


def _numbers(metrics: Json) -> str:
    rate = metrics["win_rate"]
    wins = None if rate is None else rate * 100.0
    trades = f"{int(metrics['total_trades']):>7,}"
    ratio, gain = _fixed(metrics["sharpe_ratio"], 7, 2), _percent(metrics["total_pnl_pct"], 9)
    return f"{ratio}{gain}{_percent(wins, 5, 0)}{trades}"


def _holding_row(holding: Json) -> str:
    spans = " |".join(
        f"{_fixed(held['sharpe_ratio'], 7, 2)}{_percent(held['return_pct'], 9)}{'':12}"
        for held in (holding["in_sample"], holding["out_of_sample"])
    )
    return f"b&h{spans} |  buy and hold"


def _fixed(value: float | None, width: int, digits: int) -> str:
    return f"{UNDEFINED:>{width}}" if value is None else f"{value:>{width},.{digits}f}"


def _percent(value: float | None, width: int, digits: int = 1) -> str:
    if value is None:
        return f"{UNDEFINED:>{width}}"
    return f"{f'{value:,.{digits}f}%':>{width}}"


def _meaning(document: Json) -> list[str]:
    said = [document["luck"]["in_words"], _NOT_SEEN]
    return [line for sentence in said for line in wrapped("", sentence)]


def _warnings(sentences: list[str]) -> list[str]:
    lines = [line for sentence in sentences for line in wrapped("  - ", sentence)]
    return ["Warnings", *lines] if lines else []
