"""A symbol's strategy config: what the bot uses, and what is kept of it."""

from api.promotion_notes import promotion_notes
from api.schemas import StrategyView, read_as
from bot.domain import EMA_RSI, BotState, ConfigStore, StatedConfig, Volume
from bot.domain.errors import ConfigError

NO_FILE = "environment and defaults"
_NOTHING = StatedConfig(place=NO_FILE, values={})


def strategy_view(volume: Volume, state: BotState) -> StrategyView:
    """The config in use, what is kept beneath it, and which of them decides.

    StateError where the state has a config of another shape.
    """
    own, own_fault = _stated(volume.configs, state.symbol)
    everyone, global_fault = _stated(volume.configs, None)
    fault = state.config_error or own_fault or global_fault
    deciding = next((config for config in (own, everyone) if config.values), _NOTHING)
    provenance = (_NOTHING if fault else own).provenance
    values = {
        "symbol": state.symbol,
        "strategy": state.config.get("strategy", EMA_RSI) if state.config else None,
        "strategy_params": state.config.get("strategy_params", {}),
        "config": dict(state.config),
        "config_fingerprint": state.config_fingerprint or None,
        "config_error": None if fault is None else volume.without_location(fault),
        "origin": deciding.place,
        "notes": promotion_notes(volume.recommendations, state.symbol, provenance),
        "standing": state.standing,
        "file": dict(own.values) or None,
        "global_file": dict(everyone.values) or None,
    }
    return read_as(StrategyView, values, f"the config of {state.symbol}")


def _stated(configs: ConfigStore, symbol: str | None) -> tuple[StatedConfig, str | None]:
    """What is kept, or why it cannot be read."""
    try:
        return configs.stated(symbol), None
    except ConfigError as error:
        return _NOTHING, str(error)
