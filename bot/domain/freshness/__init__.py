"""How old a state may be, for the service, the assistant and readiness alike."""

from bot.domain.freshness.age_of_state import Freshness, freshness, heartbeat_age

__all__ = ["Freshness", "freshness", "heartbeat_age"]
