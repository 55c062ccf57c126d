"""What a bot did, held against the backtester on the candles that it recorded."""

from bot.parity.causes import Difference, Reason
from bot.parity.evidence import Cause, Mark
from bot.parity.outline import Outline
from bot.parity.replayed import (
    RecordedDecision,
    ReplayedDecision,
    replay_decision,
)
from bot.parity.report import ParityReport, RecordedRun, parity_report
from bot.parity.rows import Row, recorded_configs, recorded_policy, recorded_rows

__all__ = [
    "Cause",
    "Difference",
    "Mark",
    "Outline",
    "ParityReport",
    "Reason",
    "RecordedDecision",
    "RecordedRun",
    "ReplayedDecision",
    "Row",
    "parity_report",
    "recorded_configs",
    "recorded_policy",
    "recorded_rows",
    "replay_decision",
]
