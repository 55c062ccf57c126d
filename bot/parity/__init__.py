"""What a bot did, held against the backtester on the candles that it recorded."""

from bot.parity.cause import Cause
from bot.parity.chunked_report import parity_report
from bot.parity.explainer import Difference
from bot.parity.marks import Mark
from bot.parity.outline import Outline
from bot.parity.replayed import RecordedDecision, ReplayedDecision, replay_decision
from bot.parity.report import ParityReport, RecordedRun
from bot.parity.rows import recorded_policy
from bot.trading import recorded_configs

__all__ = [
    "Cause",
    "Difference",
    "Mark",
    "Outline",
    "ParityReport",
    "RecordedDecision",
    "RecordedRun",
    "ReplayedDecision",
    "parity_report",
    "recorded_configs",
    "recorded_policy",
    "replay_decision",
]
