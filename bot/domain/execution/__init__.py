"""What a venue answers with: fills, and the position that it holds."""

from bot.domain.execution.fill import Fill, Side
from bot.domain.execution.position_report import PositionReport

__all__ = ["Fill", "PositionReport", "Side"]
