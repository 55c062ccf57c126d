"""The playbook file, as the optimizer last left it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import timeframe_delta
from bot.domain.errors import ConfigError, StateError
from bot.state.files import parse_json
from bot.state.optimizer import PLAYBOOK_FILE

KEEPS = timedelta(days=7)
"""How long a playbook holds that does not say so itself."""

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Playbook:
    """What the file says, when it was computed, and until when that holds."""

    content: dict[str, Any]
    computed_at: datetime
    stale_after: datetime


def load_playbook(data_dir: Path) -> Playbook | None:
    """The playbook; None where there is none, StateError where it is no JSON object."""
    path = data_dir / PLAYBOOK_FILE
    try:
        found = path.stat()
        if found.st_size > MOST_BYTES:
            raise StateError(
                f"need a {PLAYBOOK_FILE} of at most {MOST_BYTES} bytes, was {found.st_size}"
            )
        content = parse_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, StateError) as exc:
        raise StateError(
            f"{PLAYBOOK_FILE} cannot be read ({exc}): remove it or compute it anew"
        ) from exc
    if not isinstance(content, dict):
        raise StateError(f"need a JSON object in {PLAYBOOK_FILE}, was {type(content).__name__}")
    written = datetime.fromtimestamp(found.st_mtime, UTC)
    computed = _moment(content.get("computed_at")) or written
    return Playbook(content, computed, _moment(content.get("stale_after")) or computed + KEEPS)


def with_ages(content: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The content with `stale` in each row of a horizon whose candles end long before now.

    Long is three candles and 30 s, as for the bot. Content of another shape is left as it is.
    """
    assets = content.get("assets")
    if not isinstance(assets, list):
        return content
    return {**content, "assets": [_with_ages(asset, now) for asset in assets]}


def _with_ages(asset: Any, now: datetime) -> Any:
    rows = asset.get("horizons") if isinstance(asset, dict) else None
    if not isinstance(rows, list):
        return asset
    return {**asset, "horizons": [_with_age(row, now) for row in rows]}


def _with_age(row: Any, now: datetime) -> Any:
    closed = _moment(row.get("last_close")) if isinstance(row, dict) else None
    if closed is None:
        return row
    try:
        length = timeframe_delta(str(row.get("timeframe")))
    except ConfigError:
        return row
    return {**row, "stale": now - closed > 3 * length + timedelta(seconds=30)}


def _moment(value: Any) -> datetime | None:
    """The aware moment that a text spells; None for anything else."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
