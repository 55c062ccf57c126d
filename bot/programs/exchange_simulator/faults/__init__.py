"""What goes wrong on purpose: faults by plan, by chance, and what they do to the exchange."""

from bot.programs.exchange_simulator.faults.by_chance import faults_by_chance
from bot.programs.exchange_simulator.faults.events import FaultyExchange
from bot.programs.exchange_simulator.faults.fault import Dirt, Fault, FaultKind
from bot.programs.exchange_simulator.faults.reading import faults_of, faults_of_file
from bot.programs.exchange_simulator.faults.schedule import HappenedFault, document

__all__ = [
    "Dirt",
    "Fault",
    "FaultKind",
    "FaultyExchange",
    "HappenedFault",
    "document",
    "faults_by_chance",
    "faults_of",
    "faults_of_file",
]
