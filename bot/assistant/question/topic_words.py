"""The topics of a question: by turns of phrase first, then by single words."""

import re
from itertools import chain

from bot.assistant.question.keywords import WORDS
from bot.assistant.question.phrases import PHRASES
from bot.assistant.question.topic import Topic
from bot.assistant.question.words import stem

_STEMS = {topic: frozenset(map(stem, words.split())) for topic, words in WORDS.items()}
_COMPILED = tuple((phrase, re.compile(phrase.pattern)) for phrase in PHRASES)


def topics_in(words: str) -> set[Topic]:
    """Every topic that the words ask for."""
    stems = set(map(stem, words.split()))
    topics = {topic for topic, asked in _STEMS.items() if stems & asked}
    turned = [phrase for phrase, pattern in _COMPILED if pattern.search(words)]
    asked_for = {phrase.topic for phrase in turned}
    dropped = set(chain.from_iterable(phrase.instead_of for phrase in turned))
    return (topics - dropped) | {topic for topic in asked_for if topic not in dropped}
