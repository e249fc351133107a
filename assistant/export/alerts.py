"""Revisit triggers that name a number, as Prometheus alerting rules.

Nobody said what the metric is called, so its name is a placeholder made of the person's own words and
each rule says so. Triggers without a number stand as comments: somebody has to notice those.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from assistant.domain.cleaning import clean
from assistant.domain.frame import Frame, Trigger
from assistant.domain.reading.facts import Fact
from assistant.domain.reading.reader import read
from assistant.domain.reading.units import PERIOD_SECONDS
from assistant.domain.reading.wordlists import words

MEASURED = ("number", "rate", "money", "size", "percent", "duration", "people")
WINDOWS = {"second": "1s", "minute": "1m", "hour": "1h", "day": "1d", "week": "7d", "month": "30d", "quarter": "90d", "year": "365d"}  # fmt: skip
SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}

CLAUSE_END = re.compile(r"[,;.:!?](?=\s|$)|\s(?:and|or|but|while)\s", re.IGNORECASE)
EACH = re.compile(r"^\s*(.*?)\s*\b(?:a|an|per|each|every)\s+(second|minute|hour|day|week|month|quarter|year)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
REACHES = re.compile(r"\b(?:reach(?:es|ed)?|hits?)\s*$", re.IGNORECASE)
BEFORE_FOR = re.compile(r"\bfor\s*$", re.IGNORECASE)
TAIL = re.compile(r"\s+\b(?:for|within|in|during|over|at)\b.*$", re.IGNORECASE | re.DOTALL)
FILLERS = words(
    "a an the if when once as soon of our we us it its they their there is are was were be been being has have had "
    "gets get goes go rises rise climbs climb grows grow falls fall drops drop stays stay remains remain becomes become "
    "reach reaches reached hit hits exceed exceeds exceeded more than over above below under with by to ever that this "
    "least most up"
)
MOST_WORDS = 6


@dataclass(frozen=True)
class Condition:
    """A threshold that can be watched: `metric` is a placeholder, `holds` how long it must last, in seconds."""

    metric: str
    compare: str
    threshold: float
    window: str | None = None
    """The span over which things are counted; None for a value that stands by itself."""
    function: str = "increase"
    holds: int = 0

    @property
    def expression(self) -> str:
        left = f"{self.function}({self.metric}[{self.window}])" if self.window else self.metric
        return f"{left} {self.compare} {_number(self.threshold)}"


def render(frame: Frame, today: date) -> str:
    """Rules that `promtool check rules` accepts; none where no trigger names a number."""
    lines = ["# Revisit triggers as alerting rules. Metric names are placeholders: map them to what you measure."]
    rules: list[dict[str, Any]] = []
    for trigger in frame.triggers:
        found = conditions(trigger, today)
        rules += [_rule(frame, trigger, condition) for condition in found]
        if not found:
            lines.append(f"# No number to watch in: {_comment(trigger.text)}")
    if not frame.triggers:
        lines.append("# No revisit trigger was named.")
    groups = [{"name": "framefirst-revisit-triggers", "rules": rules}] if rules else []
    return "\n".join(lines) + "\n" + yaml.safe_dump({"groups": groups}, sort_keys=False, allow_unicode=True, width=100_000)  # fmt: skip


def conditions(trigger: Trigger, today: date) -> list[Condition]:
    """The thresholds that a trigger's words name, in their order."""
    reading = read(clean(trigger.text).text, today)
    found: list[Condition] = []
    for fact in reading.facts:
        if BEFORE_FOR.search(reading.text[: fact.start]) and fact.kind == "duration":
            if found and fact.low:
                found[-1] = _lasting(found[-1], fact.low)
            continue
        compare = _compare(fact, reading.text)
        if compare and fact.kind in MEASURED and fact.low is not None:
            found.append(_condition(fact, compare, reading.text, trigger))
    return found


def _lasting(condition: Condition, seconds: float) -> Condition:
    return replace(condition, holds=int(seconds))


def _compare(fact: Fact, text: str) -> str | None:
    if fact.bound in ("at_least", "at_most"):
        # "at least 5" holds at 5, "more than 5" does not; both are a lower bound to the reader.
        inclusive = re.match(r"at (?:least|most)\b|[≥≤]|[<>]=", fact.quote, re.IGNORECASE) is not None
        return (">" if fact.bound == "at_least" else "<") + ("=" if inclusive else "")
    return ">=" if REACHES.search(text[: fact.start]) else None


