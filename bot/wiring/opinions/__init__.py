"""The policy that decisions are made under."""

from bot.wiring.opinions.policy import policy_in_use

__all__ = ["policy_in_use"]
