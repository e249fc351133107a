"""Products, regulations and regions by name; English words that are also names count only where the talk is technical."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.domain.reading import vocabulary
from assistant.domain.reading.amounts import parse_digits
from assistant.domain.reading.facts import FactKind
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import NOT_IN_A_PHRASE
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.tokens import Phrases, Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

TECHNICAL_NOUNS = words(
    "service services app apps application code codebase backend frontend server servers developer developers "
    "dev devs api apis function functions boot framework frameworks script scripts programmer programmers sdk "
    "client cluster clusters module plugin engineer engineers library libraries job jobs worker workers queue "
    "queues broker database db instance instances stack microservice microservices monolith runtime process "
    "container containers pipeline dashboard dashboards page pages endpoint endpoints experience knowledge "
    "skills team integration connector licence license cloud program streaming"
)
LEADS_TO_A_LANGUAGE = words("written built coded programmed implemented developed rewritten rewrite")
USES = words("using use uses used adopt learn know knows run runs running deploy via")
SEASON_LEADS = words("in by before until this next last every since early late mid of after")

TAKES_A_VERSION = frozenset({"programming language", "relational database", "document database", "search engine", "key-value store",
                             "operating system", "backend framework", "frontend framework", "mobile framework", "orchestration",
                             "message broker", "web server or proxy", "wide-column store", "protocol", "SaaS", "CI or delivery"})  # fmt: skip
HYPHENATED_TO_A_NAME = words("compliant based like only certified compatible")


class Name(NamedTuple):
    kind: FactKind
    canonical: str
    category: str | None
    ambiguous: bool
    exact: str | None
    """The spelling that must be matched, case included."""


def read_names(passage: Passage) -> list[Found]:
    """Names in order of appearance, none inside another; a product's version belongs to its quote."""
    tokens = passage.tokens
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        name = _name_at(passage, index)
        if name is not None:
            found.append(name)
            index = name.stop
        else:
            index += 1
    return found


def product_names() -> dict[str, str]:
    """Category by canonical product name."""
    return {name.canonical: name.category or "" for _, name in _entries() if name.kind == "product"}


@cache
def spellings(category: str) -> frozenset[str]:
    """Every way to write the products of a category, in lower case."""
    return frozenset(spelled for spelled, name in _entries() if name.category == category)


def _name_at(passage: Passage, index: int) -> Found | None:
    tokens = passage.tokens
    token = tokens[index]
    if token.kind not in {"word", "coded", "mark", "number"} or token.low == "\n":
        return None
    if glued_at(tokens, index) and token.kind != "mark" and low_at(tokens, index - 1) in {"@", "_"}:
        return None
    region = _cloud_region_at(tokens, index)
    if region is not None:
        return region
    for name, stop in _candidates(tokens, index):
        if _is_cut_off(tokens, index, stop) or not _is_meant(passage, index, stop, name):
            continue
        if name.kind == "product" and name.category in TAKES_A_VERSION:
            stop = _after_version(tokens, stop)
        return Found(name.kind, index, stop, name=name.canonical, noun=name.category)
    return None


def _candidates(tokens: Sequence[Token], index: int) -> Iterator[tuple[Name, int]]:
    hit = _table().at(tokens, index)
    if hit is not None:
        for name in hit.value:
            yield name, hit.stop


def _is_meant(passage: Passage, index: int, stop: int, name: Name) -> bool:
    tokens = passage.tokens
    if name.exact is not None and passage.text[tokens[index].start : tokens[stop - 1].end] != name.exact:
        return False
    if not name.ambiguous:
        return True
    before, after = low_at(tokens, index - 1), low_at(tokens, stop)
    if after in TECHNICAL_NOUNS:
        return before not in SEASON_LEADS or name.exact is not None or tokens[index].text[0].isupper()
    if before == "in" and low_at(tokens, index - 2) in LEADS_TO_A_LANGUAGE:
        return True
    capitalised = tokens[index].text[:1].isupper()
    if not capitalised:
        return False
    if before in USES | {"with", "to", "from", "our", "and", "or", ",", "on"} or index != passage.sentence(index).start:
        return (
            before not in SEASON_LEADS
            and not (kind_at(tokens, stop) == "number" and len(tokens[stop].text) == 4)
            and not _is_title_case(passage, index, stop)
        )
    return False


def _is_title_case(passage: Passage, index: int, stop: int) -> bool:
    """Whether a neighbour is capitalised as well, so that the capital says nothing ("American Express")."""
    return any(
        kind_at(passage.tokens, near) == "word"
        and passage.tokens[near].text[:1].isupper()
        and passage.tokens[near].low not in NOT_IN_A_PHRASE | USES
        and near in passage.clause(index)
        for near in (index - 1, stop)
    )


