"""Money: prices with their currency and what they are for, and bare numbers that the words around make one."""

from dataclasses import replace

from assistant.domain.reading import units
from assistant.domain.reading.amounts import Amount, amount_at, as_thousands, value_at
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import noun_at
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.rates import is_followed_by_nothing_counted, period_after_words
from assistant.domain.reading.tokens import Phrases, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

BUDGET_WORDS = words(
    "budget budgets cost costs costing spend spends spending spent pay pays paid paying price prices priced "
    "bill bills billed invoice burn revenue turnover mrr arr hosting licence licences license licenses expense expenses infrastructure infra "
    "afford fee fees contractor contractors freelancer freelancers consultant consultants salary salaries rent subscription"
)
COST_CARRIERS = words(
    "database databases hosting server servers cloud infrastructure infra licence licences license licenses "
    "aws azure gcp storage tooling tools software vendor managed saas everything hardware"
)
UNIT_PRICE_WORDS = words("cost costs price priced prices fee fees charge charges pay pays")
NO_MONEY = Phrases(
    {
        f"{lead} {adjective}{word}".replace("  ", " "): True
        for lead in ("no", "zero", "without", "without a", "without any", "don't have a", "don't have any")
        for adjective in ("", "extra ", "additional ", "dedicated ", "real ", "separate ")
        for word in ("budget", "money", "funding")
    }
)
NOT_ABOUT_MONEY_ITSELF = words(
    "limit limits cap constraint constraints problem problems pressure issue issues owner approval"
)


def price_at(passage: Passage, index: int) -> Found | None:
    """ "€400/month", "$5 to $10", "USD 6k"."""
    tokens = passage.tokens
    mark = low_at(tokens, index)
    amount_index = index + 1
    if kind_at(tokens, index) == "word":
        if len(mark) != 3 or mark not in units.CURRENCIES or not tokens[index].text.isupper():
            if mark != "us" or low_at(tokens, index + 1) != "$":
                return None
            mark, amount_index = "$", index + 2
    elif mark not in units.CURRENCY_MARKS:
        return None
    amount = amount_at(tokens, amount_index)
    if amount is None or amount.worded:
        return None
    amount = _with_small_m(passage, as_thousands(amount, always=True))
    stop = amount.stop
    if low_at(tokens, stop) in {"-", "–", "to"} and low_at(tokens, stop + 1) == mark and amount.low == amount.high:
        upper = value_at(tokens, stop + 2)
        if upper is not None and upper.high > amount.low:
            amount, stop = amount._replace(high=upper.high), upper.stop
    return _priced(passage, Found("money", index, stop, amount.low, amount.high, unit=units.CURRENCIES[mark]))


def currency_after(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    tokens = passage.tokens
    if kind_at(tokens, unit_at) == "word" and glued_at(tokens, unit_at) and tokens[unit_at].text == "m":
        if low_at(tokens, unit_at + 1) not in units.CURRENCIES:
            return None
        amount, unit_at = amount._replace(low=amount.low * 1e6, high=amount.high * 1e6), unit_at + 1
    word = low_at(tokens, unit_at)
    amount = as_thousands(amount, always=True)
    if word in units.CENTS and amount.high < 1000:
        return _priced(passage, Found("money", amount.first, unit_at + 1, amount.low / 100, amount.high / 100))
    if word not in units.CURRENCIES or (word == "pounds" and low_at(tokens, unit_at + 1) == "of"):
        return None
    return _priced(
        passage, Found("money", amount.first, unit_at + 1, amount.low, amount.high, unit=units.CURRENCIES[word])
    )


def no_money_at(passage: Passage, index: int) -> Found | None:
    none = NO_MONEY.at(passage.tokens, index)
    if none is None or low_at(passage.tokens, none.stop) in NOT_ABOUT_MONEY_ITSELF:
        return None
    return Found("money", index, none.stop, negated=True)


def _priced(passage: Passage, money: Found) -> Found:
    """With what the price is for: "per user per month"."""
    tokens = passage.tokens
    for _ in range(2):
        period = units.MONEY_PERIODS.at(tokens, money.stop) or units.period_at(tokens, money.stop)
        if period is None:
            period = units.PAST_PERIODS.at(tokens, money.stop)
        if period is not None and money.period is None:
            money = replace(money, stop=period.stop, period=period.value)
            continue
        if low_at(tokens, money.stop) in {"per", "/"} and money.noun is None and period is None:
            noun, stop = noun_at(tokens, money.stop + 1)
            if noun is not None:
                money = replace(money, stop=stop, noun=noun)
    if money.period is None and money.noun is None:
        distant = period_after_words(passage, money.stop)
        if distant is not None:
            money = replace(money, stop=distant[1], period=distant[0])
    return money


def speaks_of_money(passage: Passage, amount: Amount, stop: int) -> bool:
    tokens = passage.tokens
    if passage.has_near(BUDGET_WORDS, amount.first, 10, 10):
        return True
    return low_at(tokens, stop) in {"for", "on"} and any(
        low_at(tokens, stop + offset) in COST_CARRIERS for offset in (1, 2, 3)
    )


def is_priced_by_context(passage: Passage, amount: Amount, unit_at: int) -> bool:
    """ "budget is 20k", "hosting costs 300": a bare number that a budget word leads up to."""
    tokens = passage.tokens
    if (
        amount.high < 10
        or not is_followed_by_nothing_counted(passage, unit_at)
        or glued_at(tokens, unit_at)
        and low_at(tokens, unit_at) == "-"
    ):
        return False
    if (
        1990 <= amount.low <= 2099
        and amount.low == amount.high
        and low_at(tokens, amount.first - 1) in {"in", "for", "since", "by", "until"}
    ):
        return False
    return passage.has_near(BUDGET_WORDS - {"infrastructure", "infra"}, amount.first, 5, 0)


def continues_a_price(passage: Passage, price: Found, rate: Found) -> bool:
    """ "$1.5 million a year, i.e. 125k per month": a thing-less rate a few words behind a price is a price too."""
    if (
        price.kind != "money"
        or rate.kind != "rate"
        or rate.noun is not None
        or rate.period not in {"month", "quarter", "year"}
    ):
        return False
    return rate.first - price.stop <= 6 and passage.sentence(price.first) == passage.sentence(rate.first)


def as_price(rate: Found, currency: str | None) -> Found:
    seconds = units.PERIOD_SECONDS[rate.period] if rate.period else 1.0
    low, high = (rate.low or 0) * seconds, (rate.high or 0) * seconds
    return replace(rate, kind="money", unit=currency, low=round(low, 6), high=round(high, 6))


def _with_small_m(passage: Passage, amount: Amount) -> Amount:
    """ "$5m": behind a currency sign a small "m" is a million."""
    tokens = passage.tokens
    if low_at(tokens, amount.stop) == "m" and glued_at(tokens, amount.stop):
        return amount._replace(low=amount.low * 1e6, high=amount.high * 1e6, stop=amount.stop + 1)
    return amount
