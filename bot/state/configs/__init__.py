"""Strategy configs: layers, versions, and looking for changes."""

from bot.state.configs.config_file import load_overrides
from bot.state.configs.layered import LayeredConfigs, refuse_other_symbol, restored_record
from bot.state.configs.store import JsonConfigStore

__all__ = [
    "JsonConfigStore",
    "LayeredConfigs",
    "load_overrides",
    "refuse_other_symbol",
    "restored_record",
]