def _condition(fact: Fact, compare: str, text: str, trigger: Trigger) -> Condition:
    assert fact.low is not None
    if fact.kind == "rate" and fact.period in WINDOWS:
        return _rate(fact, compare, text, trigger)
    before, after = CLAUSE_END.split(text[: fact.start])[-1], CLAUSE_END.split(text[fact.end :])[0]
    counted = EACH.match(after) if fact.kind in ("number", "people") else None
    noun = counted[1] if counted else TAIL.sub("", f" {after}")
    subject = (
        _name(before, _counted(fact), trigger)
        if _snake(before) or fact.kind == "people"
        else _name("", noun or _counted(fact), trigger)
    )
    window = WINDOWS.get(counted[2].lower()) if counted else None
    unit, factor = _unit(fact)
    name = subject if not unit or subject.endswith(unit) else f"{subject}_{unit}"
    if window and not name.endswith("total"):
        name = f"{name}_total"
    return Condition(metric=name, compare=compare, threshold=fact.low * factor, window=window)


def _rate(fact: Fact, compare: str, text: str, trigger: Trigger) -> Condition:
    """Things per time: counted over the period that was said, or as a rate where that is a second."""
    assert fact.low is not None
    assert fact.period is not None
    name = f"{_name(CLAUSE_END.split(text[: fact.start])[-1], _counted(fact), trigger)}_total"
    if fact.period == "second":
        return Condition(metric=name, compare=compare, threshold=fact.low, function="rate", window="5m")
    threshold = round(fact.low * PERIOD_SECONDS[fact.period], 6)
    return Condition(metric=name, compare=compare, threshold=threshold, window=WINDOWS[fact.period])


def _name(before: str, counted: str, trigger: Trigger) -> str:
    """What is measured, in the person's words: "queue" and "message" give queue_messages."""
    joined = "_".join(filter(None, (_snake(before), _snake(counted))))
    return joined[:80].strip("_") or f"trigger_{_snake(trigger.id) or 'x'}"


def _counted(fact: Fact) -> str:
    """The things a number counts, in the plural; empty for a bare number."""
    thing = fact.noun or (fact.unit if fact.kind == "number" and fact.unit != "percentile" else "") or ""
    return thing if not thing or thing.endswith(("s", "people")) else f"{thing}s"


def _unit(fact: Fact) -> tuple[str, float]:
    """The ending that Prometheus expects for a base unit, and what the number is multiplied with."""
    match fact.kind:
        case "duration":
            return "seconds", 1
        case "size":
            return "bytes", 1
        case "percent":
            return "ratio", 0.01
        case "money":
            return _snake(" ".join(filter(None, (fact.unit, f"per {fact.period}" if fact.period else "")))), 1
    return "", 1


def _snake(text: str) -> str:
    """ASCII words joined by underscores, fit for a metric's name; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    telling = [word for word in re.findall(r"[a-z0-9]+", plain.lower()) if word not in FILLERS][:MOST_WORDS]
    joined = "_".join(telling)[:80].strip("_")
    return f"n_{joined}" if joined[:1].isdigit() else joined


def _rule(frame: Frame, trigger: Trigger, condition: Condition) -> dict[str, Any]:
    labels = {"severity": "info", "trigger": trigger.id}
    if trigger.owner:
        labels["owner"] = _literal(_line(trigger.owner))
    held = {"for": _duration(condition.holds)} if condition.holds else {}
    return {
        "alert": "LookAgain" + "".join(word.capitalize() for word in condition.metric.split("_")),
        "expr": condition.expression,
        **held,
        "labels": labels,
        "annotations": {
            "summary": _literal(f"Look again at the decision: {_line(frame.title or 'Untitled')}"),
            "description": _literal(clean(trigger.text).text),
            "mapping": f"{condition.metric} is a placeholder named after these words. Replace it with the metric you measure.",
        },
    }


def _literal(text: str) -> str:
    """Braces that people wrote are no template: Prometheus would run it."""
    return re.sub(r"\{\{|\}\}", lambda braces: '{{ "' + braces[0] + '" }}', text)


def _duration(seconds: int) -> str:
    """In the largest unit that leaves no rest: 604800 is "1w"."""
    unit = next(unit for unit, size in SECONDS.items() if seconds % size == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


def _number(value: float) -> str:
    return f"{value:.12g}"


def _line(text: str) -> str:
    return " ".join(clean(text).text.split())


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in _line(text))
