"""Values as the bytes that stores write and fingerprints are made of."""

from bot.domain.encoding.json_bytes import encode

__all__ = ["encode"]
