"""Strategy configs: layers, versions, and looking for changes."""

from bot.state.configs.config_layers import config_paths, load_overrides

__all__ = [
    "config_paths",
    "load_overrides",
]
