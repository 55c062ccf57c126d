"""The report's headline, verdict and tables of names and values."""

import json
from typing import Any

from bot.reports.formats import any_value, whole
from bot.reports.html import number, pairs_table, percent, text, tone

Json = dict[str, Any]


def verdict(document: Json) -> str:
    """The result against buy and hold, in one sentence."""
    metrics = document["metrics"]
    own, held = metrics["total_pnl_pct"], metrics["buy_and_hold_pct"]
    gap = own - held
    ahead = "ahead by" if gap >= 0.0 else "behind by"
    return (
        f"<p class=verdict>The strategy {_moved(own)} where buying and holding {_moved(held)}:"
        f" {ahead} {number(abs(gap))} percentage points, after costs.</p>"
    )


def _moved(value: float) -> str:
    return f"{'gained' if value >= 0.0 else 'lost'} {percent(abs(value))}"


def headline(document: Json, digits: int) -> str:
    """The numbers that are looked at first."""
    metrics = document["metrics"]
    rate = metrics["win_rate"]
    tiles = (
        ("Total P&L", percent(metrics["total_pnl_pct"], "+"), metrics["total_pnl_pct"]),
        ("Buy and hold", percent(metrics["buy_and_hold_pct"], "+"), metrics["buy_and_hold_pct"]),
        ("Starting balance", number(metrics["initial_balance"], digits), None),
        ("Ending balance", number(metrics["ending_balance"], digits), None),
        ("Max drawdown", percent(metrics["max_drawdown_pct"]), None),
        ("Sharpe ratio", number(metrics["sharpe_ratio"], 3), None),
        ("Trades", whole(metrics["total_trades"]), None),
        ("Win rate", percent(None if rate is None else rate * 100.0), None),
        ("Profit factor", number(metrics["profit_factor"], 3), None),
        ("Time in the market", percent(document["exposure"]["candles_pct"]), None),
        ("Fees", number(metrics["total_fees"], digits), None),
        ("Slippage", number(document["cost_breakdown"]["slippage"], digits), None),
    )
    return (
        "<dl class=tiles>"
        + "".join(
            f"<div><dt>{text(name)}<dd class={tone(value) or 'none'}>{text(shown)}</div>"
            for name, shown, value in tiles
        )
        + "</dl>"
    )


def cost_table(document: Json, digits: int) -> str:
    """Fees and slippage of both sides, and what the trades made before them."""
    costs = document["cost_breakdown"]
    rows = [
        ("P&L of the trades before costs", number(costs["pnl_before_costs"], digits, "+")),
        ("Fees of entries", number(-costs["entry_fees"], digits)),
        ("Fees of exits", number(-costs["exit_fees"], digits)),
        ("Slippage of entries", number(-costs["entry_slippage"], digits)),
        ("Slippage of exits", number(-costs["exit_slippage"], digits)),
        ("P&L after costs", number(costs["pnl_after_costs"], digits, "+")),
        ("Traded, both sides", number(costs["traded"], digits)),
        ("Costs in percent of what was traded", percent(costs["cost_pct_of_traded"])),
    ]
    return pairs_table("In quote currency", rows) + f"<p class=soft>{text(costs['how'])}</p>"


def presence_table(document: Json) -> str:
    """How long and how much was held."""
    presence = document["exposure"]
    rows = [
        ("Candles with a position", percent(presence["candles_pct"])),
        ("long", percent(presence["long_candles_pct"])),
        ("short", percent(presence["short_candles_pct"])),
        ("Average trade, of the balance", percent(presence["average_pct"])),
        ("Largest trade, of the balance", percent(presence["largest_pct"])),
        ("Average candles held", number(presence["average_candles_held"])),
    ]
    return pairs_table("The candles of an entry and of an exit count", rows)


def metric_table(document: Json) -> str:
    """Every metric of the document by its name there, a table for each group."""
    metrics = document["metrics"]
    single = {name: value for name, value in metrics.items() if not isinstance(value, dict)}
    groups = {name: value for name, value in metrics.items() if isinstance(value, dict)}
    tables = [pairs_table("metrics", _flat(single))]
    tables += [pairs_table(f"metrics.{name}", _flat(group)) for name, group in groups.items()]
    return f"<div class=groups>{''.join(tables)}</div>"


def config_tables(document: Json) -> str:
    """Strategy config and decision policy."""
    return pairs_table("Strategy", _flat(document["config"])) + pairs_table(
        "Decision policy", _flat(document["policy"])
    )


def data_table(document: Json) -> str:
    """Which candles, from where, and the hash that tells them from any others."""
    return pairs_table("Provenance", _flat(document["data"]))


def _flat(values: Json, above: str = "") -> list[tuple[str, str]]:
    """Names and values in words; what lies deeper is named by its path."""
    rows: list[tuple[str, str]] = []
    for name, value in values.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            rows += _flat(value, f"{path}.")
        else:
            rows.append((path, _plain(value)))
    return rows


def _plain(value: object) -> str:
    if value is None or isinstance(value, int | float | str):
        return any_value(value, grouped=True)
    return json.dumps(value, ensure_ascii=False)
