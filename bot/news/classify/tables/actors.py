"""People and institutions that make news, by the names that headlines give them."""

from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, Phrases, Reach, joined, phrases_of

_BANK = ((Category.CENTRAL_BANK, 2),)
_WATCHDOG = ((Category.REGULATION, 2),)
_STATE = ((Category.POLITICS, 2),)
_COIN_FIRM = ((Category.CRYPTO, 2),)
_ECONOMY = ((Category.MACRO, 1),)

Row = tuple[str, str]

_BANKS: dict[tuple[str, Reach], tuple[Row, ...]] = {
    ("USD", Reach.WORLD): (
        (
            "Federal Reserve",
            "Fed, FOMC, Federal Reserve, Federal Reserve Board, Federal Open Market Committee",
        ),
        ("Jerome Powell", "Jerome Powell, Powell, Fed Chair Powell, Fed's Powell"),
        ("Kevin Warsh", "Kevin Warsh, Warsh"),
        ("Kevin Hassett", "Kevin Hassett, Hassett"),
        ("Christopher Waller", "Christopher Waller, Waller"),
        ("John Williams", "John Williams, Fed's Williams"),
        ("Philip Jefferson", "Philip Jefferson, Fed's Jefferson"),
        ("Michelle Bowman", "Michelle Bowman, Fed's Bowman, Bowman"),
        ("Michael Barr", "Michael Barr, Fed's Barr"),
        ("Lisa Cook", "Lisa Cook, Fed's Cook"),
        ("Stephen Miran", "Stephen Miran, Miran"),
        ("Mary Daly", "Mary Daly, Fed's Daly"),
        ("Austan Goolsbee", "Austan Goolsbee, Goolsbee"),
        ("Raphael Bostic", "Raphael Bostic, Bostic"),
        ("Neel Kashkari", "Neel Kashkari, Kashkari"),
        ("Lorie Logan", "Lorie Logan, Fed's Logan"),
        ("Beth Hammack", "Beth Hammack, Hammack"),
        ("James Bullard", "James Bullard, Bullard"),
    ),
    ("EUR", Reach.MAJOR): (
        ("European Central Bank", "ECB, European Central Bank"),
        ("Christine Lagarde", "Lagarde, Christine Lagarde"),
        ("Isabel Schnabel", "Schnabel, Isabel Schnabel"),
        ("Philip Lane", "Philip Lane, ECB's Lane"),
        ("Luis de Guindos", "de Guindos, Luis de Guindos"),
        ("Joachim Nagel", "Nagel, Joachim Nagel"),
        ("Bundesbank", "Bundesbank"),
        ("Bank of France", "Bank of France, Villeroy"),
    ),
    ("GBP", Reach.MAJOR): (
        ("Bank of England", "BoE, BOE, Bank of England"),
        ("Andrew Bailey", "Andrew Bailey, BoE's Bailey, BOE's Bailey"),
        ("Huw Pill", "Huw Pill"),
    ),
    ("JPY", Reach.MAJOR): (
        ("Bank of Japan", "BoJ, BOJ, Bank of Japan"),
        ("Kazuo Ueda", "Ueda, Kazuo Ueda"),
    ),
    ("CNY", Reach.MAJOR): (
        ("People's Bank of China", "PBoC, PBOC, People's Bank of China, China's central bank"),
        ("Pan Gongsheng", "Pan Gongsheng"),
    ),
    ("CHF", Reach.LOCAL): (("Swiss National Bank", "SNB, Swiss National Bank"),),
    ("INR", Reach.LOCAL): (("Reserve Bank of India", "RBI, Reserve Bank of India"),),
    ("AUD", Reach.LOCAL): (("Reserve Bank of Australia", "RBA, Reserve Bank of Australia"),),
    ("NZD", Reach.LOCAL): (("Reserve Bank of New Zealand", "RBNZ"),),
    ("CAD", Reach.LOCAL): (("Bank of Canada", "BoC, Bank of Canada, Macklem"),),
    ("NOK", Reach.LOCAL): (("Norges Bank", "Norges Bank"),),
    ("SEK", Reach.LOCAL): (("Riksbank", "Riksbank"),),
    ("TRY", Reach.LOCAL): (("Central Bank of Turkey", "CBRT, Turkish central bank"),),
    ("BRL", Reach.LOCAL): (("Central Bank of Brazil", "Copom, Brazil's central bank"),),
    ("KRW", Reach.LOCAL): (("Bank of Korea", "BOK, Bank of Korea"),),
    ("MXN", Reach.LOCAL): (("Bank of Mexico", "Banxico"),),
    ("ZAR", Reach.LOCAL): (("South African Reserve Bank", "SARB"),),
    ("RUB", Reach.LOCAL): (("Bank of Russia", "Bank of Russia, Nabiullina"),),
}

