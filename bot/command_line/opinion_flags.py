"""The flags that say which opinions a backtest's decisions hear."""

import argparse
from dataclasses import replace
from pathlib import Path

from bot.command_line.answers import as_argument, real_number, text
from bot.command_line.spelled_flags import flag_names
from bot.domain import DecisionPolicy, called


def add_opinion_flags(parser: argparse.ArgumentParser) -> None:
    """Add --min-confidence, --no-ai, --ai-calibration, --macro-events and --no-macro."""
    group = parser.add_argument_group("opinions")
    group.add_argument(
        "--min-confidence",
        type=as_argument(real_number),
        metavar="N",
        help="no trade below it, 0 to 1; built in: 0.4",
    )
    group.add_argument("--no-ai", action="store_true", help="decide without the AI prediction")
    add_ai_calibration(group)
    group.add_argument(
        "--macro-events",
        type=Path,
        metavar="FILE",
        help="these events instead of those in DATA_DIR or MACRO_EVENTS_PATH",
    )
    group.add_argument("--no-macro", action="store_true", help="decide without macro events")


def add_ai_calibration(flags: argparse._ActionsContainer) -> None:
    """--ai-calibration."""
    flags.add_argument(
        "--ai-calibration",
        type=as_argument(text),
        metavar="{off,NAME,FILE}",
        help="what the AI's probabilities go through: of DATA_DIR/ai_calibrations, or a file"
        " (default: AI_CALIBRATION)",
    )


def policy_of(given: argparse.Namespace, usual: DecisionPolicy) -> DecisionPolicy:
    """The usual policy with what the flags change; ConfigError for a confidence out of bounds."""
    confidence = given.min_confidence
    with called(flag_names(["min_confidence"])):
        return replace(
            usual,
            ai_enabled=usual.ai_enabled and not given.no_ai,
            macro_enabled=usual.macro_enabled and not given.no_macro,
            min_confidence=usual.min_confidence if confidence is None else confidence,
        )
