"""The topics of a question: by turns of phrase first, then by single words."""

import re
from dataclasses import dataclass
from itertools import chain

from bot.assistant.question.topic import Topic
from bot.assistant.question.words import stem

WORDS: dict[Topic, str] = {
    Topic.STATUS: "alive running online offline stale heartbeat halted paused status health healthy"
    " stuck frozen crashed dead working error errors warning warnings broken halt uptime asleep",
    Topic.MODE: "paper live testnet simulated replay demo",
    Topic.SYMBOLS: "symbols tickers portfolio watchlist",
    Topic.POSITION: "position positions holding holdings hold held own entry long short open bought"
    " sold unrealized exposed",
    Topic.WHY: "why reason reasons explain signal decision decide decided buy sell trend confidence"
    " rationale justify warum",
    Topic.RISK: "risk risks risky stop target loss size exposure lose losing leverage drawdown"
    " limit limits danger dangerous safe risiko verlust",
    Topic.MACRO: "macro fed fomc powell rate rates interest inflation cpi nfp news headlines event"
    " events political politics geopolitical economy bias tariff tariffs hawkish dovish ecb"
    " makro nachrichten election catalysts fundamentals",
    Topic.AI: "ai prediction predict forecast probability probabilities model neural",
    Topic.PRICE: "price prices market candle ema rsi quote worth indicator indicators kurs preis"
    " close closed technicals volatility atr",
    Topic.SCHEDULE: "next schedule interval often frequency countdown",
    Topic.STRATEGY: "strategy config configuration parameters setup rules strategie timeframe",
    Topic.OPTIMIZER: "optimizer optimiser optimize optimise optimization optimizing trials"
    " champion challenger promoted promotion refused gate tuning",
    Topic.ORDERS: "order orders slippage filled fill fills executed execution",
    Topic.PERFORMANCE: "performance performing profit profits profitable pnl equity balance return"
    " returns fees fee money doing winrate earn earned made gain gains gewinn cash capital"
    " account winning",
    Topic.HELP: "help commands capabilities",
}
"""Single words that ask for a topic; endings are taken off both sides before they are compared."""
_STEMS = {topic: frozenset(map(stem, words.split())) for topic, words in WORDS.items()}
_ACT = r"(?:buy|sell|trade|enter|exit|close|open|go|get|switch|flip|reverse|be|turn|bought|sold)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A turn of phrase that asks for a topic, in place of what its single words would ask for."""

    topic: Topic
    pattern: str
    instead_of: frozenset[Topic] = frozenset()


def _phrase(topic: Topic, pattern: str, *instead_of: Topic) -> Phrase:
    return Phrase(topic=topic, pattern=pattern, instead_of=frozenset(instead_of))


