"""A config watched by bets: a promoted one against the one before it, a disproven one at rest."""

from bot.optimizer.promotion.watching.betting import candles_to_tell
from bot.optimizer.promotion.watching.comeback import watched_standing
from bot.optimizer.promotion.watching.rollback_documents import (
    rollback_recommendation,
    rollback_record,
    watch_document,
)
from bot.optimizer.promotion.watching.rollback_watch import RollbackWatch

__all__ = [
    "RollbackWatch",
    "candles_to_tell",
    "rollback_recommendation",
    "rollback_record",
    "watch_document",
    "watched_standing",
]
