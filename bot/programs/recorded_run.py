"""The record of a bot, opened for reading."""

from pathlib import Path

from bot.domain import BotState, StateStore
from bot.domain.errors import ConfigError, DataError
from bot.wiring.state import volume_in
from bot.wiring.strategies import use_strategies_of


def open_record(data_dir: Path, symbol: str | None) -> tuple[StateStore, BotState]:
    """The symbol's store and its last state; the run's own strategies can be used from here on.

    ConfigError where there is no such folder or symbol, DataError where nothing is recorded yet.
    """
    volume = volume_in(data_dir)
    if not volume.is_there():
        raise ConfigError(f"need the folder of a bot's state for --data-dir, {data_dir} is none")
    use_strategies_of(data_dir)
    store = volume.reader(symbol)
    state = store.load_state()
    if state is None:
        symbols = ", ".join(volume.symbols())
        if symbol is not None and symbols:
            raise ConfigError(f"need one of {symbols} for --symbol, was {symbol!r}")
        hint = f"; it has {symbols}: give --symbol" if symbols else ""
        raise DataError(f"no bot has written its state to {volume.location} yet{hint}")
    return store, state