_WHO = r"(?:the |this )?(?:you|it|bot|we|i|algo|system|they|program)"
PHRASES: tuple[Phrase, ...] = (
    _phrase(
        Topic.TRIGGERS,
        r"\bwhat (?:would|will|could|might|must|needs to|need to|has to|have to|does it take"
        r"|makes?)"
        rf"\b.*\b{_ACT}\b|\bwhat (?:triggers?|it takes)\b|\bwhat are you waiting\b"
        rf"|\bwhen (?:will|would|do|does|should|is|are) {_WHO} (?:going to )?{_ACT}\b"
        r"|\b(?:under )?(?:what|which) (?:conditions?|circumstances|price)\b.*"
        rf"\b{_ACT}\b|\b(?:exit|entry|selling|buying|sell|buy) (?:conditions?|rules?|triggers?"
        rf"|plan)\b"
        r"|\bhow (?:close|far|near)\b.*\b(?:sell|buy|exit|entry|cross|stop|target|signal|trade)\b"
        r"|\bat what (?:price|level|point)\b|\bwhere (?:is|are|does|do|would|will) .*"
        r"\b(?:exit|get out|get stopped)\b|\bexit plan\b",
        *(Topic.WHY, Topic.POSITION, Topic.RISK, Topic.PRICE, Topic.ADVICE, Topic.ORDERS),
        *(Topic.SCHEDULE, Topic.FORECAST, Topic.STATUS),
    ),
    _phrase(
        Topic.ADVICE,
        r"\b(?:should|shall|ought|can|may|could) (?:i|we|one)\b.*\b(?:buy|sell|invest|enter|exit|"
        r"hold|close|short|long|put|trade|wait|take|increase|add|bet|go|get|use|raise|lower|trust)"
        r"|\b(?:good|right|bad|best|safe) (?:time|moment|idea|investment|buy)\b"
        r"|\bwhat (?:should|shall|would you advise|do you (?:recommend|suggest|advise))\b"
        r"|\b(?:recommend|advise|advice|suggest|tip|tips)\b|\bworth (?:buying|selling|holding)\b"
        r"|\bis (?:it|now|this) .*\b(?:worth|time to)\b|\bwould you (?:buy|sell|hold|invest)\b"
        r"|\bsoll(?:te)? ich\b|\bguaranteed?\b",
        Topic.RISK,
        *(Topic.PERFORMANCE, Topic.POSITION, Topic.PRICE),
    ),
    _phrase(
        Topic.FORECAST,
        r"\bwill\b.*\b(?:go|rise|fall|crash|moon|pump|dump|drop|reach|hit|rally|double|recover|"
        r"increase|decrease|make money|be worth)\b"
        r"|\bgoing (?:up|down|to (?:rise|fall|crash|moon|pump|dump|drop|reach|hit|rally))\b"
        r"|\b(?:price|btc|bitcoin|eth|market)\b.*\b(?:tomorrow|next (?:week|month|year)|in \d+ "
        r"(?:days?|weeks?|months?|years?)|end of (?:the )?(?:day|week|month|year))\b"
        r"|\bprice (?:prediction|target|forecast)\b|\bhow high\b|\bhow low\b",
        *(Topic.PRICE, Topic.RISK, Topic.PERFORMANCE, Topic.SCHEDULE, Topic.POSITION),
    ),
    _phrase(
        Topic.AI_RECORD,
        r"\b(?:how|is|are|was|were)\b.*\b(?:ai|model|predictions?|predictor"
        r"|forecasts?)\b.*\b(?:good|"
        r"accurate|right|reliable|correct|often|well|wrong|worth|trust\w*|useful)\b"
        r"|\b(?:ai|model|prediction|predictor)s? (?:accuracy|hitrate|record|track)\b"
        r"|\bhow (?:good|accurate|reliable|often|well|wrong)\b.*\b(?:ai|model|predict\w*"
        r"|forecasts?)\b"
        r"|\bhitrate\b|\baccuracy\b|\btrust the (?:ai|model)\b",
        *(Topic.AI, Topic.ADVICE),
    ),
    _phrase(
        Topic.CHANGES,
        r"\b(?:what|anything|something|has|did|was|were|when|who|why)\b.*\b(?:chang\w*|new"
        r"|replac\w*|"
        r"different|adjust\w*|rolled back|rollback|modif\w*|updat\w*)\b.*\b(?:config\w*"
        r"|parameters?|"
        r"settings?|strategy|rules?|emas?)\b"
        r"|\b(?:config\w*|parameters?|settings?|strategy|rules?)\b.*\b(?:chang\w*|histor\w*"
        r"|version\w*|"
        r"replac\w*|updat\w*|promot\w*|rolled back|rollback|come from|from)\b"
        r"|\bwhere .*\b(?:config\w*|parameters?|settings?)\b.*\bfrom\b|\bwhat (?:has )?changed\b"
        r"|\brollbacks?\b|\brolled back\b|\bwhy (?:these|those|this) (?:config\w*|parameters?|"
        r"settings?)\b|\bwho (?:changed|chose|set|picked)\b|\bprovenance\b",
        *(Topic.STRATEGY, Topic.WHY, Topic.OPTIMIZER, Topic.PRICE),
    ),
    _phrase(
        Topic.MODE,
        r"\breal (?:money|cash|funds|account|trading)\b|\b(?:paper|fake|play) (?:money|trading"
        r"|mode)\b"
        r"|\b(?:which|what) mode\b|\bin (?:which|what) mode\b|\bis (?:this|it) (?:real|simulated"
        r"|live|"
        r"paper)\b|\btrading live\b|\bmode are\b",
        *(Topic.PERFORMANCE, Topic.STATUS),
    ),
    _phrase(
        Topic.STATUS,
        r"\b(?:are|is) (?:you|it|bot|the bot) (?:there|ok|okay|on|up|still)\b|\bstill (?:alive"
        r"|running|"
        r"trading|there|working)\b|\b(?:is|are) (?:anything|something|everything) "
        r"(?:wrong|ok|okay|fine)\b|\bhow (?:old|fresh|recent|current)\b.*\b(?:data|values?|state|"
        r"numbers?|this|that)\b|\blast (?:update|cycle|heartbeat)\b|\bup ?to ?date\b"
        r"|\bdid (?:you|it|the bot) (?:stop|crash|die)\b|\bwhy .*\b(?:halted|paused|stopped|stale|"
        r"offline|silent)\b|\b(?:is|are) .*\b(?:halted|paused|allowed to trade)\b",
        *(Topic.PERFORMANCE, Topic.WHY, Topic.RISK, Topic.POSITION),
    ),
    _phrase(
        Topic.SYMBOLS,
        r"\b(?:which|what) (?:symbols?|markets?|assets?|coins?|pairs?|tickers?|instruments?|"
        r"cryptos?|stocks?)\b|\b(?:list|all) (?:of )?(?:the )?(?:symbols?|markets?|assets?"
        r"|coins?)\b"
        r"|\bwhat (?:do|are) you (?:trade|trading)\b",
        *(Topic.PRICE, Topic.POSITION, Topic.MACRO),
    ),
    _phrase(
        Topic.SCHEDULE,
        r"\bwhen (?:is|will|does|do)\b.*\b(?:next|decide|decision|candle|check|look|cycle|update)\b"
        r"|\bnext (?:candle|decision|cycle|check|update|signal|trade)\b|\bhow (?:long|often"
        r"|soon)\b.*"
        r"\b(?:until|till|next|decide|check|cycle|look|update)\b",
        *(Topic.WHY, Topic.PRICE, Topic.PERFORMANCE, Topic.STATUS),
    ),
    _phrase(
        Topic.PERFORMANCE,
        r"\bhow (?:much|many)\b.*\b(?:money|profit|made|lost|lose|earned|paid|fees?|trades?"
        r"|won)\b.*"
        r"\b(?:so far|overall|total|all time|yet|since the start)\b|\bhow are you doing\b"
        r"|\bam i (?:up|down|rich|winning|losing)\b|\b(?:up|down) overall\b|\bbuyandhold\b"
        r"|\bwie läuft\b|\bhow much (?:did|have) (?:i|we|you|it) (?:make|made|lose|lost|earn"
        r"|earned|pay|paid)\b"
        r"|\bhow much (?:money )?(?:do|does) (?:i|we|it|the account) have\b",
        *(Topic.RISK, Topic.MODE),
    ),
    _phrase(Topic.STRATEGY, r"\bsettings?\b"),
    _phrase(Topic.PERFORMANCE, r"\btrades\b"),
    _phrase(
        Topic.OPTIMIZER,
        r"\b(?:challenger|champion|promot\w*|optimi[sz]er)\b",
        *(Topic.WHY, Topic.PERFORMANCE, Topic.STATUS),
    ),
    _phrase(Topic.ORDERS, r"\b(?:last|recent|open|any) orders?\b", Topic.POSITION, Topic.PERIOD),
    _phrase(
        Topic.RISK,
        r"\bhow much (?:can|could|would|will|do|might) (?:i|we|it|you) lose\b|\bworst case\b"
        r"|\bhow (?:big|large) is\b|\bposition siz\w+\b|\bhow much (?:is )?(?:at risk|exposed)\b",
        *(Topic.POSITION, Topic.PERFORMANCE),
    ),
    _phrase(
        Topic.HELP,
        r"\bwhat (?:can|do|could) (?:i ask|you (?:do|know|answer|tell))\b|\bwho are you\b"
        r"|\bhow (?:do i|can i|to) (?:use|ask)\b|\bwhat are you\b(?! (?:doing|waiting|holding"
        r"|trading"
        r"|buying|selling|risking))",
        *(Topic.PERFORMANCE, Topic.PRICE),
    ),
)
_COMPILED = tuple((phrase, re.compile(phrase.pattern)) for phrase in PHRASES)


def topics_in(words: str) -> set[Topic]:
    """Every topic that the words ask for."""
    stems = set(map(stem, words.split()))
    topics = {topic for topic, asked in _STEMS.items() if stems & asked}
    turned = [phrase for phrase, pattern in _COMPILED if pattern.search(words)]
    asked_for = {phrase.topic for phrase in turned}
    dropped = set(chain.from_iterable(phrase.instead_of for phrase in turned))
    return (topics - dropped) | {topic for topic in asked_for if topic not in dropped}


def vocabulary() -> frozenset[str]:
    """Every word that asks for a topic, for correcting slips."""
    return frozenset(word for words in WORDS.values() for word in words.split())
