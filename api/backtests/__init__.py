"""Backtests that are asked for over HTTP: run one after the other, by the program itself."""

from api.backtests.desk import BacktestDesk
from api.backtests.form import config_settings
from api.backtests.program import BacktestProgram

__all__ = ["BacktestDesk", "BacktestProgram", "config_settings"]
