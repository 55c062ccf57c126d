"""A symbol's strategy config: what the bot uses, and what the files say."""

from pathlib import Path
from typing import Any

from api.problem import without_folder
from api.promotion_notes import promotion_notes
from api.schemas.strategy import StrategyView
from bot.domain import EMA_RSI, BotState
from bot.domain.errors import ConfigError
from bot.state.configs import config_paths, load_overrides

NO_FILE = "environment and defaults"


def strategy_of(data_dir: Path, state: BotState) -> StrategyView:
    """The config in use, the files beneath it, and which of them decides."""
    global_path, own_path = config_paths(data_dir, state.symbol)
    own, own_fault = _file(own_path)
    everyone, global_fault = _file(global_path)
    fault = state.config_error or own_fault or global_fault
    origin = NO_FILE
    for path, values in ((global_path, everyone), (own_path, own)):
        if values:
            origin = str(path.relative_to(data_dir))
    return StrategyView(
        symbol=state.symbol,
        strategy=state.config.get("strategy", EMA_RSI) if state.config else None,
        strategy_params=state.config.get("strategy_params", {}),
        config=dict(state.config),
        config_fingerprint=state.config_fingerprint or None,
        config_error=None if fault is None else without_folder(fault, data_dir),
        origin=origin,
        notes=promotion_notes(data_dir, state.symbol, {} if fault else own),
        file=own or None,
        global_file=everyone or None,
    )


def _file(path: Path) -> tuple[dict[str, Any], str | None]:
    """What the file states, or why it cannot be read."""
    try:
        return load_overrides(path), None
    except ConfigError as error:
        return {}, str(error)
