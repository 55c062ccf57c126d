"""What an account may risk: limits, how much of each is used, and whether the bot may trade."""

from bot.domain.risk.limits import RiskLimits, RiskRule
from bot.domain.risk.permit import TradingPermit, TradingState
from bot.domain.risk.report import LimitUse, RiskMemory, RiskReport

__all__ = [
    "LimitUse",
    "RiskLimits",
    "RiskMemory",
    "RiskReport",
    "RiskRule",
    "TradingPermit",
    "TradingState",
]
