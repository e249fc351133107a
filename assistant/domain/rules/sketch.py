"""Small frames in one line, for the examples that frame rules carry."""

import datetime
from collections.abc import Mapping, Sequence

from assistant.domain.frame import (
    Answer,
    Constraint,
    Contradiction,
    Criterion,
    Decided,
    Evidence,
    Frame,
    Option,
    Provenance,
    Score,
    Stakes,
    Trigger,
    Value,
    Why,
)
from assistant.domain.reading.reader import read
from assistant.domain.topics import Topic

SAID = Provenance()


def sketch(
    *,
    answers: Mapping[Topic, str] | None = None,
    constraints: Sequence[str] = (),
    contradictions: Sequence[Contradiction] = (),
    whys: Sequence[Why] = (),
    options: Sequence[str] = (),
    baseline: str | None = None,
    weights: Mapping[str, float | None] | None = None,
    scores: Mapping[str, Sequence[int]] | None = None,
    triggers: Sequence[Trigger] = (),
    stakes: Stakes = "costly",
    chosen: str | None = None,
    decided_by: str | None = None,
    gives_up: str | None = None,
) -> Frame:
    """Options and criteria are their own ids; `scores` lists an option's scores in the order of `weights`."""
    criteria = list(weights or {})
    return Frame(
        answers={
            topic: Answer(topic=topic, values=(Value(text=text, origin=SAID),))
            for topic, text in (answers or {}).items()
        },
        whys=tuple(whys),
        options=tuple(
            Option(
                id=name,
                text=name,
                origin=SAID,
                baseline=name == baseline,
                trade_off=Value(text=gives_up, origin=SAID) if gives_up and name == chosen else None,
            )
            for name in options
        ),
        criteria=tuple(
            Criterion(id=name, text=name, origin=SAID, weight=weight) for name, weight in (weights or {}).items()
        ),
        scores=tuple(
            Score(option=option, criterion=criterion, value=value, origin=SAID)
            for option, row in (scores or {}).items()
            for criterion, value in zip(criteria, row, strict=False)
        ),
        constraints=tuple(Constraint(id=text, text=text, hard=True, origin=SAID) for text in constraints),
        contradictions=tuple(contradictions),
        triggers=tuple(triggers),
        stakes=stakes,
        chosen=chosen,
        decided=Decided(by=decided_by, option=chosen or "", on="2026-01-15") if decided_by else None,
    )


def understood(frame: Frame, today: datetime.date) -> Frame:
    """The sketch with the facts in its answers read, as they are when somebody says them."""
    answers = {
        topic: answer.model_copy(
            update={
                "values": tuple(
                    value.model_copy(update={"facts": read(value.text, today).facts}) for value in answer.values
                )
            }
        )
        for topic, answer in frame.answers.items()
    }
    return frame.model_copy(update={"answers": answers})


def chain(*steps: tuple[str, Evidence], root: bool = True) -> tuple[Why, ...]:
    """A symptom and one cause under another; the last is named as the root cause."""
    return tuple(
        Why(
            id=f"w{index}",
            parent=f"w{index - 1}" if index else None,
            text=text,
            evidence=evidence,
            origin=SAID,
            is_root=root and index == len(steps) - 1 and index > 0,
        )
        for index, (text, evidence) in enumerate(steps)
    )


def beside(whys: Sequence[Why], text: str, under: str) -> tuple[Why, ...]:
    """The same tree with a second branch."""
    return (*whys, Why(id="branch", parent=under, text=text, evidence="reported", origin=SAID))


def trigger(text: str, *, measurable: bool = True, owner: str | None = None, due: str | None = None) -> Trigger:
    return Trigger(id="t", text=text, measurable=measurable, owner=owner, due=due, origin=SAID)
