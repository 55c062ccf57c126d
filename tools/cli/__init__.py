"""What every command line program shares: flags, questions, errors as exit codes, JSON results."""

from tools.cli.answers import (
    amount,
    as_argument,
    count,
    one_of,
    output_file,
    real_number,
    text,
    utc_moment,
    whole_number,
)
from tools.cli.config_flags import add_config_flags, config_overrides
from tools.cli.json_output import as_json, write_json_file, write_out, write_text_file
from tools.cli.program import Parser, run_program, tell
from tools.cli.progress import Meter
from tools.cli.questions import Dialogue, Question
from tools.cli.recorded import add_recorded_flags, open_record

__all__ = [
    "Dialogue",
    "Meter",
    "Parser",
    "Question",
    "add_config_flags",
    "add_recorded_flags",
    "amount",
    "as_argument",
    "as_json",
    "config_overrides",
    "count",
    "one_of",
    "open_record",
    "output_file",
    "real_number",
    "run_program",
    "tell",
    "text",
    "utc_moment",
    "whole_number",
    "write_json_file",
    "write_out",
    "write_text_file",
]
