"""The state volume: the only room that reads and writes its files."""

from bot.domain import StateStore, merge_config
from bot.state.configs.config_files import (
    ConfigVersion,
    came_ungated,
    config_history,
    config_versions,
    restore_config,
    write_config,
)
from bot.state.configs.config_layers import ConfigCheck, LoadedConfig, load_overrides, read_config
from bot.state.configs.config_watcher import ConfigPoll, ConfigWatcher
from bot.state.cycles.json_store import JsonStateStore, Page
from bot.state.heartbeat import OPTIMIZER_HEARTBEAT_FILE, beat_optimizer
from bot.state.macro_events import (
    CurrentMacroEvents,
    MacroEventsFiles,
    MacroEventsRead,
    read_macro_events,
)
from bot.state.optimizer.optimizer_files import (
    append_run,
    read_allocation,
    read_recommendations,
    read_runs,
    update_recommendations,
    write_allocation,
)
from bot.state.optimizer.optimizer_recovery import mend_optimizer_files
from bot.state.optimizer.playbook_file import earlier_playbook, write_playbook
from bot.state.optimizer.promotion_files import read_promotion, write_promotion
from bot.state.volume import Volume
from bot.state.volume_lock import VolumeLock

__all__ = [
    "OPTIMIZER_HEARTBEAT_FILE",
    "ConfigCheck",
    "ConfigPoll",
    "ConfigVersion",
    "ConfigWatcher",
    "CurrentMacroEvents",
    "JsonStateStore",
    "LoadedConfig",
    "MacroEventsFiles",
    "MacroEventsRead",
    "Page",
    "StateStore",
    "Volume",
    "VolumeLock",
    "append_run",
    "beat_optimizer",
    "came_ungated",
    "config_history",
    "config_versions",
    "earlier_playbook",
    "load_overrides",
    "mend_optimizer_files",
    "merge_config",
    "read_allocation",
    "read_config",
    "read_macro_events",
    "read_promotion",
    "read_recommendations",
    "read_runs",
    "restore_config",
    "update_recommendations",
    "write_allocation",
    "write_config",
    "write_playbook",
    "write_promotion",
]
