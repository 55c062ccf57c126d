"""What happens inside the candles that a gate judges on: asked before a look, confirmed in it."""

from bot.optimizer.promotion.inside.confirmation import Confirmation, confirmed
from bot.optimizer.promotion.inside.finer_candles import FinerCandles
from bot.optimizer.promotion.inside.view import InsideView, too_shallow, view_of

__all__ = ["Confirmation", "FinerCandles", "InsideView", "confirmed", "too_shallow", "view_of"]
