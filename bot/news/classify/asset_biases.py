"""Which assets a headline concerns, and what it means for each."""

from collections.abc import Iterator

from bot.news.classify.aliases import CRYPTO, EVERYTHING, Aliases
from bot.news.classify.category import Category
from bot.news.classify.findings import Finding
from bot.news.classify.lean import Lean
from bot.news.classify.meaning import Nature, Reach, Scope, Subject, SubjectKind
from bot.news.classify.reading import Reading
from bot.news.classify.symbols import sign
from bot.news.classify.vocabulary import Found

NO_ASSET = "none"
"""Stands among the assets of an event that concerns none: it then reaches no symbol at all."""

_REACHING = {Reach.WORLD: 1.0, Reach.MAJOR: 0.5, Reach.LOCAL: 0.0}
_WALL_STREET = ("^GSPC",)


def asset_biases(
    reading: Reading, category: Category, lean: Lean, aliases: Aliases
) -> dict[str, float]:
    """The bias in [-1, 1] of each asset that is concerned, "*" for all others where the whole
    market is, and NO_ASSET alone where nobody is."""
    biases: dict[str, float] = {}
    market = _market_lean(reading)
    for each in reading.findings:
        if each.scope is Scope.CRYPTO:
            _add(biases, aliases.symbols_for(CRYPTO), each.lean)
    _add_named(biases, reading.title, reading.findings, reading, lean, aliases)
    if not biases and market is None and category is not Category.GENERAL:
        _add_named(biases, reading.summary, reading.summary_findings, reading, lean, aliases)
    if market is not None:
        biases |= _of_all(market, reading, aliases, biases)
    return {symbol: round(bias, 2) + 0.0 for symbol, bias in biases.items()} or {
        NO_ASSET: round(lean.score, 2)
    }


def _market_lean(reading: Reading) -> Lean | None:
    """What concerns every asset; None where nothing does."""
    if not reading.findings or reading.is_of_a_company():
        return None
    reach = _REACHING[reading.reach]
    first = next(filter(_is_of_the_market, reading.findings), None)
    if first is None or (not reach and first.nature is not Nature.TURMOIL):
        return None
    return Lean(first.lean * (reach or 1.0), first.nature)


def _is_of_the_market(finding: Finding) -> bool:
    """Whether it concerns every asset: a topic that does, or the stocks of a whole exchange."""
    if finding.subject is None or finding.scope is Scope.MARKET:
        return finding.scope is Scope.MARKET
    return finding.subject.kind is SubjectKind.STOCKS or finding.subject.keys[:1] == _WALL_STREET


def _add(biases: dict[str, float], symbols: tuple[str, ...], bias: float) -> None:
    for symbol in symbols:
        biases.setdefault(symbol, bias)


def _add_named(
    biases: dict[str, float],
    found: list[Found],
    stated: list[Finding],
    reading: Reading,
    lean: Lean,
    aliases: Aliases,
) -> None:
    own = {each.start: each.lean for each in stated if each.subject is not None}
    for item, subject in _assets(found):
        if subject.kind is SubjectKind.CURRENCY:
            if item.start in own:
                for symbol, side in aliases.pairs_of(subject.keys[0]):
                    biases.setdefault(symbol, own[item.start] * side)
            continue
        if subject.kind is SubjectKind.STOCKS and (
            item.start not in own or reading.reach is not Reach.WORLD
        ):
            continue
        for symbol in (each for key in subject.keys for each in aliases.symbols_for(key)):
            named = lean.score * _side(symbol, lean, reading)
            biases.setdefault(symbol, own.get(item.start, named))


def _side(symbol: str, lean: Lean, reading: Reading) -> int:
    """What is said of an asset itself is meant for it as it is said."""
    if symbol == EVERYTHING or lean.nature is Nature.PLAIN:
        return 1
    return sign(symbol, lean.nature, reading.currency)


def _assets(found: list[Found]) -> Iterator[tuple[Found, Subject]]:
    kinds = (SubjectKind.ASSET, SubjectKind.STOCKS, SubjectKind.CURRENCY)
    for item in found:
        if item.meaning.subject is not None and item.meaning.subject.kind in kinds:
            yield item, item.meaning.subject


def _of_all(
    market: Lean, reading: Reading, aliases: Aliases, biases: dict[str, float]
) -> dict[str, float]:
    """ "*", and each traded symbol that takes the same news otherwise."""
    currency = reading.currency
    others = {
        symbol: market.score * side
        for symbol in aliases.traded
        if symbol not in biases and (side := sign(symbol, market.nature, currency)) != 1
    }
    return {**others, EVERYTHING: biases.get(EVERYTHING, market.score)}
