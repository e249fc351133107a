"""FF611: functions paid by the call, for a load that never rests."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import DAY, figure
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, mentioned, proposed, rates
from assistant.domain.rules.utterance import phrase

FUNCTIONS = phrase(
    "serverless(?: functions?)?", "(?:aws )?lambdas?", "cloud functions", "azure functions", "functions as a service"
)
STEADY = phrase(
    "steady",
    "steadily",
    "constant(?:ly)?",
    "around the clock",
    "24/7",
    "continuous(?:ly)?",
    "sustained",
    "evenly",
    "all day(?: long)?",
)


def never_idle(frame: Frame, limits: Limits) -> Iterator[Gap]:
    plan = proposed(frame, FUNCTIONS)
    if plan is None or not mentioned(everything(frame), STEADY):
        return
    busy = [rate for rate in rates(frame) if rate.low * DAY > limits.steady_calls_a_day]
    if busy:
        yield Gap(
            plan.path,
            f'"{plan.text}" for a steady "{busy[0].fact.quote}", {figure(busy[0].low * DAY)} calls a day: a machine that is always on is cheaper. Right for spikes.',
        )


RULE = LimitRule(
    id="FF611",
    name="functions-for-steady-load",
    severity="warning",
    meaning="Paying by the call is cheap while nobody calls. From about a million calls a day, evenly spread, machines that are always on cost less. It is right for spikes, or when nobody can look after a machine.",
    bad="Lambda, for a steady 900 requests a second.",
    good="Containers, for a steady 900 requests a second.",
    section="serverless-trade-offs",
    find=never_idle,
    catches=(sketch(answers={"scale": "900 requests a second, steady all day"}, options=("AWS Lambda", "containers")),),
    leaves_alone=(
        sketch(answers={"scale": "900 requests a second in two spikes"}, options=("AWS Lambda",)),
        sketch(answers={"scale": "9 requests a minute, steady"}, options=("AWS Lambda",)),
        sketch(answers={"scale": "900 requests a second, steady"}, options=("containers",)),
        sketch(answers={"scale": "900 requests a second, not steady"}, options=("AWS Lambda",)),
    ),
)
