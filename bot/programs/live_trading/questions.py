"""The questions of run_live_trading.py, beside those on the market."""

from enum import StrEnum

from bot.command_line import Question, one_of, real_number
from bot.domain import require
from bot.domain.errors import ConfigError

CONFIRMATION = "REAL MONEY"


class Mode(StrEnum):
    """What is traded with."""

    DRY_RUN = "dry-run"
    TESTNET = "testnet"
    LIVE = "live"


def mode_question(default: Mode) -> Question[Mode]:
    """On paper, on a testnet or with real money."""
    return Question(
        flag="--mode",
        text="Mode",
        default=str(default),
        examples=", ".join(f"{number} = {mode}" for number, mode in enumerate(Mode, start=1)),
        read=_mode,
        flags=lambda answer: ["--mode", str(_mode(answer))],
    )


def interval_question(default: float) -> Question[float]:
    """Seconds between two cycles."""
    return Question(
        flag="--interval",
        text="Interval in seconds",
        default=f"{default:g}",
        examples="15, 60, 300",
        read=_seconds,
    )


def real_money_question(stake: str) -> Question[None]:
    """The confirmation that no default gives; `stake` says what is traded where."""
    return Question(
        flag="--i-understand-this-is-real-money",
        text=f"{stake} Type {CONFIRMATION} to go on",
        default="no",
        examples="anything else ends here on a pipe, Ctrl-C on a terminal",
        read=_confirmed,
        flags=lambda _: ["--i-understand-this-is-real-money"],
    )


def close_question(held: str) -> Question[bool]:
    """Whether what is held is closed before the program ends."""
    return Question(
        flag="--close-on-exit",
        text=f"Close {held}",
        default="no",
        examples="yes, no: it stays open with its stop and target",
        read=lambda answer: one_of("yes", "no")(answer) == "yes",
        flags=lambda answer: ["--close-on-exit"] if answer.lower().startswith("y") else [],
    )


def _mode(answer: str) -> Mode:
    modes = list(Mode)
    if answer.strip() in ("1", "2", "3"):
        return modes[int(answer) - 1]
    return Mode(one_of(*Mode)(answer))


def _seconds(answer: str) -> float:
    seconds = real_number(answer)
    require(0 <= seconds <= 86_400, "seconds from 0 to 86400", answer)
    return seconds


def _confirmed(answer: str) -> None:
    if answer.strip() != CONFIRMATION:
        raise ConfigError(f"need {CONFIRMATION} to trade with real money, was {answer!r}")
