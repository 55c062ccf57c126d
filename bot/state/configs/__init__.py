"""Strategy configs: layers, versions, and looking for changes."""

from bot.state.configs.config_files import CONFIG_FILE, finish_promotion
from bot.state.configs.overrides import load_overrides
from bot.state.configs.store import JsonConfigStore

__all__ = ["CONFIG_FILE", "JsonConfigStore", "finish_promotion", "load_overrides"]
