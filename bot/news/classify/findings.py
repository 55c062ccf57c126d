"""What a text says has happened: subjects with their moves, and topics."""

import sys
from typing import NamedTuple

from bot.news.classify.meaning import Nature, Scope, Subject, SubjectKind, Topic
from bot.news.classify.tables import COLLAPSE
from bot.news.classify.vocabulary import Found

_REACH_AFTER = 5
_REACH_BEFORE = 2
_FLIP_REACH = 3
"""So many words may stand between a subject and its move, and before a move what turns it round."""


class Finding(NamedTuple):
    """One thing that happened; `lean` in [-1, 1] is good above 0 for what it concerns.

    `subject` is what moved, None for a topic; `is_turned` where another word turned it round.
    """

    start: int
    lean: float
    nature: Nature = Nature.PLAIN
    scope: Scope = Scope.NAMED
    subject: Subject | None = None
    move: float = 0.0
    is_turned: bool = False


def findings(found: list[Found], aside: int) -> list[Finding]:
    """The findings of a text in its order; what concerns all counts half from `aside` on."""
    stated: list[Finding] = []
    for index, (start, _, meaning) in enumerate(found):
        if meaning.topic is not None:
            topic = _of_topic(found, index, meaning.topic)
            stated.append(_half(topic) if start >= aside else topic)
        if meaning.subject is not None:
            moved = _of_subject(found, index, meaning.subject)
            if moved is not None:
                of_all = start >= aside and moved.scope is Scope.MARKET
                stated.append(_half(moved) if of_all else moved)
    return stated


def aside_from(found: list[Found]) -> int:
    """The word from which on a text tells the background of its news (… amid the war)."""
    for start, _, meaning in found:
        if meaning.begins_aside and start:
            return start
    return sys.maxsize


def _half(finding: Finding) -> Finding:
    return finding._replace(lean=finding.lean / 2)


def _of_topic(found: list[Found], index: int, topic: Topic) -> Finding:
    turned = _is_turned(found, index)
    lean = -topic.lean / 2 if turned else topic.lean
    return Finding(found[index].start, lean, topic.nature, topic.scope, None, 0.0, turned)


def _of_subject(found: list[Found], index: int, subject: Subject) -> Finding | None:
    at = _move_of(found, index)
    if at is None:
        return None
    move = found[at].meaning.move or 0.0
    turned = _is_turned(found, at)
    if subject.kind is SubjectKind.RATES and not turned:
        turned = _turns_behind(found, at)
    if turned:
        move = -move
    if _is_about_supply(found, index):
        move = -move
    lean, nature, scope = _judged(subject.kind, move)
    return Finding(found[index].start, lean, nature, scope, subject, move, turned)


def _move_of(found: list[Found], index: int) -> int | None:
    """Where the subject's move stands: the nearest one, behind it rather than before it."""
    if found[index].meaning.move is not None:
        return index
    after, before = _move_after(found, index), _move_before(found, index)
    if after is None or before is None:
        return after if before is None else before
    gap_after = found[after].start - found[index].end
    gap_before = found[index].start - found[before].end
    return after if gap_after <= gap_before + 1 else before


def _move_after(found: list[Found], index: int) -> int | None:
    for at in range(index + 1, len(found)):
        item = found[at]
        if item.meaning.ends_clause or item.start - found[index].end > _REACH_AFTER:
            return None
        if item.meaning.move is not None:
            is_another = item.meaning.subject is not None or _describes_next(found, index, at)
            return None if is_another else at
    return None


def _describes_next(found: list[Found], index: int, at: int) -> bool:
    """Whether a move belongs to the subject right behind it: oil up, soaring gold."""
    if found[at].start == found[index].end or at + 1 == len(found):
        return False
    following = found[at + 1]
    return following.meaning.subject is not None and following.start == found[at].end


def _move_before(found: list[Found], index: int) -> int | None:
    for at in range(index - 1, -1, -1):
        item = found[at]
        if item.meaning.ends_clause or found[index].start - item.end > _REACH_BEFORE:
            return None
        if item.meaning.move is not None:
            return None if item.meaning.subject is not None else at
    return None


def _is_turned(found: list[Found], index: int) -> bool:
    if found[index].meaning.flips:
        return True
    for at in range(index - 1, -1, -1):
        item = found[at]
        if item.meaning.ends_clause or found[index].start - item.end > _FLIP_REACH:
            return False
        if item.meaning.flips:
            return True
    return False


def _turns_behind(found: list[Found], index: int) -> bool:
    for item in found[index + 1 :]:
        if item.meaning.ends_clause or item.start - found[index].end > _FLIP_REACH:
            return False
        if item.meaning.flips:
            return True
    return False


def _is_about_supply(found: list[Found], index: int) -> bool:
    """Whether it is the asset's supply that moves, right behind the asset."""
    if index + 1 == len(found):
        return False
    following = found[index + 1]
    return following.meaning.is_supply and following.start - found[index].end <= 1


def _judged(kind: SubjectKind, move: float) -> tuple[float, Nature, Scope]:
    """What a move of a kind of subject means."""
    if kind in (SubjectKind.ASSET, SubjectKind.STOCKS, SubjectKind.CURRENCY):
        return move, Nature.PLAIN, Scope.NAMED
    if kind in (SubjectKind.RATES, SubjectKind.INFLATION):
        return -move, Nature.RATES, Scope.MARKET
    if kind is SubjectKind.YIELDS:
        return -move / 2, Nature.RATES, Scope.MARKET
    if kind is SubjectKind.UNEMPLOYMENT:
        kind, move = SubjectKind.JOBS, -move
    if kind is SubjectKind.JOBS and move > 0:
        return -move, Nature.RATES, Scope.MARKET
    if kind is SubjectKind.BANK:
        is_failure = move <= COLLAPSE
        return (-0.7 if is_failure else move), Nature.PLAIN, _bank_scope(is_failure)
    return move, Nature.PLAIN, Scope.MARKET


def _bank_scope(is_failure: bool) -> Scope:
    return Scope.MARKET if is_failure else Scope.NAMED
