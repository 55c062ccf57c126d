"""The trading state of the account, and the last report of its guard."""

from bot.state.risk.permit import JsonTradingPermitStore
from bot.state.risk.report import JsonRiskStore

__all__ = ["JsonRiskStore", "JsonTradingPermitStore"]
