"""The cycles that a bot recorded, out of the histories that they were written to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import (
    BotState,
    Candle,
    CandleRecord,
    SignalEvent,
    StrategyConfig,
    merge_config,
)
from bot.domain.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCycle:
    """Candles that were settled together, oldest first, and the decision on the last of them.

    `signal` is None only at the end of the record, for candles that no decision is recorded of.
    """

    candles: tuple[Candle, ...]
    signal: SignalEvent | None


def recorded_cycles(
    candles: Iterable[CandleRecord], signals: Iterable[SignalEvent]
) -> Iterator[RecordedCycle]:
    """The cycles in time order, from two streams that are read once.

    DataError where candles are out of order or a decision's candle is missing.
    """
    decisions = iter(signals)
    due = next(decisions, None)
    batch: list[Candle] = []
    before: datetime | None = None
    for record in candles:
        candle = record.candle
        if before is not None and candle.open_time <= before:
            raise DataError(
                f"need candles.jsonl in time order, {candle.open_time} came after {before}"
            )
        before = candle.open_time
        batch.append(candle)
        if due is None or due.candle_time > candle.open_time:
            continue
        if due.candle_time < candle.open_time:
            break
        yield RecordedCycle(candles=tuple(batch), signal=due)
        batch = []
        due = next(decisions, None)
    if due is not None:
        raise DataError(f"the candle of the decision {due.id} is not in candles.jsonl")
    if batch:
        yield RecordedCycle(candles=tuple(batch), signal=None)


def recorded_configs(
    telling: Iterable[SignalEvent], state: BotState | None = None
) -> dict[str, StrategyConfig]:
    """The configs on record by the fingerprint that decisions name them with.

    `telling` are the decisions that carry their config (the others may be left out); the state
    adds the last one, which is all that histories of older versions have.
    """
    configs = {}
    if state is not None and state.config:
        configs[state.config_fingerprint] = merge_config(StrategyConfig(), state.config)
    for signal in telling:
        if signal.config is not None:
            configs[signal.config_fingerprint] = merge_config(StrategyConfig(), signal.config)
    return configs


def config_of(signal: SignalEvent, configs: Mapping[str, StrategyConfig]) -> StrategyConfig:
    """The config that a decision was made under; DataError where it is not on record."""
    config = configs.get(signal.config_fingerprint)
    if config is None:
        raise DataError(
            f"the config {signal.config_fingerprint} of the decision {signal.id} is not on record: "
            "the history was written by a version that kept the last config only"
        )
    return config
