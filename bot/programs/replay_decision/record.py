"""Finding a decision in a bot's record, with the candles, config and policy that it was made of."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from bot.decide import required_candles
from bot.domain import Candle, CandleRecord, SignalEvent, StateStore, rfc3339
from bot.domain.errors import DataError
from bot.parity import RecordedDecision, recorded_configs, recorded_policy
from bot.programs.recorded_run import open_record


def find_decision(data_dir: Path, symbol: str | None, moment: datetime) -> RecordedDecision:
    """The decision on the candle that opened at the moment.

    Streams the files: memory is bounded by the candles that the decision needs. DataError where
    there is no such decision, or its config is not on record.
    """
    store, state = open_record(data_dir, symbol)
    signal = _signal(store, moment, state.symbol)
    telling = [event for event in store.signals_that_tell_config() if event.candle_time <= moment]
    configs = recorded_configs(telling, state)
    config = configs.get(signal.config_fingerprint)
    if config is None:
        raise DataError(
            f"the config {signal.config_fingerprint} of the decision {signal.id} is not on record: "
            "it was written by a version that kept the last config only"
        )
    policies = [event.policy for event in telling if event.policy is not None]
    return RecordedDecision(
        signal=signal,
        config=config,
        policy=recorded_policy(policies[-1] if policies else state.policy),
        candles=_candles(store, moment, required_candles(config)),
    )


def _signal(store: StateStore, moment: datetime, symbol: str) -> SignalEvent:
    signal = store.signal_of(moment)
    if signal is not None:
        return signal
    newest = store.signals(1)
    hint = f"; the newest is {newest[0].id}" if newest else ""
    raise DataError(f"no decision {symbol}@{rfc3339(moment)} is on record{hint}")


def _candles(store: StateStore, moment: datetime, count: int) -> Sequence[Candle]:
    until = takewhile(lambda r: r.candle.open_time <= moment, store.stream(CandleRecord))
    return [record.candle for record in deque(until, maxlen=count)]
