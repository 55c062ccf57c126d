"""The account on paper that goes on from what a store holds."""

from bot.domain import StateStore
from bot.exchange import PaperExchangeClient


def paper_of(store: StateStore, symbol: str, balance: float) -> PaperExchangeClient:
    """As the bot's wiring makes it."""
    kept = store.load_state()
    if kept is None or kept.last_candle_time is None:
        return PaperExchangeClient(symbol, balance)
    return PaperExchangeClient.restored(kept)
