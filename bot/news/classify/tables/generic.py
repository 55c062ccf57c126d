"""Every phrase that means the same whatever is traded."""

from bot.news.classify.meaning import joined
from bot.news.classify.tables.actors import ACTORS
from bot.news.classify.tables.business import COMPANY, LAW
from bot.news.classify.tables.categories import CATEGORY_WORDS
from bot.news.classify.tables.crypto import CRYPTO
from bot.news.classify.tables.moves import MOVES, TURNS
from bot.news.classify.tables.oil import OIL
from bot.news.classify.tables.rates import RATES
from bot.news.classify.tables.regions import REGIONS
from bot.news.classify.tables.subjects import SUBJECTS
from bot.news.classify.tables.weights import WEIGHT
from bot.news.classify.tables.world import WORLD

GENERIC = joined(
    CATEGORY_WORDS,
    REGIONS,
    TURNS,
    MOVES,
    SUBJECTS,
    RATES,
    WORLD,
    OIL,
    CRYPTO,
    LAW,
    COMPANY,
    WEIGHT,
    ACTORS,
)
