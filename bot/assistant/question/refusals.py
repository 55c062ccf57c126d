"""Questions that are none: instructions, code, orders to act, and languages that are not spoken."""

import re

from bot.assistant.question.words import cleaned

_INSTRUCTIONS = re.compile(
    r"\b(?:ignore|disregard|forget|bypass)\b.{0,40}\b(?:instruction|rule|prompt|previous|"
    r"above|prior|everything|guardrail|restriction|polic|limits? and)"
    r"|\bsystem[ _-]?prompt|\byour (?:initial |hidden |original )?(?:prompt|instructions)\b"
    r"|\bjailbreak|\byou are now\b|\bpretend (?:to be|you|that)|\bact as (?:a|an|if|my)\b"
    r"|\bdeveloper mode|\brole ?play|\bfrom now on,? (?:you|answer|act|reply|respond)\b|\bnew"
    r" instructions?\b|\bdo anything now\b"
    r"|\brepeat (?:after me|the (?:text|words) above)|<\|?/?(?:im_start|im_end|system|assistant)"
    r"|^\s*(?:system|assistant)\s*:|\bsay that (?:the|my|your|it|there|btc|we)\b"
    r"|\banswer (?:only )?with (?:yes|no|the word)\b"
    r"|\b(?:say|write|output|print|(?:reply|respond) with)\s*:?\s*['\"]"
    r"|\binvent\b|\bmake up (?:a|some|the)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"<\s*/?\s*(?:script|img|iframe|svg|body|style|object|embed|link|meta|a|b|h1)\b|javascript\s*:"
    r"|\bon(?:error|load|click|mouseover)\s*=|\b(?:drop|alter|truncate)\s+table\b|\bunion\s+"
    r"(?:all\s+)?select\b|\bselect\b.+\bfrom\b.+(?:;|\bwhere\b|users|--)|\bdelete\s+from\b"
    r"|\binsert\s+into\b|'\s*(?:or|and)\s*'?\d*'?\s*=|;\s*--|\.\.[/\\]|%2e%2e|/etc/|\\windows"
    r"|\b(?:file|data|gopher|ftp)://?|[$#]\{|\{\{|\{%|\$\(|\brm\s+-rf?\b|\b__\w+__\b"
    r"|\b(?:exec|eval|system|import|open)\s*\(|\bsudo\b|&&\s*\w|\|\s*(?:sh|bash)\b|\bwget\b"
    r"|\bcurl\s+http|\bnc\s+-|\{\s*\"?\$\w+",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:api[ _-]?(?:key|token|secret)s?|passwords?|passphrases?|private[ _-]?keys?|seed phrases?"
    r"|credentials?|secret(?:s| keys?)|bearer|auth\w* tokens?|wallet keys?|env(?:ironment)? "
    r"variables?|access tokens?|exchange[_ ](?:api[_ ])?(?:keys?|secrets?))\b|\.env\b|\w+_(?:API_)?"
    r"(?:KEY|SECRET|TOKEN)\b",
    re.IGNORECASE,
)
_POLITE = (
    r"(?:please |pls |hey |hi |hello |ok |okay |now |just |go and |go ahead and |bot |quickly )*"
)
_TOLD = r"(?:i want you to |you (?:must|should|have to|need to) |can you |could you )?"
_ASKED = rf"^{_POLITE}{_TOLD}{_POLITE}"
_OBJECT = (
    r"(?:\d|all|everything|half|some|my|the|a|an|it|now|this|that|more|another|immediately|your)"
)
_ORDERS = (
    rf"{_ASKED}(?:liquidate|cancel|withdraw|deposit|transfer|restart|unpause|shut|kill|place|dump|"
    r"execute|reload|delete|promote) \w",
    rf"{_ASKED}(?:buy|sell|short|long|close|open|exit|enter|trade|invest|go) {_OBJECT}\b",
    rf"{_ASKED}(?:buy|sell) (?!signal|price|condition|rule|reason|or|and|trigger|order|side|point|"
    r"level|plan|in)\w+(?: now| please| immediately| asap)*$",
    rf"{_ASKED}(?:pause|resume|halt|stop|start|set|change|increase|decrease|raise|lower|double|"
    r"reset|disable|enable|lift|clear|move|update|remove|reduce) (?:the|my|your|all|it|trading|bot|"
    r"everything|risk|leverage|(?:\w+ ){1,3}to)\b",
    rf"{_ASKED}(?:turn|switch|roll) (?:\w+ ){{0,3}}(?:off|on|back|to)\b",
    rf"{_ASKED}(?:buy|sell|liquidate|halt|pause|resume|close|go)(?: (?:everything|all|it|now|short|"
    r"long|positions?|immediately|asap))+$",
    r"^(?:halt|pause|resume|restart|unpause)$",
)
_ORDER = re.compile("|".join(f"(?:{order})" for order in _ORDERS))

_GERMAN = (
    "wie was warum wann wer der die das ist sind mein meine meinem mich ich du und nicht heute "
    "gestern"
    " woche monat hoch viel hast hat habe gekauft verkauft wird soll welche bitte kein keine lief "
    "läuft"
)
_OTHERS = (
    "qué que cuál cual cómo como está es mi mis el los las por porque cuánto hoy ayer comprado "
    "vendido"
    " quel quelle pourquoi est mon ma le les des avec aujourd hui combien vous acheté vendu"
    " qual meu minha você por quê quanto hoje ontem perché il mio quanto oggi sono"
)
_ENGLISH_WORDS = (
    "what why how when which who is are was the my your you i it do does did should would will"
    " can and of to in for at on not about tell show me has have a an much many this last next"
    " explain"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FOREIGN = frozenset((_GERMAN + " " + _OTHERS).split()) - _ENGLISH
_LEAST_FOREIGN = 2


def is_hostile(question: str) -> bool:
    """Whether it carries instructions or code, which no question about trading does."""
    asked = cleaned(question)
    return _INSTRUCTIONS.search(asked) is not None or _CODE.search(asked) is not None


def asks_for_secrets(question: str) -> bool:
    """Whether it asks for keys or passwords, of which the answers know none."""
    return _SECRETS.search(cleaned(question)) is not None


def is_order(words: str) -> bool:
    """Whether the words (of `plain_words`) tell the bot to do something."""
    return _ORDER.search(words) is not None


def is_foreign(words: str) -> bool:
    """Whether they are mostly not English: other letters, or little words of other languages."""
    letters = [letter for letter in words if letter.isalpha()]
    if sum(ord(letter) > 0x24F for letter in letters) * 2 > len(letters) > 0:
        return True
    asked = words.split()
    foreign = sum(word in _FOREIGN for word in asked)
    return foreign >= _LEAST_FOREIGN and foreign > sum(word in _ENGLISH for word in asked)
