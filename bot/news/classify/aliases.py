"""Which names of a headline mean which symbols."""

from collections.abc import Iterable, Mapping

from bot.domain import filled_text
from bot.domain.errors import ConfigError
from bot.news.classify.category import Category
from bot.news.classify.meaning import (
    NO_MEANING,
    Meaning,
    Phrases,
    Subject,
    SubjectKind,
    joined,
    phrases_of,
)
from bot.news.classify.symbols import by_key, currencies, is_coin
from bot.news.classify.tables import (
    BROAD_STOCKS,
    COIN_COMPANIES,
    COIN_FIRMS_OF_COMMON_WORDS,
    COINS,
    COMMODITIES,
    COMMON_COINS,
    COMMON_COMPANIES,
    COMPANIES,
    CRYPTO_WORDS,
    CURRENCY_PAIRS,
    FALLING_STOCKS,
    GENERIC,
    INDICES,
    OIL_KEYS,
    RISING_STOCKS,
    WEAK,
)
from bot.news.classify.vocabulary import COIN_WORDS, COMPANY_WORDS, Vocabulary

CRYPTO = "crypto"
"""The key of all coins together."""
EVERYTHING = "*"
_COINS_WHERE_NONE_IS_TRADED = ("BTC/USDT", "ETH/USDT")


class Aliases:
    """The names of assets, adapted to the symbols that the user trades."""

    def __init__(
        self, symbols: Iterable[str] = (), stated: Mapping[str, str | list[str]] | None = None
    ) -> None:
        """`stated` are the user's own: a name and its symbol, several symbols, "*" for the whole
        market, or an empty list for a name that shall mean nothing. They replace ours.

        A name in small letters is found in any spelling, one with capitals only with them.
        Raises ConfigError where an alias is no text or list of texts.
        """
        self.traded = tuple(dict.fromkeys(symbols))
        self._traded_by_key = by_key(self.traded)
        own = {
            filled_text("an alias", name): _own_meaning(name, value)
            for name, value in (stated or {}).items()
        }
        ours = {
            phrase: meaning
            for phrase, meaning in joined(GENERIC, _assets()).items()
            if phrase.lower() not in {name.lower() for name in own}
        }
        common = {name: words for name, words in _common_names().items() if name not in own}
        self.vocabulary = Vocabulary(ours | own, common)

    def symbols_for(self, key: str) -> tuple[str, ...]:
        """The symbols that news of a key goes to: those traded, else the key's own."""
        if key == CRYPTO:
            coins = tuple(symbol for symbol in self.traded if is_coin(symbol))
            return coins or _COINS_WHERE_NONE_IS_TRADED
        return self._traded_by_key.get(key, (key,))

    def pairs_of(self, currency: str) -> tuple[tuple[str, int], ...]:
        """Pairs with the currency, +1 where it is the base: those traded, else the best known."""
        pairs = [(symbol, pair) for symbol in self.traded if (pair := currencies(symbol))]
        traded = tuple(
            (symbol, 1 if pair[0] == currency else -1) for symbol, pair in pairs if currency in pair
        )
        return traded or tuple(filter(None, [CURRENCY_PAIRS.get(currency)]))


def _own_meaning(name: str, value: object) -> Meaning:
    symbols = [value] if isinstance(value, str) else value
    if not isinstance(symbols, list) or not all(isinstance(each, str) for each in symbols):
        raise ConfigError(f"need a symbol or a list of symbols for the alias {name!r}")
    keys = tuple(filled_text(f"the alias {name!r}", symbol) for symbol in symbols)
    return _asset(keys) if keys else NO_MEANING


def _asset(
    keys: tuple[str, ...], votes: tuple[tuple[Category, int], ...] = (), actor: str | None = None
) -> Meaning:
    return Meaning(subject=Subject(SubjectKind.ASSET, keys), votes=votes, actor=actor)


def _assets() -> Phrases:
    rows: Phrases = {}
    for coins in (COINS, COMMON_COINS):
        for coin, names in coins.items():
            meaning = _asset((f"{coin}/USDT",), ((Category.CRYPTO, 2),))
            rows |= dict.fromkeys(phrases_of(names), meaning)
    for symbol, names in COMMODITIES.items():
        keys = OIL_KEYS if symbol in OIL_KEYS[:1] else (symbol,)
        rows |= dict.fromkeys(phrases_of(names), _asset(keys, ((Category.COMMODITY, 2),)))
    for symbol, names in INDICES.items():
        rows |= dict.fromkeys(phrases_of(names), _asset((symbol,), ((Category.MACRO, 2),)))
    for companies in (COMPANIES, COMMON_COMPANIES, COIN_COMPANIES):
        votes = ((Category.CRYPTO, 2),) if companies is COIN_COMPANIES else ()
        for symbol, names in companies.items():
            actor = phrases_of(names)[0]
            rows |= dict.fromkeys(phrases_of(names), _asset((symbol,), votes, actor))
    for names, move in ((BROAD_STOCKS, None), (FALLING_STOCKS, -WEAK), (RISING_STOCKS, WEAK)):
        stocks = Subject(SubjectKind.STOCKS, ("^GSPC",))
        meaning = Meaning(subject=stocks, move=move, votes=((Category.MACRO, 2),))
        rows |= dict.fromkeys(phrases_of(names), meaning)
    return rows | dict.fromkeys(phrases_of(CRYPTO_WORDS), _asset((CRYPTO,)))


def _common_names() -> dict[str, frozenset[str]]:
    """Names that are everyday words too, with the words that tell them apart."""
    coins = [
        *COIN_FIRMS_OF_COMMON_WORDS,
        *(n for t in COMMON_COINS.values() for n in phrases_of(t)),
    ]
    companies = [name for texts in COMMON_COMPANIES.values() for name in phrases_of(texts)]
    return dict.fromkeys(coins, COIN_WORDS) | dict.fromkeys(companies, COMPANY_WORDS)
