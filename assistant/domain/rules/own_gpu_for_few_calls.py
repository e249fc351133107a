"""FF622: a GPU that waits for calls."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, rates
from assistant.domain.rules.utterance import phrase

GPU = phrase(
    "gpus?",
    "a100s?",
    "h100s?",
    "a10g",
    "p[45]d?\\.\\w+",
    "g[56]\\.\\w+",
    "self[- ]host(?:ed|ing)? (?:\\w+ )?(?:llm|model|language model|llama|mistral)",
)
BATCH = phrase(
    "train(?:ing)?",
    "fine-?tun\\w+",
    "batch(?:es)?",
    "spot",
    "nightly",
    "on demand",
    "scale to zero",
    "serverless",
    "privacy",
    "may not leave",
    "on[- ]prem\\w*",
    "offline",
    "existing gpus?",
    "already (?:own|have|run)\\w*",
)
FEW_A_SECOND = 1.0


def idle(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, GPU)
    if plan is None or BATCH.search(everything(frame)):
        return
    loads = rates(frame)
    if loads and max(load.high for load in loads) < FEW_A_SECOND:
        yield Gap(
            plan.path,
            f'"{plan.text}" for "{loads[0].fact.quote}": it is paid by the hour and waits for most of it. Right for data that may not leave, or when calls come in batches.',
        )


RULE = FrameRule(
    id="FF622",
    name="own-gpu-for-few-calls",
    severity="warning",
    meaning="A GPU costs 10 to 50 times an ordinary machine by the hour, busy or not. For a few calls an API paid by the call is cheaper; owning one is right for steady load, training, or data that may not leave.",
    bad="A GPU server for 400 questions a day.",
    good="An API paid by the call, for 400 questions a day.",
    section="gpu-economics",
    find=idle,
    catches=(sketch(answers={"scale": "400 questions a day"}, options=("Our own model on a GPU server", "an API")),),
    leaves_alone=(
        sketch(answers={"scale": "90 questions a second"}, options=("Our own model on a GPU server",)),
        sketch(
            answers={"scale": "400 questions a day", "compliance": "The texts may not leave the building"},
            options=("A GPU server",),
        ),
        sketch(answers={"scale": "400 questions a day"}, options=("an API",)),
        sketch(options=("A GPU server",)),
    ),
)
