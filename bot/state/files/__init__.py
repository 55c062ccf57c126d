"""Files that survive a kill, and records as JSON."""

from bot.state.files.durable_files import replace_file
from bot.state.files.record_json import encode, parse_json

__all__ = [
    "encode",
    "parse_json",
    "replace_file",
]
