"""FF106: something important left to "someone"."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

SOMEONE = phrase(
    "(?:someone|somebody|some one|one of us|whoever(?: \\w+)?) (?:else )?(?:should|will|must|needs to|has to"
    "|ought to|is going to|'ll) (?:\\w+ )?"
    "(?:check|watch|monitor|own|maintain|decide|handle|run|operate|approve|review|fix|look|take care|keep|clean"
    "|patch|update|do|restart|answer|call|manage|support)"
)


def unnamed_owners(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SOMEONE.search(sentence.plain)
        if match is not None and not sentence.is_let_go:
            yield sentence.hit(*match.span(), "{quote} names nobody: which person or role does it, and who stands in?")


RULE = WordingRule(
    id="FF106",
    name="unnamed-owner",
    severity="info",
    meaning="A duty given to someone, which is nobody. Work without a name on it is found undone on the day it is needed.",
    bad="Someone will watch the dashboard.",
    good="The on-call dispatcher watches the dashboard; Ines stands in on Sundays.",
    section="q19-alert-fatigue",
    find=unnamed_owners,
    catches=(
        "Someone will watch the dashboard.",
        "Somebody has to patch the servers every month.",
        "One of us should check the backups.",
    ),
    leaves_alone=(
        "The on-call dispatcher watches the dashboard.",
        "Someone from the depot called yesterday.",
        "Someone will watch this film with me?",
        "When someone scans the code, the door opens.",
    ),
)
