"""A question as words: cleaned, in lower case, contractions spelled out, phrases as one word."""

import re
import unicodedata

MOST_CORRECTED = 40
"""Words of a question that are looked up for a slip of the keyboard; a long one is no typo."""
_LEAST_CORRECTED = 6
_AS_IT_IS = frozenset({"news"})
"""Words whose last letter is no ending."""
_NO_SLIPS_WORDS = (
    "closing broker brought decade halved handle internal killed learned marked neutral optimism"
    " passed resort states strategic thinks trails"
)
_NO_SLIPS = frozenset(_NO_SLIPS_WORDS.split())
"""Words a letter away from one that asks for a topic, which mean something else."""
_PHRASES = (
    (r"p\s*[&/]\s*l\b|profits? and loss(es)?|pn&l", "pnl"),
    (r"\b(win|success)[ -]rate", "winrate"),
    (r"\bhit[ -]rate", "hitrate"),
    (r"\btake[ -]?profits?\b", "target"),
    (r"\bstop[ -]?loss(es)?\b", "stop"),
    (r"\bdraw[ -]down", "drawdown"),
    (r"\bbuy[ -](?:and|&)[ -]hold\b", "buyandhold"),
    (r"\binterest[ -]rates?\b", "interest"),
    (r"\bfunding[ -]rates?\b", "funding"),
    (r"\bexchange[ -]rates?\b", "price"),
    (r"\bmoving average crossover\b", "ema"),
    (r"\b(exponential )?moving averages?\b", "ema"),
    (r"\brelative strength index\b", "rsi"),
    (r"\baverage true range\b", "atr"),
    (r"\bstand(?:s|ing)? aside\b", "standaside"),
    (r"\bstop(?:s|ped|ping)? out\b", "stopped"),
    (r"\bcan(?:no|')t\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (r"\b(did|does|do|is|are|was|were|has|have|had|would|could|should|ai)n'?t\b", r"\1 not"),
    (r"\bwhat made\b|\b(?:the )?reasons? (?:for|of|behind)\b", "why"),
    (r"\bu\b", "you"),
    (r"\br\b", "are"),
    (r"\by\b", "why"),
    (r"\bwhat'?s\b|\bwhats\b", "what is"),
    (r"\bhow'?s\b", "how is"),
    (r"\bwhen'?s\b", "when is"),
    (r"\bit'?s\b", "it is"),
    (r"\bi'?m\b", "i am"),
)
_COMPILED = tuple((re.compile(pattern), word) for pattern, word in _PHRASES)


def cleaned(question: str) -> str:
    """The question without control characters, one form for each letter and each quotation mark."""
    plain = unicodedata.normalize("NFKC", question).replace("’", "'").replace("`", "'")
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def plain_words(question: str) -> str:
    """Its words of letters and digits, one space between them."""
    asked = cleaned(question).lower()
    for pattern, word in _COMPILED:
        asked = pattern.sub(word, asked)
    return " ".join(re.findall(r"[^\W_]+", asked))


def stem(word: str) -> str:
    """A word less its endings, so that "trades", "trading" and "traded" are one."""
    if word in _AS_IT_IS:
        return word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending, longer_than in (("ing", 5), ("ed", 4), ("ly", 5)):
        if len(word) > longer_than and word.endswith(ending):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnpt":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def corrected(words: list[str], vocabulary: frozenset[str]) -> list[str]:
    """The words, each unknown one replaced by a known one that is a slip of the keyboard away."""
    known = {stem(word) for word in vocabulary | _NO_SLIPS}
    result = []
    for number, word in enumerate(words):
        is_candidate = number < MOST_CORRECTED and len(word) >= _LEAST_CORRECTED
        if is_candidate and word.isascii() and stem(word) not in known:
            word = next((each for each in sorted(vocabulary) if is_slip(word, each)), word)
        result.append(word)
    return result


def is_slip(word: str, other: str) -> bool:
    """Whether one letter is added, left out or wrong, or two beside each other are swapped."""
    if abs(len(word) - len(other)) > 1 or len(other) < _LEAST_CORRECTED:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if at is None:
        return len(word) != len(other)
    swapped = word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return other[at:] == swapped or any(
        word[at + a :] == other[at + b :] for a, b in ((1, 0), (0, 1), (1, 1))
    )
