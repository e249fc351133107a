"""What the rules make of everything said so far, as events of a turn.

A judgement weighs what was said: two figures that do not fit, a trap that the guide knows. It is raised when it first
holds, said anew when its figures change, resolved when it no longer holds, and left alone once a person waived it. What
was not said yet is no judgement; the document lists that.
"""

from collections.abc import Sequence

from assistant.domain.events import Event, Flagged, FlagSettled
from assistant.domain.frame import Flag, Frame, Item
from assistant.domain.rules import FrameFinding, check_frame, is_judgement
from assistant.domain.rules.configuration import DEFAULTS, Configuration


def flag_id(finding: FrameFinding) -> str:
    """A rule speaks once about a place."""
    return f"{finding.name}@{finding.path}"


def judged(frame: Frame, turn: int, configuration: Configuration = DEFAULTS) -> list[Event]:
    """Judgements to raise and to settle, so that the open flags say what holds of this frame."""
    known = {flag.id: flag for flag in frame.flags}
    found: dict[str, FrameFinding] = {}
    for finding in check_frame(frame, configuration):
        if is_judgement(finding):
            found.setdefault(flag_id(finding), finding)
    return [
        *(event for id, finding in found.items() for event in _raised(frame, finding, known.get(id), turn)),
        *(
            FlagSettled(flag=flag.id, state="resolved")
            for flag in frame.open_flags
            if is_judgement(flag) and flag.id not in found
        ),
    ]


def _raised(frame: Frame, finding: FrameFinding, known: Flag | None, turn: int) -> list[Event]:
    if known is not None and (known.state == "waived" or (known.state == "open" and known.message == finding.message)):
        return []
    flag = Flag(
        id=flag_id(finding),
        rule=finding.rule,
        name=finding.name,
        severity=finding.severity,
        message=finding.message,
        path=finding.path,
        quote=words_at(frame, finding.path),
        turn=known.turn if known is not None and known.state == "open" else turn,
        section=finding.section,
    )
    return [Flagged(flag=flag)]


def words_at(frame: Frame, path: str) -> str:
    """The words that stand at a path of the frame, as they were said; empty where there are none."""
    head, _, key = path.partition(".")
    if head == "answers":
        return next((a.values[-1].text for topic, a in frame.answers.items() if topic == key and a.values), "")
    collections: dict[str, Sequence[Item]] = {
        "options": frame.options,
        "whys": frame.whys,
        "criteria": frame.criteria,
        "constraints": frame.constraints,
        "triggers": frame.triggers,
    }
    items = collections.get(head, ())
    return next((item.text for item in items if item.id == key), "")
