"""FF606: events where somebody waits for the answer."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, mentioned, proposed, told
from assistant.domain.rules.utterance import phrase

EVENTS = phrase(
    "event[- ]driven(?: \\w+)?",
    "event bus",
    "event sourcing",
    "choreograph\\w+",
    "kafka",
    "eventbridge",
    "eventual(?:ly)? consisten\\w+",
)
WAITED_FOR = phrase(
    "payments?", "checkout", "pay(?:s|ing)? (?:by|with|at)", "transactions?", "confirm\\w* (?:at once|immediately|on screen)",
    "reservations?", "money (?:transfer|is moved)\\w*", "exactly once", "double[- ]?book\\w*",
)  # fmt: skip
THOUGHT_OF = phrase(
    "saga\\w*", "idempoten\\w+", "compensat\\w+", "synchronous\\w*", "side effects?", "orchestrat\\w+", "asynchronous\\w*", "outbox",
    "afterwards", "later", "analytics", "e-?mails?", "notifications?",
)  # fmt: skip


def waiting(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, EVENTS)
    if plan is None:
        return
    waited = mentioned(told(frame, "functional", "problem", "symptom", "success", "decision"), WAITED_FOR)
    if waited and not THOUGHT_OF.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}" around "{waited}", where somebody waits for yes or no. Right for what may happen afterwards.',
        )


RULE = FrameRule(
    id="FF606",
    name="events-on-critical-path",
    severity="warning",
    meaning="Events take away the immediate answer, the simple failure and the order. They are right for what may happen after the answer, and with a plan for undoing and for duplicates.",
    bad="Checkout becomes event-driven.",
    good="Checkout stays synchronous; an event tells the mail service afterwards.",
    section="q23-event-driven",
    find=waiting,
    catches=(
        sketch(
            answers={"functional": "Checkout with payment by card"}, options=("event-driven services", "as one call")
        ),
        sketch(answers={"problem": "Payments fail twice a week"}, options=("Kafka between the steps", "a timeout")),
    ),
    leaves_alone=(
        sketch(answers={"functional": "Tracking of parcels"}, options=("event-driven services",)),
        sketch(answers={"functional": "Payment by card"}, options=("one call",)),
        sketch(answers={"functional": "Payment by card"}, options=("Kafka for analytics only",)),
        sketch(
            answers={"functional": "Payment by card", "failure_mode": "Handlers are idempotent"}, options=("Kafka",)
        ),
    ),
)
