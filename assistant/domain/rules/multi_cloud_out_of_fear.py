"""FF605: a second cloud against something it does not protect from."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, mentioned, proposed
from assistant.domain.rules.utterance import phrase

TWO_CLOUDS = phrase(
    "multi-?cloud", "multiple clouds?", "(?:two|2|three|several) cloud(?: provider)?s?", "second (?:cloud|provider)",
    "cloud[- ]agnostic\\w*", "aws and (?:azure|gcp|google cloud)", "azure and (?:aws|gcp|google cloud)",
)  # fmt: skip
FEAR = phrase(
    "(?:vendor |provider )?lock(?:ed)?[- ]?in", "independen\\w+", "dependen(?:t|cy|ce) on (?:aws|azure|google|gcp|one|a single|the)",
    "(?:aws|azure|google|gcp|the provider)(?: \\w+)? (?:goes|go|is|fails?) ?(?:down|away)?", "insurance", "just in case", "not tied to",
)  # fmt: skip
REASON = phrase(
    "regulat\\w+", "(?:by|the) law", "dora", "contract\\w* (?:require|demand)\\w*", "acqui\\w+", "tender", "auditors?", "government",
    "tpus?", "customer requires",
)  # fmt: skip


def afraid(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, TWO_CLOUDS)
    if plan is None:
        return
    said = everything(frame)
    fear = mentioned(said, FEAR)
    if fear and not REASON.search(said):
        yield Gap(
            plan.path,
            f'"{plan.text}" against "{fear}": two of everything from the first day, for a move that may never come. Right if a law or a contract demands it.',
        )


RULE = FrameRule(
    id="FF605",
    name="multi-cloud-out-of-fear",
    severity="warning",
    meaning="Lock-in is a possible cost later, a second cloud a certain one now: two models of permissions, networks and people. It is right for a law, a contract, an acquisition or one service nobody else has.",
    bad="Multi-cloud, to avoid lock-in.",
    good="One cloud, in containers, on plain PostgreSQL; moving would take 3 months.",
    section="q05-multi-cloud-honest",
    find=afraid,
    catches=(
        sketch(answers={"problem": "The board fears vendor lock-in"}, options=("multi-cloud", "one cloud")),
        sketch(options=("two clouds, just in case", "one cloud")),
    ),
    leaves_alone=(
        sketch(
            answers={"compliance": "The regulator demands a second provider"}, options=("multi-cloud against lock-in",)
        ),
        sketch(answers={"problem": "The board fears vendor lock-in"}, options=("containers",)),
        sketch(options=("multi-cloud", "one cloud")),
        sketch(answers={"problem": "The board fears vendor lock-in"}, options=("no multi-cloud",)),
    ),
)
