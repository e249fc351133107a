"""FF515: somebody awake at all hours, from a team too small to share the nights."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import exact
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import mentioned, team_size, told
from assistant.domain.rules.utterance import phrase

ALL_HOURS = "(?:24/7|24x7|24 ?h|round[- ]the[- ]clock|around the clock|day and night|at all hours)"
AWAKE = phrase(
    f"{ALL_HOURS}(?: \\w+){{0,2}} (?:on[- ]call|support|rota|standby|monitoring|hotline|service desk)",
    f"(?:on[- ]call|support|rota|standby|monitored|hotline|watched|staffed)(?: is| runs| works| at)? {ALL_HOURS}",
)
OTHERS = phrase(
    "outsourced?", "provider", "partner", "contractor", "managed", "vendor", "noc", "shared with", "another team"
)


def too_few(frame: Frame, limits: Limits) -> Iterator[Gap]:
    people = team_size(frame)
    said = told(frame, "team", "availability", "observability", "maintainability")
    promise = mentioned(said, AWAKE)
    if people and promise and people < limits.smallest_rota and not OTHERS.search(said):
        yield Gap(
            "answers.team",
            f'"{promise}" from {exact(people)} people: each of them has the duty {_share(people)}.',
        )


def _share(people: float) -> str:
    return "every week" if people < 2 else "every second week" if people < 3 else f"every {exact(people)} weeks"


RULE = LimitRule(
    id="FF515",
    name="round-the-clock-by-few",
    severity="warning",
    meaning="Nights and weekends shared by two or three people wear them out, and one who leaves takes half of the rota along. It is right when a provider takes the nights.",
    bad="24/7 on-call from 2 developers.",
    good="On-call in office hours from 2 developers, and a provider at night.",
    section="q05-multi-cloud-honest",
    find=too_few,
    catches=(sketch(answers={"team": "2 developers", "availability": "24/7 on-call"}),),
    leaves_alone=(
        sketch(answers={"team": "8 developers", "availability": "24/7 on-call"}),
        sketch(answers={"team": "2 developers", "availability": "The shop is open 24/7"}),
        sketch(answers={"team": "2 developers, a provider takes 24/7 on-call"}),
        sketch(answers={"team": "2 developers", "availability": "No 24/7 support"}),
        sketch(answers={"availability": "24/7 on-call"}),
    ),
)
