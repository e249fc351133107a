"""FF608: more alerts against alerts that nobody reads."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import proposed, told
from assistant.domain.rules.utterance import phrase

MORE = phrase(
    "(?:more|additional|extra|further|new) (?:\\w+ )?(?:alerts?|alarms?|alerting|monitors|dashboards?|thresholds?)",
    "(?:add|adding) (?:\\w+ )?(?:alerts?|alarms?|dashboards?)", "lower(?:ing)? (?:the )?(?:alert |alarm )?thresholds?",
)  # fmt: skip
FEWER_TOO = phrase("delet\\w+", "remov\\w+", "fewer", "replac\\w+", "slos?", "burn rate", "synthetic", "instead of")
NOISE = phrase(
    "alert fatigue", "too many (?:alerts?|alarms?|pages|notifications)", "(?:alerts?|alarms?|pages) (?:are |is )?(?:ignored|muted|noisy|noise)",
    "(?:ignore|mute|muted|ignored) (?:the |our |most )?(?:alerts?|alarms?|alert channel)",
    "[1-9]\\d{1,3} (?:alerts?|alarms?|pages) (?:a|per|every) (?:day|night|shift|week)",
    "customers? (?:found|find|tell|told|notice)\\w* (?:\\w+ ){0,4}(?:first|before)",
)  # fmt: skip


def louder(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, MORE)
    if plan is None or FEWER_TOO.search(plan.text):
        return
    causes = "\n".join(why.text for why in frame.whys)
    noise = NOISE.search(
        f"{causes}\n{told(frame, 'problem', 'symptom', 'root_cause', 'existing_system', 'observability')}"
    )
    if noise:
        yield Gap(
            plan.path,
            f'"{plan.text}" adds to what is not read now ("{noise.group()}"). Right if it replaces others and watches what users feel.',
        )


RULE = FrameRule(
    id="FF608",
    name="more-alerts-against-noise",
    severity="warning",
    meaning="A channel that is nearly always wrong trains people to look away. One more alert is right when it watches what users feel and replaces those that nobody acts on.",
    bad="500 alerts a day, and we add more alerts.",
    good="500 alerts a day; 400 go, and one watches failed checkouts.",
    section="q19-alert-fatigue",
    find=louder,
    catches=(
        sketch(answers={"problem": "We get 500 alerts a day", "countermeasure": "More alerts on the checkout"}),
        sketch(answers={"symptom": "Alerts are ignored"}, options=("lower the thresholds", "as is")),
    ),
    leaves_alone=(
        sketch(answers={"problem": "Nobody notices failures", "countermeasure": "More alerts on the checkout"}),
        sketch(answers={"problem": "500 alerts a day", "countermeasure": "Delete most and add alerts on SLOs"}),
        sketch(answers={"problem": "500 alerts a day", "countermeasure": "Delete those nobody acts on"}),
    ),
)
