"""FF618: a large table changed in one step while everybody uses it."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

CHANGE = phrase(
    "alter table", "(?:add|adding|make|making) (?:\\w+ ){0,3}(?:mandatory|not null|required)(?: \\w+){0,2}", "(?:add|adding) (?:an? |the )?(?:new )?(?:mandatory |required )?column",
    "chang\\w+ the (?:column(?:'s)? )?type", "renam\\w+ (?:an? |the )?(?:\\w+ )?(?:column|table)", "(?:big[- ]bang|one[- ]step) (?:schema )?migration",
)  # fmt: skip
LARGE = phrase(
    "(?:[1-9]\\d{1,3}|\\d{1,3}(?:[.,]\\d+)?) ?(?:million|m|billion|bn) (?:rows|records|orders|entries|documents|lines)",
    "(?:[1-9]\\d{0,2})(?:[ ,.]\\d{3}){2,} (?:rows|records|orders|entries|documents|lines)",
)
NEVER_DOWN = phrase(
    "24/7",
    "24x7",
    "around the clock",
    "(?:zero|no|without) (?:down-?time|outage|maintenance window)",
    "nobody may notice",
    "day and night",
)
IN_STEPS = phrase(
    "backfill\\w*", "batch\\w*", "expand and contract", "not valid", "gh-ost", "pgroll", "pt-online\\S*", "pg-osc", "shadow table", "dual[- ]writ\\w+", "writ\\w+ (?:to )?both",
    "nullable", "in steps", "step by step", "online (?:ddl|schema change)", "lock_timeout",
)  # fmt: skip


def locked(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, CHANGE)
    said = everything(frame)
    if plan is None or IN_STEPS.search(said):
        return
    large, awake = LARGE.search(said), NEVER_DOWN.search(said)
    if large and awake:
        yield Gap(
            plan.path,
            f'"{plan.text}" with "{large.group()}" and "{awake.group()}": one statement may hold the table while it rewrites it. Right where the database only changes its catalogue.',
        )


RULE = FrameRule(
    id="FF618",
    name="rewrite-under-lock",
    severity="warning",
    meaning="Many changes of a schema rewrite or scan the table, and everybody waits meanwhile. Expand, fill in batches, validate, contract: each step can be stopped. One step is right where the database changes metadata alone.",
    bad="We add a mandatory column to 200 million rows that are used 24/7.",
    good="We add the column empty, fill it in batches, validate it and then make it mandatory.",
    section="q16-zero-downtime-migration",
    find=locked,
    catches=(
        sketch(
            answers={"data": "200 million rows", "availability": "24/7"},
            options=("Add a mandatory column", "a table beside it"),
        ),
    ),
    leaves_alone=(
        sketch(
            answers={"data": "200 million rows", "availability": "24/7"},
            options=("Add the column nullable and backfill in batches",),
        ),
        sketch(answers={"data": "2,000 rows", "availability": "24/7"}, options=("Add a mandatory column",)),
        sketch(
            answers={"data": "200 million rows", "availability": "Nobody works at night"},
            options=("Add a mandatory column",),
        ),
        sketch(answers={"data": "200 million rows", "availability": "24/7"}, options=("a table beside it",)),
    ),
)
