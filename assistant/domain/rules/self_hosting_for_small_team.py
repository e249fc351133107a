"""FF613: a small team running what it could rent."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import exact
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, mentioned, proposed, team_size
from assistant.domain.rules.utterance import phrase

RENTED = (
    "(?:kafka|kubernetes|keycloak|elasticsearch|opensearch|rabbitmq|cassandra|mail ?servers?|e-?mail(?: servers?)?|login|auth(?:entication)?(?: system)?"
    "|identity provider|payment(?: system)?|search engine|git ?lab|postgres(?:ql)?|database|monitoring(?: stack)?|prometheus|message broker)"
)
OWN = phrase(
    f"self-?host(?:ed|ing)?(?: \\w+)?? {RENTED}", f"{RENTED}(?: \\w+)?? self-?hosted",
    f"(?:host|run|operate|install)(?:ing)? (?:our own |{RENTED} ourselves)(?:{RENTED})?",
    "(?:build|write|develop)(?:ing)? (?:our|an?) own (?:login|auth\\w*|payment\\w*|search engine|queue|message broker|database|crm|cms|identity provider)",
)  # fmt: skip
REASON = phrase(
    "on[- ]prem\\w*", "not leave", "air[- ]?gapped", "offline", "no cloud", "sovereign\\w*", "no data outside", "own data ?cent\\w+",
    "already (?:run|host|operate|have)\\w*", "licen[cs]e cost\\w*", "regulat\\w+",
)  # fmt: skip


def run_alone(frame: Frame, limits: Limits) -> Iterator[Gap]:
    people, plan = team_size(frame), proposed(frame, OWN)
    if plan is None or people is None or people > limits.small_team or REASON.search(everything(frame)):
        return
    yield Gap(
        plan.path,
        f'"{mentioned(plan.text, OWN)}" with {exact(people)} people: somebody patches, backs up and gets up for it. Right if it sets you apart, or data may not leave.',
    )


RULE = LimitRule(
    id="FF613",
    name="self-hosting-for-small-team",
    severity="warning",
    meaning="What can be rented is paid in features not built. Own it when it is what sets you apart, when data may not leave, or when the rent has passed the cost of a person.",
    bad="Three developers, and a self-hosted Kafka.",
    good="Three developers, and a managed queue for 40 euro a month.",
    section="build-vs-buy",
    find=run_alone,
    catches=(
        sketch(answers={"team": "3 developers"}, options=("self-hosted Kafka", "managed queue")),
        sketch(answers={"team": "2 developers"}, options=("build our own login", "Okta")),
    ),
    leaves_alone=(
        sketch(answers={"team": "30 developers"}, options=("self-hosted Kafka",)),
        sketch(
            answers={"team": "3 developers", "compliance": "Patient data may not leave the house"},
            options=("self-hosted Kafka",),
        ),
        sketch(answers={"team": "3 developers"}, options=("managed Kafka instead of self-hosted Kafka",)),
        sketch(options=("self-hosted Kafka",)),
    ),
)
