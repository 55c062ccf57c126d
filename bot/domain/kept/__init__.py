"""What stores hand out: candles, configs with where they come from, what the optimizer left."""

from bot.domain.kept.ai_calibration import AiCalibration, PlattLine
from bot.domain.kept.backtests import (
    BacktestRequest,
    BacktestState,
    KeptBacktest,
    is_backtest_id,
    is_candle_file,
)
from bot.domain.kept.candles import BEGINNING, KeptCandles, KeptStretch
from bot.domain.kept.commands import Command, CommandAnswer, CommandKind, is_command_id
from bot.domain.kept.configs import (
    ConfigCheck,
    ConfigPoll,
    ConfigVersion,
    LoadedConfig,
    StatedConfig,
)
from bot.domain.kept.log_line import LogLevel, LogLine, LogProcess
from bot.domain.kept.optimizer import (
    AllocationFinding,
    Document,
    KeptPlaybook,
    OptimizerRun,
    Recommendation,
    aware_moment,
)
from bot.domain.kept.provenance import Provenance
from bot.domain.kept.standing import (
    MEND_PROMOTIONS,
    NOTHING_SHOWN,
    ConfigStanding,
    StandAside,
    Standing,
    Standings,
    StandingsPoll,
)
from bot.domain.kept.trading_mode import TradingMode

__all__ = [
    "BEGINNING",
    "MEND_PROMOTIONS",
    "NOTHING_SHOWN",
    "AiCalibration",
    "AllocationFinding",
    "BacktestRequest",
    "BacktestState",
    "Command",
    "CommandAnswer",
    "CommandKind",
    "ConfigCheck",
    "ConfigPoll",
    "ConfigStanding",
    "ConfigVersion",
    "Document",
    "KeptBacktest",
    "KeptCandles",
    "KeptPlaybook",
    "KeptStretch",
    "LoadedConfig",
    "LogLevel",
    "LogLine",
    "LogProcess",
    "OptimizerRun",
    "PlattLine",
    "Provenance",
    "Recommendation",
    "StandAside",
    "Standing",
    "Standings",
    "StandingsPoll",
    "StatedConfig",
    "TradingMode",
    "aware_moment",
    "is_backtest_id",
    "is_candle_file",
    "is_command_id",
]
