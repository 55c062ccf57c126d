"""What a venue is asked with, and answers with: fills, and the position that it holds; a round of
cycles.
"""

from bot.domain.execution.bracket import Bracket
from bot.domain.execution.entry_basis import NOTHING_KNOWN, EntryBasis
from bot.domain.execution.fill import Fill, Side
from bot.domain.execution.position_report import PositionReport
from bot.domain.execution.round import Round

__all__ = ["NOTHING_KNOWN", "Bracket", "EntryBasis", "Fill", "PositionReport", "Round", "Side"]
