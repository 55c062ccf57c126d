"""What the AI called at the candles on record, and what came of it."""

from bot.trading.ai_calls.record import AiRecord, AiScore, ai_fields

__all__ = ["AiRecord", "AiScore", "ai_fields"]
