"""Symbols as folder names."""

import re
from collections.abc import Iterable

from bot.domain.errors import ConfigError


def sanitize_symbol_for_fs(symbol: str) -> str:
    """The safe symbol: every run of characters outside [A-Za-z0-9._-] becomes one `_`.

    BTC/USDT -> BTC_USDT, GC=F -> GC_F. ConfigError where nothing but dots would be left, since
    such a folder would lead out of the volume.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", symbol)
    if not safe.strip("."):
        raise ConfigError(f"need a symbol with a letter or digit in it, was {symbol!r}")
    return safe


def refuse_colliding_symbols(symbols: Iterable[str]) -> None:
    """ConfigError where two symbols would share one folder."""
    owners: dict[str, str] = {}
    for symbol in symbols:
        owner = owners.setdefault(sanitize_symbol_for_fs(symbol).lower(), symbol)
        if owner != symbol:
            raise ConfigError(
                f"need symbols with different folder names, were {owner!r} and {symbol!r}"
            )
