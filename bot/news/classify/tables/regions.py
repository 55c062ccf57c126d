"""Regions by the names of their economies, and how far each reaches into the markets of others."""

from bot.news.classify.meaning import Meaning, Reach, joined, spelled

_WORLD = Meaning(reach=Reach.WORLD)
_MAJOR = Meaning(reach=Reach.MAJOR)
_LOCAL = Meaning(reach=Reach.LOCAL)

REGIONS = joined(
    spelled(
        (_WORLD, "global, world, worldwide, G7, G20, G-20"),
        (
            Meaning(reach=Reach.WORLD, currency="USD"),
            """
        US, U.S., USA, America, American, United States, Washington
        """,
        ),
        (
            _MAJOR,
            """
        Europe, European, EU, Asia, Asian, emerging market, emerging markets
        """,
        ),
        (
            Meaning(reach=Reach.MAJOR, currency="EUR"),
            """
        euro zone, eurozone, euro area
        """,
        ),
        (
            Meaning(reach=Reach.MAJOR),
            """
        Germany, German, France, French, Italy, Italian
        """,
        ),
        (Meaning(reach=Reach.MAJOR, currency="GBP"), "UK, U.K., Britain, British"),
        (Meaning(reach=Reach.MAJOR, currency="JPY"), "Japan, Japanese"),
        (Meaning(reach=Reach.MAJOR, currency="CNY"), "China, Chinese, Beijing"),
        (Meaning(reach=Reach.LOCAL, currency="CAD"), "Canada, Canadian"),
        (Meaning(reach=Reach.LOCAL, currency="AUD"), "Australia, Australian"),
        (Meaning(reach=Reach.LOCAL, currency="NZD"), "New Zealand"),
        (Meaning(reach=Reach.LOCAL, currency="CHF"), "Switzerland, Swiss"),
        (Meaning(reach=Reach.LOCAL, currency="INR"), "India, Indian"),
        (Meaning(reach=Reach.LOCAL, currency="BRL"), "Brazil, Brazilian"),
        (Meaning(reach=Reach.LOCAL, currency="MXN"), "Mexico, Mexican"),
        (Meaning(reach=Reach.LOCAL, currency="TRY"), "Turkey, Turkish"),
    ),
    spelled(
        (
            _LOCAL,
            """
        South Korea, Korean, Indonesia, Indonesian, Thailand, Thai, Philippines, Philippine,
        Malaysia, Vietnam, Singapore, Hong Kong, Taiwan, Argentina, Chile, Colombia, Peru,
        Nigeria, Kenya, Egypt, South Africa, Israel, UAE, Dubai, Abu Dhabi, Qatar, Gulf markets,
        Saudi Arabia, Poland, Hungary, Czech, Romania, Norway, Norwegian, Sweden, Swedish,
        Denmark, Spain, Spanish, Portugal, Greece, Greek, Netherlands, Dutch, Belgium, Austria,
        Ireland, Irish, Ukraine, Pakistan, Bangladesh, Sri Lanka, TSX, Venezuela, Bahamas,
        El Salvador, Cyprus
        """,
        ),
    ),
)
