"""FF308: from a symptom in one step to a condition so wide that it explains everything."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import chain, sketch
from assistant.domain.rules.thoughts import thoughts
from assistant.domain.rules.utterance import phrase

LARGE = phrase(
    r"culture|mindset|mentality|(?:office |company )?politics|bureaucracy|silos?|silo thinking|technical debt|tech debt"
    r"|legacy(?: code(?:base)?| systems?| software)?|(?:communication|organi[sz]ational|structural|process) (?:problems?|issues?)"
    r"|(?:poor|bad|weak|missing|insufficient|no|too little|not enough|(?:a )?lack of) "
    r"(?:communication|alignment|leadership|management|planning|ownership|collaboration|governance|vision|strategy"
    r"|process(?:es)?|resources|discipline|quality)"
)
SAYS_NO_MORE = thoughts("company team department organisation management everywhere always general whole overall")


def leaps(frame: Frame) -> Iterator[Gap]:
    symptoms = {why.id for why in frame.whys if why.parent is None}
    for why in frame.whys:
        if why.parent in symptoms and why.evidence == "guessed" and _is_nothing_but_large(why.text):
            yield Gap(
                f"whys.{why.id}",
                f'"{why.text}" is a leap: it would explain any symptom. What happened in between, and who saw it?',
            )


def _is_nothing_but_large(text: str) -> bool:
    rest = LARGE.sub(" ", text.lower())
    return rest != text.lower() and not thoughts(rest) - SAYS_NO_MORE


RULE = FrameRule(
    id="FF308",
    name="leap-to-a-large-cause",
    severity="info",
    meaning="One step from a particular symptom to a general condition such as culture or technical debt. It may be true and "
    "explains nothing in particular: the steps in between are where something can be changed.",
    bad="The status is late because of technical debt.",
    good="The status is late because the job stops at the first partner that does not answer.",
    section="five-whys",
    find=leaps,
    catches=(
        sketch(whys=chain(("status late", "measured"), ("technical debt", "guessed"))),
        sketch(whys=chain(("orders lost", "measured"), ("poor communication in the team", "guessed"), root=False)),
        sketch(whys=chain(("orders lost", "measured"), ("It is our culture.", "guessed"), ("nobody asks", "guessed"))),
    ),
    leaves_alone=(
        sketch(whys=chain(("status late", "measured"), ("the job stops at a partner", "guessed"))),
        sketch(whys=chain(("status late", "measured"), ("the legacy import locks the orders table", "guessed"))),
        sketch(whys=chain(("status late", "measured"), ("technical debt", "observed"))),
        sketch(whys=chain(("status late", "measured"), ("job stops", "observed"), ("technical debt", "guessed"))),
        sketch(whys=chain(("poor communication", "guessed"), root=False)),
    ),
)