_OTHERS: tuple[tuple[tuple[tuple[Category, int], ...], tuple[Row, ...]], ...] = (
    (
        _WATCHDOG,
        (
            (
                "U.S. Securities and Exchange Commission",
                "SEC, SEC's, US SEC, Securities and Exchange Commission",
            ),
            ("Gary Gensler", "Gensler, Gary Gensler"),
            ("Paul Atkins", "Paul Atkins, SEC's Atkins"),
            ("Hester Peirce", "Hester Peirce"),
            ("CFTC", "CFTC, Commodity Futures Trading Commission"),
            ("FDIC", "FDIC"),
            ("FINRA", "FINRA"),
            ("Department of Justice", "DOJ, Department of Justice, Justice Department"),
            ("Financial Conduct Authority", "FCA, Financial Conduct Authority"),
            ("ESMA", "ESMA"),
            ("MiCA", "MiCA"),
            ("BaFin", "BaFin"),
            ("SEBI", "SEBI"),
            ("Financial Stability Board", "FSB, Financial Stability Board"),
            ("FATF", "FATF"),
        ),
    ),
    (
        _STATE,
        (
            ("Donald Trump", "Trump, Trump's, Donald Trump, Trump administration, Trump admin"),
            ("Joe Biden", "Biden, Joe Biden, Biden administration"),
            ("White House", "White House"),
            ("U.S. Congress", "Congress, Capitol Hill, U.S. lawmakers, US lawmakers"),
            ("U.S. Senate", "Senate, Senators, Senator, Republican senators"),
            ("U.S. House", "House of Representatives, House Republicans, House Democrats"),
            ("U.S. Supreme Court", "Supreme Court"),
            ("Elizabeth Warren", "Elizabeth Warren, Warren"),
            ("Xi Jinping", "Xi, Xi Jinping"),
            ("Vladimir Putin", "Putin, Vladimir Putin, Kremlin"),
            ("Volodymyr Zelensky", "Zelensky, Zelenskyy, Zelenskiy"),
            ("Benjamin Netanyahu", "Netanyahu"),
            ("Narendra Modi", "Modi"),
            ("Ursula von der Leyen", "von der Leyen"),
            ("Keir Starmer", "Starmer"),
            ("Emmanuel Macron", "Macron"),
            ("Friedrich Merz", "Merz"),
            ("Javier Milei", "Milei"),
            ("Jair Bolsonaro", "Bolsonaro"),
            ("Nayib Bukele", "Bukele"),
            ("European Union", "EU leaders, European Commission, Brussels"),
            ("NATO", "NATO"),
            ("United Nations", "United Nations"),
            ("G7", "G7"),
            ("U.S. Customs and Border Protection", "Customs and Border Protection"),
        ),
    ),
    (
        _ECONOMY,
        (
            (
                "U.S. Treasury",
                "US Treasury, U.S. Treasury, Treasury Department, Treasury Secretary",
            ),
            ("Scott Bessent", "Bessent, Scott Bessent"),
            ("Janet Yellen", "Yellen, Janet Yellen"),
            ("International Monetary Fund", "IMF, International Monetary Fund"),
            ("World Bank", "World Bank"),
            ("OECD", "OECD"),
            ("Bank for International Settlements", "BIS, Bank for International Settlements"),
            ("World Trade Organization", "WTO"),
            ("Moody's", "Moody's"),
            ("S&P Global", "S&P Global"),
            ("Fitch", "Fitch"),
        ),
    ),
    (
        ((Category.COMMODITY, 2),),
        (
            ("OPEC", "OPEC, OPEC+"),
            ("International Energy Agency", "IEA, International Energy Agency"),
            ("EIA", "EIA, Energy Information Administration"),
            ("Saudi Aramco", "Aramco, Saudi Aramco"),
        ),
    ),
    (
        _COIN_FIRM,
        (
            ("Binance", "Binance"),
            ("Changpeng Zhao", "Changpeng Zhao, CZ"),
            ("Kraken", "Kraken"),
            ("Ripple", "Ripple"),
            ("FTX", "FTX, FTX's"),
            ("Sam Bankman-Fried", "Bankman-Fried, Sam Bankman-Fried, SBF"),
            ("Alameda Research", "Alameda, Alameda Research"),
            ("Tether", "Tether"),
            ("Circle", "Circle"),
            ("OKX", "OKX, OKCoin"),
            ("Bybit", "Bybit"),
            ("KuCoin", "KuCoin"),
            ("Bitget", "Bitget"),
            ("MEXC", "MEXC"),
            ("Bitfinex", "Bitfinex"),
            ("Gemini", "Gemini"),
            ("Grayscale", "Grayscale"),
            ("BlockFi", "BlockFi"),
            ("Celsius", "Celsius Network"),
            ("Genesis", "Genesis"),
            ("Digital Currency Group", "DCG, Digital Currency Group"),
            ("MakerDAO", "MakerDAO"),
            ("Michael Saylor", "Saylor, Michael Saylor"),
            ("Vitalik Buterin", "Buterin, Vitalik Buterin, Vitalik"),
            ("Terraform Labs", "Terraform, Do Kwon"),
            ("Bitmain", "Bitmain"),
        ),
    ),
    (
        (),
        (
            ("New York Stock Exchange", "NYSE, New York Stock Exchange"),
            ("BlackRock", "BlackRock"),
            ("Fidelity", "Fidelity"),
            ("Vanguard", "Vanguard"),
            ("Ark Invest", "Ark Invest, Cathie Wood"),
            ("Elon Musk", "Elon Musk, Musk"),
            ("Warren Buffett", "Buffett, Berkshire Hathaway"),
            ("Peter Schiff", "Peter Schiff"),
            ("Tim Draper", "Tim Draper"),
            ("Anthropic", "Anthropic"),
            ("OpenAI", "OpenAI"),
        ),
    ),
)
COIN_FIRMS_OF_COMMON_WORDS = frozenset({"Circle", "Genesis", "Gemini", "Kraken", "Tether"})
"""Their names are everyday words too."""


def _named(name: str, names: str, meaning: Meaning) -> Phrases:
    return dict.fromkeys(phrases_of(names), Meaning(actor=name) | meaning)


ACTORS = joined(
    *(
        _named(name, names, Meaning(votes=_BANK, reach=reach, currency=currency))
        for (currency, reach), rows in _BANKS.items()
        for name, names in rows
    ),
    *(_named(name, names, Meaning(votes=votes)) for votes, rows in _OTHERS for name, names in rows),
)
