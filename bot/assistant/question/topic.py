"""What a question can be about."""

from enum import StrEnum


class Topic(StrEnum):
    """The topics of answers, in the order in which they are told."""

    REFUSED = "refused"
    COMMAND = "command"
    LANGUAGE = "language"
    ADVICE = "advice"
    FORECAST = "forecast"
    STATUS = "status"
    MODE = "mode"
    SYMBOLS = "symbols"
    TERMS = "terms"
    POSITION = "position"
    WHY = "why"
    TRIGGERS = "triggers"
    RISK = "risk"
    MACRO = "macro"
    CALENDAR = "calendar"
    AI = "ai"
    AI_RECORD = "ai_record"
    PRICE = "price"
    SCHEDULE = "schedule"
    STRATEGY = "strategy"
    CHANGES = "changes"
    OPTIMIZER = "optimizer"
    PERIOD = "period"
    ORDERS = "orders"
    PERFORMANCE = "performance"
    HELP = "help"


class Why(StrEnum):
    """What a question wants the reason of."""

    DECISION = "decision"
    ENTRY = "entry"
    EXIT = "exit"
    NO_TRADE = "no_trade"
