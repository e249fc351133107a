"""FF614: random keys against a sequence that is not the bottleneck."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

RANDOM_KEYS = phrase(
    "(?:random )?(?:uuids?|guids?)(?: ?v?4)?(?: (?:as|for) (?:the )?(?:primary )?(?:keys?|ids?))?",
    "random (?:primary )?keys",
)
ORDERED = phrase("uuid ?v7", "uuidv7", "ulids?", "snowflake", "time-?ordered", "sequential")
SEQUENCE = phrase(
    "(?:hot |slow )?(?:sequence|serial|auto-?increment\\w*|identity column)s?",
    "hot (?:page|block|spot)s?",
    "insert (?:rate|speed)",
    "slow (?:inserts?|writes?)",
)
ELSEWHERE = phrase("offline", "several databases", "merg\\w+", "shard\\w*", "guess\\w*", "enumerat\\w+", "public urls?")


def scattered(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, RANDOM_KEYS)
    if plan is None:
        return
    said = everything(frame)
    if SEQUENCE.search(said) and not ORDERED.search(said) and not ELSEWHERE.search(said):
        yield Gap(
            plan.path,
            f'"{plan.text}" scatters inserts over the whole index, and a sequence is rarely the limit. Right if ids are made in several places.',
        )


RULE = FrameRule(
    id="FF614",
    name="random-keys-against-hot-sequence",
    severity="warning",
    meaning="Random keys make every insert touch another page. They are right when ids are made in several places or must not be guessed, and then time-ordered ones do less harm.",
    bad="Random UUIDs as primary keys, because the sequence is hot.",
    good="ULIDs as primary keys, because 3 databases make them.",
    section="q15-queue-antipattern",
    find=scattered,
    catches=(
        sketch(answers={"problem": "Slow inserts into orders"}, options=("random UUIDs as primary keys", "batching")),
    ),
    leaves_alone=(
        sketch(answers={"problem": "Slow inserts"}, options=("ULIDs as primary keys, not UUIDs",)),
        sketch(answers={"problem": "Slow inserts from several databases"}, options=("UUIDs as keys",)),
        sketch(answers={"problem": "Ids are not stable"}, options=("UUIDs as keys",)),
    ),
)
