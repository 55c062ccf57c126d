"""Files that survive a kill, and records as JSON."""

from bot.state.files.cursor import cursor_of, position_of
from bot.state.files.durable_files import (
    FileStamp,
    append_to_file,
    file_size,
    file_stamp,
    make_private_folder,
    move_file,
    read_file,
    remove_file,
    remove_leftovers,
    replace_file,
    sync_folder,
    truncate_file,
)
from bot.state.files.folder_lock import FolderLock
from bot.state.files.last_lines import (
    read_last_lines,
    read_lines_before,
    stream_lines,
    torn_bytes,
)
from bot.state.files.line_search import lines_end_where
from bot.state.files.mending import Now, drop_torn_line, move_aside, sweep_leftovers, wall_clock
from bot.state.files.record_json import (
    decode,
    encode_lines,
    json_object,
    parse_json,
    parse_object,
)

__all__ = [
    "FileStamp",
    "FolderLock",
    "Now",
    "append_to_file",
    "cursor_of",
    "decode",
    "drop_torn_line",
    "encode_lines",
    "file_size",
    "file_stamp",
    "json_object",
    "lines_end_where",
    "make_private_folder",
    "move_aside",
    "move_file",
    "parse_json",
    "parse_object",
    "position_of",
    "read_file",
    "read_last_lines",
    "read_lines_before",
    "remove_file",
    "remove_leftovers",
    "replace_file",
    "stream_lines",
    "sweep_leftovers",
    "sync_folder",
    "torn_bytes",
    "truncate_file",
    "wall_clock",
]
