"""What kinds of news there are."""

from enum import StrEnum


class Category(StrEnum):
    """The subject of a headline; in a tie the one further up holds."""

    CENTRAL_BANK = "central_bank"
    REGULATION = "regulation"
    CRYPTO = "crypto"
    EARNINGS = "earnings"
    MACRO = "macro"
    COMMODITY = "commodity"
    POLITICS = "politics"
    GENERAL = "general"
