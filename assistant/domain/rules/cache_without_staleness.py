"""FF603: a cache chosen without a word on old data or on the moment it is empty."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import is_weighing
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

CACHE = phrase("cach(?:e|es|ing)(?: layer)?", "memcached", "varnish", "redis in front(?: of \\w+)?")
SPOKEN_OF = phrase(
    "stampede", "herd", "stale\\w*", "expir\\w+", "ttl", "invalidat\\w+", "out of date", "outdated", "old (?:data|values?|prices?)",
    "up to \\w+ (?:seconds|minutes|hours) old", "single[- ]?flight", "jitter", "fresh\\w*", "warm\\w*", "refresh\\w*", "cold",
    "empty cache", "evict\\w*", "hit rate", "purg\\w+", "consisten\\w+",
)  # fmt: skip


def unspoken(frame: Frame) -> Iterator[Gap]:
    if not is_weighing(frame):
        return
    plan = proposed(frame, CACHE)
    if plan is not None and not SPOKEN_OF.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}": nobody has said how old an entry may be, nor what the database does on the day it is empty.',
        )


RULE = FrameRule(
    id="FF603",
    name="cache-without-staleness",
    severity="warning",
    meaning="A cache makes reads faster and the database weaker: it shrinks to the lower load. It is right when old data is acceptable for a stated time and an empty cache has been tried out.",
    bad="We put a cache in front, and compare on cost.",
    good="A cache whose entries live 300 seconds; one request rebuilds an entry, the others wait.",
    section="q13-cache-stampede",
    find=unspoken,
    catches=(sketch(options=("a cache in front of it", "an index"), weights={"cost": 2, "speed": 1}),),
    leaves_alone=(
        sketch(options=("a cache with a TTL of 60 seconds", "an index"), weights={"cost": 2}),
        sketch(options=("a cache in front of it", "an index")),
        sketch(options=("an index",), weights={"cost": 2}),
        sketch(options=("no cache", "an index"), weights={"cost": 2}),
        sketch(answers={"data": "Prices may be stale for an hour"}, options=("a cache",), weights={"cost": 2}),
    ),
)
