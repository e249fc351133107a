"""Every mutant and control with what it is made of, in the order in which they are reported."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.playbook import Playbook, Question
from assistant.prompting import FOLDER
from evals.mutants import prompts
from evals.mutants.alterations import ALTERATIONS
from evals.mutants.controls import CONTROLS
from evals.mutants.damages import DAMAGES, Damaged, by_words
from evals.stub_server import Behaviour
from evals.stubs.bad import MODELS
from evals.stubs.obedient import obedient
from evals.stubs.trouble import TROUBLE
from evals.subject import Subject

EXPECTED = Path(__file__).with_name("expected.yaml")
Family = Literal["M1", "M2", "M3", "M4", "control"]
USUAL: dict[str, tuple[str, ...]] = {"M4": ("retrieval/keyword-0*", "retrieval/keyword-1*", "retrieval/off-topic-0*")}
GUIDED = frozenset({"rules", "flow", "questions", "tradeoff", "export"})
"""Suites that no model has a part in."""
TALK = ("talks/parcel-status",)


class Mutant(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    mutant: str
    family: Family
    says: str
    killer: str = ""
    model: str = "good"
    cases: tuple[str, ...]
    """`file/id` of the cases it is run on; `*` stands for the rest of an id."""

    @property
    def name(self) -> str:
        return f"{self.family}:{self.mutant}"


@cache
def mutants() -> tuple[Mutant, ...]:
    """All of them. Their killers stand in `expected.yaml` and `rules.yaml`, written by people."""
    written = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    listed = [
        Mutant.model_validate({"family": family, "cases": USUAL.get(family, TALK), **entry})
        for family, entries in written.items()
        for entry in entries
    ]
    return (*(one for one in listed if one.family != "control"), *_of_rules(), *_controls(listed))


def _controls(listed: list[Mutant]) -> Iterator[Mutant]:
    for one in listed:
        if one.family == "control":
            usual = USUAL["M4"] if one.mutant == "lower-ranks-swapped" else one.cases
            yield one.model_copy(update={"cases": usual})


def _of_rules() -> Iterator[Mutant]:
    for rule in prompts.rules():
        for change in ("deleted", "inverted"):
            yield Mutant(
                mutant=f"{rule.rule}-{change}",
                family="M3",
                says=f"the prompt's rule “{rule.heeds.strip(', ')}” is {change}",
                killer=rule.killer,
                cases=rule.cases or TALK,
            )


# -- what they are made of ---------------------------------------------------------------------------------------------


def answering(behaviour: Behaviour, folder: Path = FOLDER) -> Subject:
    return Subject(behaviours=lambda case: [behaviour], prompts=folder)


def base_of(mutant: Mutant, folder: Path = FOLDER) -> Subject:
    """What the mutant is held against: the same thing without the fault. `folder` holds the prompts."""
    if mutant.family == "M3":
        return answering(obedient(prompts.heeded(folder)), folder)
    if mutant.cases[0].startswith("retrieval/"):
        return Subject(knowledge=lambda subject: by_words())
    if mutant.cases[0].partition("/")[0] in GUIDED:
        return Subject()
    return answering(TROUBLE[mutant.model] if mutant.model in TROUBLE else MODELS[mutant.model], folder)


@contextmanager
def made(mutant: Mutant, folder: Path = FOLDER) -> Iterator[Subject]:
    """The subject with the fault, for as long as it is needed. Raises LookupError for one that cannot be made."""
    base = replace(base_of(mutant, folder), name=mutant.mutant)
    if mutant.family == "M3":
        with _prompts(mutant, folder) as changed:
            yield replace(base, prompts=changed)
    elif mutant.family == "control":
        subject = CONTROLS[mutant.mutant](base)
        try:
            yield subject
        finally:
            if subject.prompts != folder:
                shutil.rmtree(subject.prompts, ignore_errors=True)
    else:
        yield MAKING[mutant.family](base, mutant.mutant)


@contextmanager
def _prompts(mutant: Mutant, source: Path) -> Iterator[Path]:
    rule = next(rule for rule in prompts.rules() if mutant.mutant.startswith(f"{rule.rule}-"))
    change: prompts.Change = "inverted" if mutant.mutant.endswith("inverted") else "deleted"
    folder = prompts.folder_with(rule, change, source)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bad_model(base: Subject, name: str) -> Subject:
    return replace(base, behaviours=lambda case: [MODELS[name]])


def _altered(base: Subject, name: str) -> Subject:
    if name in PLAYBOOKS:
        return replace(base, asking=PLAYBOOKS[name])
    return replace(base, altered=ALTERATIONS[name])


def _damaged(base: Subject, name: str) -> Subject:
    return replace(base, knowledge=lambda subject: Damaged(by_words(), DAMAGES[name]))


MAKING: dict[str, Callable[[Subject, str], Subject]] = {"M1": _bad_model, "M2": _altered, "M4": _damaged}


Asking = Callable[[tuple[Playbook, ...]], tuple[Playbook, ...]]


def every_other(playbooks: tuple[Playbook, ...]) -> tuple[Playbook, ...]:
    """Half of the questions; the confirmation stays, so that conversations still end."""
    return tuple(
        playbook.model_copy(
            update={
                "questions": tuple(q for n, q in enumerate(playbook.questions) if n % 2 == 0 or q.move == "confirm")
            }
        )
        for playbook in playbooks
    )


def each(change: Callable[[Question], dict[str, object]]) -> Asking:
    """Every question with something changed."""
    return lambda playbooks: tuple(
        playbook.model_copy(update={"questions": tuple(q.model_copy(update=change(q)) for q in playbook.questions)})
        for playbook in playbooks
    )


def worded(put: Callable[[str], str]) -> Asking:
    return each(lambda q: {"ask": put(q.ask), "for_opening": {kind: put(text) for kind, text in q.for_opening.items()}})


LENGTHY = "Bearing in mind all that was said so far, and without wishing to go into any of it again at this point, "
PLAYBOOKS: dict[str, Asking] = {
    "category-missing": every_other,
    "asked-in-pairs": worded(lambda text: f"{text} And who says so?"),
    "asked-at-length": worded(lambda text: LENGTHY + text[:1].lower() + text[1:]),
    "asked-leadingly": worded(lambda text: f"Don't you agree that this is the point: {text}"),
    "asked-with-a-remedy": worded(lambda text: f"Have you considered Redis? {text}"),
    "asked-backwards": each(lambda q: {"rank": 1000 - q.rank, "ranks": {}}),
    "asked-without-a-reason": each(lambda q: {"why": ""}),
}
"""Playbooks that ask in a bad way (M2)."""
