"""The configs of a symbol for people."""

import json
from typing import Any

from bot.domain import ConfigVersion, Standing
from bot.reports.configs.history import RolledBack, SymbolConfigs, changes_between
from bot.reports.formats import second, significant

NOT_STATED = "(not stated)"


def list_text(configs: SymbolConfigs) -> str:
    """A line a version, the one in use marked."""
    below = _shown_standing(configs, configs.versions[0])
    if len(configs.versions) == 1:
        return f"{configs.symbol} never had a config of its own: the layers below it hold{below}\n"
    lines = [f"{configs.symbol}: version {configs.in_use.number} is in use"]
    if configs.in_use.number == 0:
        lines = [f"{configs.symbol}: no config of its own is in use{below}"]
    for version in configs.versions[1:]:
        mark = "*" if version.in_use else " "
        at = "" if version.written_at is None else second(version.written_at)
        standing = _shown_standing(configs, version)
        lines.append(f"{mark} {version.number:>4}  {at}  {_origin(version)}{standing}")
    return "\n".join(lines) + "\n"


def show_text(configs: SymbolConfigs, version: ConfigVersion) -> str:
    """One version with its values and its provenance."""
    state = ", in use" if version is configs.in_use else ""
    lines = [f"{configs.symbol} version {version.number}{state}: {_origin(version)}"]
    if (standing := configs.standings.get(version.number)) is not None:
        lines.append(f"  {standing.reason}")
    lines += [f"  {name} = {value}" for name, value in version.values.items()]
    if version.meta:
        provenance = json.dumps(dict(version.meta), indent=2, ensure_ascii=False)
        lines += ["provenance:", *(f"  {line}" for line in provenance.splitlines())]
    return "\n".join(lines) + "\n"


def diff_text(configs: SymbolConfigs, old: ConfigVersion, new: ConfigVersion) -> str:
    """The fields that two versions state differently, a line a field."""
    lines = [
        f"{configs.symbol}: version {old.number} -> {new.number}",
        f"  {old.number}: {_origin(old)}",
        f"  {new.number}: {_origin(new)}",
    ]
    changes = [
        f"{change.field}  {_stated(change.old)} -> {_stated(change.new)}"
        for change in changes_between(old.values, new.values)
    ]
    return "\n".join([*lines, *(changes or ["both state the same"])]) + "\n"


def rollback_text(done: RolledBack) -> str:
    """What is in use again, in place of what, and what that changed."""
    what = f"version {done.restored}" if done.restored else "no config of its own"
    head = f"{done.symbol}: {what} is in use again, as version {done.number}, in place of"
    lines = [f"{head} {done.replaced}; a running bot takes it in its next cycle"]
    lines += [f"  {change.field} {change.old} -> {change.new}" for change in done.changes]
    return "\n".join(lines) + "\n"


def _shown_standing(configs: SymbolConfigs, version: ConfigVersion) -> str:
    """Where the gate has judged the config, what it came to."""
    standing = configs.standings.get(version.number)
    if standing is None or standing.standing is Standing.UNPROVEN:
        return ""
    return f"; {standing.standing}"


def _stated(value: Any) -> str:
    return NOT_STATED if value is None else str(value)


def _origin(version: ConfigVersion) -> str:
    """Where a version comes from, in words."""
    provenance = version.provenance
    if version.number == 0:
        return "no config of its own: the layers below it hold"
    if version.fault is not None:
        return f"cannot be read: {version.fault}"
    if provenance.was_rolled_back:
        return provenance.reason or "rolled back"
    if not provenance.by_optimizer:
        return f"by hand, states {', '.join(version.values) or 'nothing'}"
    unseen, meta = provenance.score_on_unseen_candles, version.meta
    score = "none" if unseen is None else significant(unseen)
    return (
        f"optimizer, {meta.get('objective')} {score} on unseen candles, "
        f"best of {meta.get('trials')}, seed {meta.get('seed')}"
        f"{'; PROMOTION_GATE was off' if provenance.came_ungated else ''}"
    )
