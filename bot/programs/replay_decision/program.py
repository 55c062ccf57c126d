"""tools/replay_decision.py from its arguments to its exit code."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import Parser, add_recorded_flags, as_argument, as_json, utc_moment, write_out
from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    from bot.parity import RecordedDecision

Named = tuple[str | None, datetime]


def main(arguments: Sequence[str]) -> int:
    """Replay and tell; 0 also where something differs, since that is a finding and no failure."""
    given = parser().parse_args(arguments)
    named, moment = given.id
    if named is not None and given.symbol is not None and named != given.symbol:
        raise ConfigError(f"need one symbol, were {named!r} in --id and {given.symbol!r}")
    from bot.parity import replay_decision
    from bot.programs.replay_decision.record import find_decision
    from bot.reports.decision import as_document, as_text

    recorded: RecordedDecision = find_decision(Path(given.data_dir), named or given.symbol, moment)
    document = as_document(replay_decision(recorded))
    write_out(as_json(document) if given.json else as_text(document))
    return 0


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="tools/replay_decision.py",
        description="Make one decision that a bot recorded anew from its recorded candles, config, "
        "policy and macro insight, and show every number that led to it. Reads the folder only.",
    )
    add_recorded_flags(flags)
    flags.add_argument(
        "--id",
        type=as_argument(decision_id),
        required=True,
        metavar="ID",
        help="symbol@open time of the candle, as /signals shows it: BTC/USDT@2025-03-01T12:00:00Z; "
        "the time alone means the primary symbol or --symbol",
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def decision_id(text: str) -> Named:
    """The symbol (None where there is none) and the candle's open time of an id."""
    symbol, _, moment = text.strip().rpartition("@")
    try:
        return symbol or None, utc_moment(moment)
    except ConfigError as error:
        raise ConfigError(
            f"need an id such as BTC/USDT@2025-03-01T12:00:00Z, was {text!r}"
        ) from error
