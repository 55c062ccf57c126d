"""How old a state may be, for the service, the assistant and readiness alike."""

from bot.domain.freshness.age_of_state import NO_STATE_YET, Freshness, freshness, heartbeat_age

__all__ = ["NO_STATE_YET", "Freshness", "freshness", "heartbeat_age"]
