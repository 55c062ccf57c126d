"""What goes up and down beside assets: rates, prices, jobs, growth, currencies, banks."""

from bot.news.classify.category import Category
from bot.news.classify.meaning import NO_MEANING, Meaning, Subject, SubjectKind, joined, spelled

_MACRO = ((Category.MACRO, 2),)
_BANK = ((Category.CENTRAL_BANK, 2),)


def _subject(kind: SubjectKind, votes: tuple[tuple[Category, int], ...] = _MACRO) -> Meaning:
    return Meaning(subject=Subject(kind), votes=votes)


def _currency(code: str) -> Meaning:
    return Meaning(subject=Subject(SubjectKind.CURRENCY, (code,)), votes=((Category.MACRO, 1),))


SUBJECTS = joined(
    spelled(
        (
            _subject(SubjectKind.RATES, _BANK),
            """
        rate, rates, interest rate, interest rates, key rate, benchmark rate, policy rate,
        repo rate, bank rate, deposit rate, cash rate, lending rate, borrowing costs, key rates,
        benchmark rates, Fed funds rate, federal funds rate
        """,
        ),
        (
            _subject(SubjectKind.INFLATION),
            """
        inflation, CPI, consumer prices, core prices, PCE, producer prices, PPI,
        wholesale prices, price pressures, core inflation, consumer price index
        """,
        ),
        (
            _subject(SubjectKind.JOBS),
            """
        payrolls, nonfarm payrolls, non-farm payrolls, NFP, jobs report, job growth, hiring,
        jobs, labor market, labour market, employment, jobs data, job gains, US jobs, U.S. jobs
        """,
        ),
        (
            _subject(SubjectKind.UNEMPLOYMENT),
            """
        unemployment, unemployment rate, jobless rate, jobless claims, job losses,
        US job losses, job cuts data
        """,
        ),
        (
            _subject(SubjectKind.GROWTH),
            """
        GDP, economy, economic growth, retail sales, PMI, factory output, industrial output,
        industrial production, manufacturing activity, services activity, consumer confidence,
        consumer sentiment, consumer spending, home prices, house prices, home sales,
        housing starts, exports, factory orders, risk assets, global growth
        """,
        ),
        (
            Meaning(subject=Subject(SubjectKind.YIELDS), votes=_MACRO),
            """
        Treasury yields, bond yields, yields, gilt yields, yields of
        """,
        ),
        (
            _subject(SubjectKind.BANK, ((Category.MACRO, 1),)),
            """
        bank, banks, lender, lenders, Silicon Valley Bank, SVB, Signature Bank, First Republic,
        First Republic Bank, Silvergate, Silvergate Bank, Credit Suisse, Deutsche Bank,
        regional banks, banking sector, banking system
        """,
        ),
        (
            _currency("USD"),
            """
        dollar, greenback, US dollar, U.S. dollar, dollar index
        """,
        ),
        (_currency("EUR"), "euro"),
        (_currency("GBP"), "sterling, pound"),
        (_currency("JPY"), "yen"),
        (_currency("CNY"), "yuan, renminbi"),
        (_currency("CHF"), "Swiss franc"),
        (_currency("INR"), "rupee"),
        (_currency("CAD"), "loonie, Canadian dollar"),
        (_currency("AUD"), "Aussie dollar, Australian dollar"),
        (_currency("TRY"), "lira"),
        (NO_MEANING, "real, peso, rand, ruble, rouble"),
    ),
    spelled(
        (
            NO_MEANING,
            """
        exchange rate, growth rate, hash rate, hashrate, mortgage rate, mortgage rates,
        tax rate, tax rates, burn rate, funding rate, funding rates, success rate, ad rates,
        billion dollar, million dollar, trillion dollar, digital euro, digital yuan,
        digital dollar, digital pound, food bank, power bank, piggy bank, West Bank,
        bank holiday, investment bank, investment banks, World Cup, gas fee, gas fees, up to,
        set up, sets up, line up, lines up, wake up, back up, start up, startups, start ups,
        catch up, left out, left behind, keep up, hold on, high profile, high speed,
        high school, high court, high volatility, lower house, lower court, down payment,
        up and coming, add to, gold standard, gold medal, gold rush, golden, losing streak,
        shut out, cut off, low cost, cut ties, round up, wrap up, held by, held at, drop in,
        get off, rate of, rising star, silver lining, pound of, pounds of, growing list,
        lost its, raised questions, raises questions, keep up with, hit list, first time,
        rises to the, boosting, strong room, risks, strong demand for, share sale, 1 pound,
        one pound, hold a, holds a, kept some, keep some, Nasdaq debut, Nasdaq listing,
        Nasdaq-listed, Google Play, World Bank
        """,
        ),
    ),
)
