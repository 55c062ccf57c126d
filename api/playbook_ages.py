"""How old the rows of the multi-market playbook are."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain import aware_moment, timeframe_delta
from bot.domain.errors import ConfigError


def with_ages(content: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The content with `stale` in each row of a horizon whose candles end long before now.

    Long is three candles and 30 s, as for the bot. Content of another shape is left as it is.
    """
    assets = content.get("assets")
    if not isinstance(assets, list):
        return dict(content)
    return {**content, "assets": [_with_ages(asset, now) for asset in assets]}


def _with_ages(asset: Any, now: datetime) -> Any:
    rows = asset.get("horizons") if isinstance(asset, dict) else None
    if not isinstance(rows, list):
        return asset
    return {**asset, "horizons": [_with_age(row, now) for row in rows]}


def _with_age(row: Any, now: datetime) -> Any:
    closed = aware_moment(row.get("last_close")) if isinstance(row, dict) else None
    if closed is None:
        return row
    try:
        length = timeframe_delta(str(row.get("timeframe")))
    except ConfigError:
        return row
    return {**row, "stale": now - closed > 3 * length + timedelta(seconds=30)}
