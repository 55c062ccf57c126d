"""An earlier config put back in use."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.command_line import user_name
from bot.domain import ConfigVersion, Recommendation, StrategyConfig, rfc3339
from bot.domain.errors import ConfigError
from bot.optimizer import rollback_recommendation
from bot.programs.configs.find import VersionedConfigs
from bot.reports.configs import Change, RolledBack
from bot.settings import Settings
from bot.wiring.optimizing import only_optimizer
from bot.wiring.state import volume

NO_REASON = "no reason was given"


def roll_back(
    settings: Settings,
    symbol: str,
    *,
    to: int | None,
    by: str | None,
    why: str | None,
    tell: Callable[[str], None],
) -> RolledBack:
    """Put version `to` (None: the predecessor) back in use, with who, when and why as provenance.

    Nothing is touched, and ConfigError raised, where the version is unknown or broken or would
    change nothing; VolumeInUse while an optimizer works, StateError where it cannot be written.
    """
    stores = volume(settings)
    if not stores.is_there():
        raise ConfigError(f"need the folder of a bot's state, {stores.location} is none")
    with only_optimizer(settings, tell):
        configs = VersionedConfigs.of(settings, symbol)
        target = configs.predecessor() if to is None else configs.version(to)
        after = configs.effective(target).config
        changes = _changes(configs.effective_or_none(configs.in_use), after)
        if not changes:
            raise ConfigError(
                f"version {target.number} of {symbol} makes the same config as the one in use: "
                "nothing was changed"
            )
        record = _record(configs, target, after, by, why)
        recorded = stores.configs.restore(symbol, target.values, record).document
        recommended = rollback_recommendation(recorded, gate=settings.optimizer.promotion_gate)
        stores.recommendations.set(symbol, Recommendation(recommended))
        number = stores.configs.versions(symbol)[-1].number
    if any(change.field == "timeframe" for change in changes):
        tell("the timeframe differs: a running bot refuses that until it is started again")
    return RolledBack(
        symbol=symbol,
        restored=target.number,
        replaced=configs.in_use.number,
        number=number,
        changes=changes,
        record=recorded,
    )


def _record(
    configs: VersionedConfigs,
    target: ConfigVersion,
    after: StrategyConfig,
    by: str | None,
    why: str | None,
) -> dict[str, Any]:
    """The line of the runs, which is the config's provenance too."""
    before = configs.effective_or_none(configs.in_use)
    who, said = by or user_name(), why or NO_REASON
    return {
        "written_by": "person",
        "by": who,
        "at": rfc3339(datetime.now(UTC)),
        "timeframe": after.timeframe,
        "reason": f"rolled back to version {target.number} by {who}: {said}",
        "config": after.to_dict(),
        "rolled_back_config": None if before is None else before.to_dict(),
    }


def _changes(before: StrategyConfig | None, after: StrategyConfig) -> tuple[Change, ...]:
    """Every field that differs; all of them where nothing usable was in use."""
    old = {} if before is None else before.values
    new = after.values
    return tuple(
        Change(field=name, old=old.get(name), new=value)
        for name, value in new.items()
        if old.get(name) != value
    )
