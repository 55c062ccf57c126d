"""The flags of tools/replay_decision.py."""

from datetime import datetime

from bot.command_line import Parser, add_recorded_flags, as_argument, utc_moment
from bot.domain.errors import ConfigError

DecisionId = tuple[str | None, datetime]


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


def decision_id(text: str) -> DecisionId:
    """The symbol (None where there is none) and the candle's open time of an id."""
    symbol, _, moment = text.strip().rpartition("@")
    try:
        return symbol or None, utc_moment(moment)
    except ConfigError as error:
        raise ConfigError(
            f"need an id such as BTC/USDT@2025-03-01T12:00:00Z, was {text!r}"
        ) from error