def _is_cut_off(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """Whether the match is a part of a longer word: "node" in "node-gyp", "go" in "go-live"."""
    if (
        low_at(tokens, stop) == "-"
        and glued_at(tokens, stop)
        and glued_at(tokens, stop + 1)
        and len(tokens[index].low) < 4
    ):
        return kind_at(tokens, stop + 1) == "word" and low_at(tokens, stop + 1) not in HYPHENATED_TO_A_NAME
    runs_on = kind_at(tokens, stop) == "word" and glued_at(tokens, stop)
    return runs_on and kind_at(tokens, stop - 1) in {"word", "coded", "number"}


def _after_version(tokens: Sequence[Token], stop: int) -> int:
    """Index after a version that follows a product: "MySQL 5.6", "Java 17", "Postgres v9.6", "Oracle 11g"."""
    if kind_at(tokens, stop) == "coded" and low_at(tokens, stop)[0] == "v" and low_at(tokens, stop)[1:].isdigit():
        following = stop + 1
        if (
            low_at(tokens, following) == "."
            and kind_at(tokens, following + 1) == "number"
            and glued_at(tokens, following + 1)
        ):
            return following + 2
        return following
    number = stop + 1 if low_at(tokens, stop) == "version" else stop
    if kind_at(tokens, number) != "number":
        return stop
    text = tokens[number].text
    parsed = parse_digits(text)
    behind = low_at(tokens, number + 1)
    if text.count(".") >= 2 or number > stop:
        return number + 1
    if parsed is None or parsed[0] >= 2100 or "," in text or (parsed[0] >= 100 and not parsed[0] >= 1995):
        return stop
    if behind in {"g", "c"} and glued_at(tokens, number + 1):
        return number + 2
    ends = kind_at(tokens, number + 1) in {"mark", ""} and behind not in {"%", "/", "-", "–", "€", "$", "+"}
    return number + 1 if "." in text or ends or behind in AFTER_A_VERSION else stop


AFTER_A_VERSION = words("and or on with in is was we but which that from to server cluster database db instance app")


def _cloud_region_at(tokens: Sequence[Token], index: int) -> Found | None:
    """ "us-east-1", "europe-west4"."""
    if low_at(tokens, index) not in vocabulary.CLOUD_REGION_AREAS or low_at(tokens, index + 1) != "-":
        return None
    side = low_at(tokens, index + 2)
    bare = side.rstrip("0123456789")
    if bare not in vocabulary.CLOUD_REGION_SIDES or not glued_at(tokens, index + 2):
        return None
    stop = index + 3
    if (
        bare == side
        and low_at(tokens, stop) == "-"
        and kind_at(tokens, stop + 1) == "number"
        and glued_at(tokens, stop + 1)
    ):
        stop += 2
    elif bare == side:
        return None
    return Found("region", index, stop, name="".join(token.low for token in tokens[index:stop]))


@cache
def _table() -> Phrases[tuple[Name, ...]]:
    by_phrase: dict[str, list[Name]] = {}
    for phrase, name in _entries():
        for variant in _variants(phrase):
            names = by_phrase.setdefault(variant, [])
            if name not in names:
                names.append(name)
    return Phrases(
        {phrase: tuple(sorted(names, key=lambda name: name.ambiguous)) for phrase, names in by_phrase.items()}
    )


def _variants(phrase: str) -> set[str]:
    """The phrase with its words apart, hyphenated and run together, and with a plural where it ends in one word."""
    words = phrase.split()
    if len(words) == 1:
        return {phrase}
    return (
        {phrase, "-".join(words), "".join(words)} if len(words) == 2 and len(phrase) > 6 else {phrase, "-".join(words)}
    )


def _entries() -> Iterator[tuple[str, Name]]:
    for category, listed in vocabulary.PRODUCTS.items():
        yield from _listed("product", listed, category)
    yield from _listed("regulation", vocabulary.REGULATIONS, None)
    yield from _listed("region", vocabulary.REGIONS, None)
    yield from _listed("region", vocabulary.NAMED_CLOUD_REGIONS, None)


def _listed(kind: FactKind, listed: str, category: str | None) -> Iterator[tuple[str, Name]]:
    for entry in " ".join(listed.split()).split(";"):
        aliases = [alias.strip() for alias in entry.split("|") if alias.strip()]
        if not aliases:
            continue
        canonical = aliases[0].lstrip("?=")
        marked = {alias.lstrip("?=").lower() for alias in aliases[1:] if alias[0] in "?="}
        for position, alias in enumerate(aliases):
            spelled = alias.lstrip("?=")
            if position == 0 and spelled.lower() in marked:
                continue
            exact = spelled if "=" in alias[: len(alias) - len(spelled)] else None
            yield spelled.lower(), Name(kind, canonical, category, alias[0] == "?", exact)
