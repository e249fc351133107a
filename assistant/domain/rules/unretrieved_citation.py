"""FF701: a guide section cited that was not retrieved."""

import re
from collections.abc import Iterator

from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule

GUIDE_NUMBER = re.compile(r"\b(?:guide|section|chapter)\s+(\d+(?:\.\d+)*)", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\[([A-Za-z][\w-]{0,60}|\^?\d{1,3})\]")


def unfounded(reply: Reply) -> Iterator[Fault]:
    for mark in (*BRACKETED.finditer(reply.text), *GUIDE_NUMBER.finditer(reply.text)):
        if mark[1] not in reply.sections:
            yield Fault(
                mark.group().strip(), f'"{mark.group().strip()}" was not among the passages the reply could rest on.'
            )


RULE = ReplyRule(
    id="FF701",
    name="unretrieved-citation",
    severity="error",
    meaning="A source that was not looked up. It lends weight to a sentence that has none.",
    bad="Caches are load-bearing [made-up-section].",
    good="Caches are load-bearing [q13-cache-stampede], which was retrieved.",
    section="ai-assisted-lens",
    find=unfounded,
    catches=(
        Reply("Caches are load-bearing [made-up-section].", sections=frozenset({"q13-cache-stampede"})),
        Reply("See section 9.9 of the guide."),
    ),
    leaves_alone=(
        Reply("Caches are load-bearing [q13-cache-stampede].", sections=frozenset({"q13-cache-stampede"})),
        Reply("Caches are load-bearing."),
        Reply("See section 2.1.", sections=frozenset({"2.1"})),
    ),
)
