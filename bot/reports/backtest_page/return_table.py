"""The table of monthly returns."""

from typing import Any

from bot.reports.html import number, tone

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def return_table(document: dict[str, Any]) -> str:
    """A row per year, a column per month, the year's return last; percent."""
    months = {item["month"]: item["return_pct"] for item in document["monthly_returns"]}
    heads = "".join(f"<th scope=col>{name}" for name in (*_MONTHS, "Whole year"))
    rows = "".join(
        f"<tr><th scope=row>{year}"
        + "".join(_cell(months, f"{int(year):04}-{month:02}") for month in range(1, 13))
        + _cell(document["yearly_returns"], year)
        for year in document["yearly_returns"]
    )
    return (
        "<p class=soft>Percent, after costs. The first and the last month may be partial.</p>"
        "<div class=scroll tabindex=0 role=region aria-labelledby=months-title>"
        f"<table class=months><thead><tr><th scope=col>Year{heads}</thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(values: dict[str, float | None], key: str) -> str:
    if key not in values:
        return "<td>"
    value = values[key]
    return f"<td class={tone(value) or 'none'}>{number(value, 2, '+')}"
