"""Words that tell what a headline is about and nothing else."""

from bot.news.classify.category import Category
from bot.news.classify.meaning import Meaning, spelled


def _votes(category: Category, points: int) -> Meaning:
    return Meaning(votes=((category, points),))


CATEGORY_WORDS = spelled(
    (
        _votes(Category.CRYPTO, 2),
        """
        crypto, cryptos, cryptocurrency, cryptocurrencies, blockchain, blockchains, defi,
        stablecoin, stablecoins, altcoin, altcoins, nft, nfts, web3, token, tokens, tokenized,
        tokenization, tokenised, usdc, usd coin, usdt, busd, dai, trueusd, tusd, airdrop, dao,
        digital asset, digital assets, hodl, onchain, on-chain, halving, memecoin, memecoins,
        crypto exchange, crypto mining, cryptocurrency mining, bitcoin miner, bitcoin miners,
        miners, metaverse, hash rate, proof of reserves, proof of stake, smart contract,
        smart contracts
        """,
    ),
    (
        _votes(Category.CRYPTO, 1),
        """
        wallet, wallets, staking, self-custody, peg, crypto-friendly, crypto-skeptic,
        crypto skeptic, Coinbase premium
        """,
    ),
    (
        _votes(Category.CENTRAL_BANK, 2),
        """
        central bank, central banks, central banker, central bankers, central bank chief,
        policymaker, policymakers, rate setter, rate setters
        """,
    ),
    (
        _votes(Category.MACRO, 1),
        """
        bond, bonds, fx, forex, treasuries, currency, currencies, equity funds, portfolio flows,
        fiscal, budget, deficit, credit markets, private credit, money markets, investors,
        outflow, outflows, inflow, inflows, markets, market, yen intervention, intervention,
        real estate, property, trade, remittances, global trade, economy
        """,
    ),
    (
        _votes(Category.POLITICS, 1),
        """
        military, nuclear, embassy, migrants, abortion, vote, votes, voters, senate race,
        political, politics, politicians, Republican, Republicans, Democrat, Democrats
        """,
    ),
)
