"""What command line programs are made of: flags, errors as exit codes, progress, JSON results."""

from bot.command_line.answers import (
    amount,
    as_argument,
    count,
    fraction,
    one_of,
    output_file,
    real_number,
    symbol,
    text,
    timeframe,
    utc_moment,
)
from bot.command_line.calendar_flags import add_calendar_flags
from bot.command_line.candle_flags import add_date_format, add_trading_hours, add_window
from bot.command_line.config_flags import (
    ASKED_FIELDS,
    add_config_flags,
    config_overrides,
    field_help,
    fields_called,
)
from bot.command_line.count_flags import add_count_flags
from bot.command_line.end_request import EndRequest
from bot.command_line.files_apart import refuse_overwriting
from bot.command_line.json_output import (
    ON_STDOUT,
    add_json_or_file,
    as_json,
    write_json_file,
    write_out,
    write_text_file,
)
from bot.command_line.opinion_flags import add_ai_calibration, add_opinion_flags, policy_of
from bot.command_line.program import Parser, run_program, tell, while_importing
from bot.command_line.progress import Meter
from bot.command_line.questions import Dialogue, Question
from bot.command_line.recorded_flags import add_recorded_flags
from bot.command_line.spelled_flags import flag_names
from bot.command_line.user import user_name
from bot.command_line.value_lists import value_list

__all__ = [
    "ASKED_FIELDS",
    "ON_STDOUT",
    "Dialogue",
    "EndRequest",
    "Meter",
    "Parser",
    "Question",
    "add_ai_calibration",
    "add_calendar_flags",
    "add_config_flags",
    "add_count_flags",
    "add_date_format",
    "add_json_or_file",
    "add_opinion_flags",
    "add_recorded_flags",
    "add_trading_hours",
    "add_window",
    "amount",
    "as_argument",
    "as_json",
    "config_overrides",
    "count",
    "field_help",
    "fields_called",
    "flag_names",
    "fraction",
    "one_of",
    "output_file",
    "policy_of",
    "real_number",
    "refuse_overwriting",
    "run_program",
    "symbol",
    "tell",
    "text",
    "timeframe",
    "user_name",
    "utc_moment",
    "value_list",
    "while_importing",
    "write_json_file",
    "write_out",
    "write_text_file",
]
