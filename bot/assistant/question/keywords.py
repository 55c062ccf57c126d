"""The single words by which topics are asked for."""

from bot.assistant.question.topic import Topic

WORDS: dict[Topic, str] = {
    Topic.STATUS: (
        "alive running online offline stale heartbeat halted paused status health healthy "
        "stuck frozen dead error errors warning warnings broken halt uptime asleep"
    ),
    Topic.MODE: "paper live testnet simulated replay demo",
    Topic.SYMBOLS: "symbols tickers portfolio watchlist",
    Topic.POSITION: (
        "position positions holding holdings hold held own entry long short open bought "
        "sold unrealized exposed"
    ),
    Topic.WHY: (
        "why reason reasons explain signal decision decide decided buy sell trend "
        "confidence confident rationale justify warum"
    ),
    Topic.RISK: (
        "risk risks risky stop target loss size exposure overexposed lose losing leverage "
        "drawdown limit limits danger dangerous safe risiko verlust"
    ),
    Topic.MACRO: (
        "macro fed fomc powell rate rates interest inflation cpi nfp news headlines event "
        "events political politics geopolitical economy bias tariff tariffs hawkish dovish "
        "ecb makro nachrichten election catalysts fundamentals"
    ),
    Topic.AI: "ai prediction predict forecast probability probabilities model neural",
    Topic.PRICE: (
        "price prices market candle ema rsi overbought oversold quote worth indicator "
        "indicators kurs preis technicals volatility atr"
    ),
    Topic.SCHEDULE: "next schedule interval often frequency countdown",
    Topic.STRATEGY: "strategy config configuration parameters setup rules strategie timeframe",
    Topic.OPTIMIZER: (
        "optimizer optimiser optimize optimise optimization optimizing trials champion "
        "challenger promoted promotion refused gate tuning"
    ),
    Topic.ORDERS: "order orders slippage filled fill fills executed execution",
    Topic.PERFORMANCE: (
        "performance performing profit profits profitable pnl equity balance return returns "
        "fees fee money doing winrate earn earned gain gains gewinn cash capital account "
        "winning summary report overview recap"
    ),
    Topic.HELP: "help commands capabilities hello hi hey thanks thank greetings",
}
"""Single words that ask for a topic; endings are taken off both sides before they are compared."""


def vocabulary() -> frozenset[str]:
    """Every word that asks for a topic, for correcting slips."""
    return frozenset(word for words in WORDS.values() for word in words.split())
