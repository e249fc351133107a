"""FF607: tests left out, with no day on which they come."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import proposed, told
from assistant.domain.rules.utterance import phrase

UNTESTED = phrase(
    "(?:skip\\w*|drop\\w*|leav\\w+ out|omit\\w*|cut\\w*|postpon\\w+|without|no|defer\\w*) (?:the |all |any |our |writing )?(?:\\w+ )?(?:tests?|testing|test suite|regression)",
    "(?:tests?|testing) (?:later|afterwards|after (?:the )?(?:launch|release|go-live))", "ship(?:ping)? untested",
)  # fmt: skip
CLOSED = phrase(
    "critical path", "feature flags?", "kill switch", "staged", "canary", "time-?box\\w*", "until (?:the )?\\d", "by (?:the )?\\d",
    "by (?:monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december)",
    "prototype", "throwaway", "spike", "proof of concept", "(?:\\d+ )?%", "read-only",
)  # fmt: skip


def open_ended(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, UNTESTED)
    if plan is not None and not CLOSED.search(
        f"{plan.text}\n{told(frame, 'rollout', 'rollback', 'risks', 'recommendation')}"
    ):
        yield Gap(
            plan.path,
            f'"{plan.text}" has no day on which the gap closes. Right with the critical path tested, a switch to turn it off, and a date nothing displaces.',
        )


RULE = FrameRule(
    id="FF607",
    name="untested-without-a-date",
    severity="warning",
    meaning="Later has no date, so the risk stays and nobody sees it. It is right for what is read-only or thrown away, or with the critical path tested, a staged rollout and a protected day for the rest.",
    bad="We skip the integration tests to make the date.",
    good="We test the payment path now, ship behind a flag, and finish the rest by 12 March.",
    section="q18-skip-tests",
    find=open_ended,
    catches=(
        sketch(options=("Skip the integration tests and ship", "ship two weeks later")),
        sketch(answers={"recommendation": "Ship on Friday, testing later"}, options=("ship", "wait")),
    ),
    leaves_alone=(
        sketch(options=("Skip all tests but the critical path, behind a feature flag", "wait")),
        sketch(options=("Skip the regression tests", "wait"), answers={"rollout": "Staged: 5 %, 25 %, 100 %"}),
        sketch(options=("Automate the regression tests", "wait")),
        sketch(options=("Test the forecast before release", "wait")),
    ),
)
