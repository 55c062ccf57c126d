"""The books of one symbol: what its fills come to."""

from bot.trading.books.account_history import books_of, untold_stories
from bot.trading.books.exact_numbers import exact, plain
from bot.trading.books.held_prices import seen_through
from bot.trading.books.ledger import Ledger

__all__ = ["Ledger", "books_of", "exact", "plain", "seen_through", "untold_stories"]
