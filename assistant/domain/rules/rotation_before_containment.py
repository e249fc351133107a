"""FF619: keys changed, or logs read, while an intruder still acts."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

INTRUDER = phrase(
    "intru(?:der|sion)s?", "attackers?", "breach(?:ed)?", "compromised", "(?:leaked|stolen|exposed) (?:\\w+ )?(?:keys?|credentials?|tokens?|passwords?|secrets?)",
    "(?:unknown|suspicious) (?:principal|login|logins|role|access|session)s?", "(?:keys?|credentials?|tokens?) (?:was|were|are|is|got) (?:leaked|stolen|exposed)",
)  # fmt: skip
ROTATE = phrase(
    "rotat\\w+",
    "(?:chang\\w+|replac\\w+|renew\\w*) (?:all |the |every |our )?(?:\\w+ )?(?:keys?|passwords?|credentials?|secrets?|tokens?)",
    "investigat\\w+ first",
    "look(?:ing)? (?:at|through) (?:the )?(?:logs|cloudtrail)",
)
CONTAINED = phrase(
    "contain\\w*",
    "den(?:y|ies|ied)",
    "isolat\\w+",
    "quarantin\\w+",
    "invalidat\\w+",
    "revok\\w+",
    "disabl\\w+",
    "block\\w*",
    "end(?:ing)? (?:all |the )?sessions",
    "deactivat\\w+",
)


def still_inside(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, ROTATE)
    if plan is None or CONTAINED.search(everything(frame)):
        return
    causes = "\n".join(why.text for why in frame.whys)
    seen = INTRUDER.search(f"{causes}\n{told(frame, 'problem', 'symptom', 'root_cause')}\n{frame.intake.text}")
    if seen:
        yield Gap(
            plan.path,
            f'"{plan.text}" leaves sessions alive that were opened with "{seen.group()}". Right after they are denied and the way in is closed.',
        )


RULE = FrameRule(
    id="FF619",
    name="rotation-before-containment",
    severity="warning",
    meaning="New keys do not end the sessions that were opened with the old ones, and an intruder reacts to what is done. Deny the sessions, close the way in, then rotate and investigate.",
    bad="A key was leaked, so we rotate all keys.",
    good="A key was leaked: its sessions are denied at once, then it is rotated and its calls are read.",
    section="q22-iam-alert",
    find=still_inside,
    catches=(
        sketch(
            answers={"problem": "Leaked credentials on a public page"}, options=("Rotate every key tonight", "wait")
        ),
        sketch(answers={"symptom": "A suspicious login in production", "countermeasure": "We change all passwords"}),
    ),
    leaves_alone=(
        sketch(
            answers={"problem": "Leaked credentials on a public page"},
            options=("Deny its sessions, then rotate the key",),
        ),
        sketch(answers={"problem": "Keys are two years old"}, options=("Rotate every key",)),
        sketch(answers={"problem": "Leaked credentials"}, options=("Disable the key",)),
    ),
)
