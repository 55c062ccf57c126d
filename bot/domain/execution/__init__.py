"""What a venue is asked with, and answers with: fills, and the position that it holds."""

from bot.domain.execution.entry_basis import EntryBasis
from bot.domain.execution.fill import Fill, Side
from bot.domain.execution.position_report import PositionReport

__all__ = ["EntryBasis", "Fill", "PositionReport", "Side"]
