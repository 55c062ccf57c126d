"""The turns of phrase by which topics are asked for."""

from dataclasses import dataclass

from bot.assistant.question.topic import Topic

_ACT = (
    r"(?:buy|sell|trade|enter|exit|close|cover|open|go|get|switch|flip|reverse|be|turn|bought|sold)"
)


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
        r"|\b(?:under )?(?:what|which) (?:conditions?|circumstances|price)\b(?! did).*"
        rf"\b{_ACT}\b|\b(?:exit|entry|selling|buying|sell|buy) (?:conditions?|rules?|triggers?"
        rf"|plan)\b"
        r"|\bhow (?:close|far|near)\b.*\b(?:sell|buy|exit|entry|cross|stop|target|signal|trade)\b"
        r"|(?<!and )\bat what (?:price|level|point)\b(?! did)"
        r"|\bwhere (?:is|are|does|do|would|will) .*"
        r"\b(?:exit|get out|get stopped)\b|\bexit plan\b",
        *(Topic.WHY, Topic.POSITION, Topic.RISK, Topic.PRICE, Topic.ADVICE, Topic.ORDERS),
        *(Topic.SCHEDULE, Topic.FORECAST, Topic.STATUS),
    ),
    _phrase(
        Topic.TRIGGERS,
        r"\bwhy\b.*\b(?:not|never)\b.*\b(?:sell|sold|exit\w*|clos\w*|cover\w*)\b"
        r"|\bwhy are (?:you|we|it) (?:closing|exiting)\b",
        *(Topic.WHY, Topic.POSITION, Topic.PRICE),
    ),
    _phrase(
        Topic.WHY,
        r"\bwhen (?:you|it|the bot|we) (?:bought|entered|shorted|went)\b",
        *(Topic.POSITION, Topic.PRICE, Topic.AI, Topic.MACRO),
    ),
    _phrase(
        Topic.COMMAND,
        r"\bhow (?:do|can|could) (?:i|we|you) (?:resume|unpause|pause|halt|stop|restart|close)\b",
        *(Topic.STATUS, Topic.RISK, Topic.POSITION, Topic.WHY),
    ),
    _phrase(
        Topic.STATUS,
        r"\b(?:can|may|will|could) (?:you|it|bot|the bot) (?:still |now |ever )?trade(?: again)?$",
        Topic.FORECAST,
    ),
    _phrase(
        Topic.OPTIMIZER,
        r"\bruns? (?:was |were |is |been )*(?:refused|rejected)\b",
        *(Topic.STATUS, Topic.WHY),
    ),
    _phrase(
        Topic.ADVICE,
        r"\b(?:should|shall|ought|can|may|could) (?:i|we|one)\b.*\b(?:buy|sell|invest|enter|exit|"
        r"hold|close|short|long|put|trade|wait|take|increase|add|bet|go|get|use|raise|lower)"
        r"|\b(?:good|right|bad|best|safe) (?:time|moment|idea|investment|buy)\b"
        r"|\bwhat (?:should|shall|would you advise|do you (?:recommend|suggest|advise))\b"
        r"|\b(?:recommend|advise|advice|suggest|tip|tips)\b|\bworth (?:buying|selling|holding)\b"
        r"|\bis (?:it|now|this) .*\b(?:worth|time to)\b|\bwould you (?:buy|sell|hold|invest)\b"
        r"|\bwhether (?:i|we) should\b|\bin my (?:place|shoes)\b|\bwould you do\b"
        r"|\b(?:smart|wise|clever|safe|dangerous|stupid) to (?:buy|sell|hold|keep|invest|enter)\b"
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
        r"replac\w*|updat\w*|promot\w*|rolled back|rollback|come from|from|reject\w*|accept\w*"
        r"|refus\w*)\b"
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
    _phrase(
        Topic.TRIGGERS,
        r"\bwhat (?:if|happens (?:if|when))\b|\bchange (?:your|its|the) (?:mind|decision)\b",
        *(Topic.WHY, Topic.PRICE, Topic.FORECAST, Topic.STATUS, Topic.CHANGES),
    ),
    _phrase(
        Topic.PERIOD,
        r"\bwhy\b.*\b(?:lose|lost|losing|loss|losses)\b",
        *(Topic.WHY, Topic.RISK, Topic.PERFORMANCE),
    ),
    _phrase(
        Topic.MACRO,
        r"\bwhy\b.*\b(?:bias|bearish|bullish|macro|hawkish|dovish)\b",
        Topic.WHY,
    ),
    _phrase(
        Topic.CALENDAR,
        r"\bwhen\b.*\b(?:fomc|cpi|nfp|fed|meeting|payrolls?|halving)\b|\bblackouts?\b"
        r"|\bcalendar\b|\b(?:upcoming|scheduled|coming) (?:events?|up)\b|\bevents? coming\b",
        *(Topic.SCHEDULE, Topic.RISK),
    ),
    _phrase(
        Topic.MODE,
        r"\bwhich exchange\b|\bconnected\b|\bdata source\b"
        r"|\bwhere .*\b(?:candles?|data|prices?)\b.*\bfrom\b",
        *(Topic.PRICE, Topic.STATUS),
    ),
    _phrase(
        Topic.HELP,
        r"\bare you (?:an? )?(?:ai|bot|human|robot|chatgpt|llm|real|person)\b",
        Topic.AI,
    ),
    _phrase(
        Topic.POSITION,
        r"\bwhen did (?:you|we|it|i|the bot|(?:the|my|our|this) (?:position|trade)) "
        r"(?:enter|buy|open|get in|go|start|begin)\b|\bentry price\b|\bat what price did\b",
        *(Topic.WHY, Topic.PRICE, Topic.SCHEDULE),
    ),
    _phrase(Topic.STRATEGY, r"\bexplain\b.*\bstrateg\w*|\bhow .*\bstrateg\w* works?\b", Topic.WHY),
    _phrase(Topic.SCHEDULE, r"\bcandle (?:size|length|interval)\b", *(Topic.RISK, Topic.PRICE)),
    _phrase(Topic.PRICE, r"\b(?:last|latest) close\b|\bclosing price\b"),
    _phrase(Topic.RISK, r"\bat stake\b"),
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
