"""Prices of the simulated market, and its clock."""

from bot.programs.exchange_simulator.market.candles import CandleStrip
from bot.programs.exchange_simulator.market.clock import SimulatedClock
from bot.programs.exchange_simulator.market.market import SimulatedMarket

__all__ = ["CandleStrip", "SimulatedClock", "SimulatedMarket"]
