"""What Binance's error codes say of an order: https://developers.binance.com, spot, errors."""

from bot.domain.errors import Refusal

# The clock of the request was wrong: nothing was done, and it may be sent again.
CLOCK = -1021
NO_SUCH_ORDER = -2013
# 418 and 429 say the same by their HTTP status alone.
TOO_MANY_ORDERS = -1015
RATE_CODES = (-1003, TOO_MANY_ORDERS)
# Codes of the engine and the filters, whose sentence says what was refused.
_BY_SENTENCE = (-1013, -2010, -2011)
_BY_CODE = {
    -1002: Refusal.PERMISSION,
    -1014: Refusal.OTHER,
    -1020: Refusal.NOT_SUPPORTED,
    CLOCK: Refusal.CLOCK,
    -1022: Refusal.PERMISSION,
    -1111: Refusal.FILTER,
    NO_SUCH_ORDER: Refusal.UNKNOWN_ORDER,
    -2014: Refusal.PERMISSION,
    -2015: Refusal.PERMISSION,
    -2016: Refusal.OTHER,
    -2026: Refusal.UNKNOWN_ORDER,
    -2039: Refusal.UNKNOWN_ORDER,
}
# A part of the sentence in lower case; the first that is in it counts.
_SENTENCES = (
    ("filter failure", Refusal.FILTER),
    ("price * qty is zero", Refusal.FILTER),
    ("duplicate order", Refusal.DUPLICATE_ID),
    ("insufficient balance", Refusal.INSUFFICIENT_BALANCE),
    ("would trigger immediately", Refusal.WOULD_TRIGGER),
    ("would immediately match", Refusal.WOULD_TRIGGER),
    ("relationship of the prices", Refusal.WOULD_TRIGGER),
    ("unknown order", Refusal.UNKNOWN_ORDER),
    ("not supported", Refusal.NOT_SUPPORTED),
    ("unsupported", Refusal.NOT_SUPPORTED),
    ("disabled on this account", Refusal.PERMISSION),
    ("may not place or cancel", Refusal.PERMISSION),
    ("not permitted for this account", Refusal.PERMISSION),
    ("restricted for this account", Refusal.PERMISSION),
    ("trading is not enabled", Refusal.PERMISSION),
)


def refusal_of(code: int, sentence: str) -> Refusal | None:
    """Why an order was refused for certain; None where the code leaves open what became of it.

    Codes -11xx and -12xx are faults of the request, which never came to the matching engine.
    """
    if code in _BY_SENTENCE:
        words = sentence.lower()
        return next((refusal for part, refusal in _SENTENCES if part in words), Refusal.OTHER)
    if -1300 < code <= -1100:
        return _BY_CODE.get(code, Refusal.OTHER)
    return _BY_CODE.get(code)
