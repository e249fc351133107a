"""Scripted people against the shipped playbooks: all that they know is asked for, kept and asked for once.

The same figures catch an assistant that asks half of it, forgets what was said, or says everything twice.
"""

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.domain.playbook import Playbook
from assistant.domain.reading.opening import recognise
from assistant.domain.reading.reader import read
from assistant.export.document import Document
from assistant.playbooks import shipped
from evals import conversation, runner
from evals.conversation import Stakeholder
from evals.result import Result
from evals.subject import Subject
from evals.suites import flow

CASES = tuple(located.case for located in conversation.stakeholders())
A_FEW = frozenset(case.id for case in CASES[::9])
TODAY = date(2026, 1, 15)


def test_there_are_enough_people_and_all_five_ways_to_begin() -> None:
    kinds = [case.entry_kind for case in CASES]

    assert len({case.id for case in CASES}) == len(CASES) >= 40
    assert min(kinds.count(kind) for kind in set(kinds)) >= 7
    assert set(kinds) == {"solution_first", "symptom", "decision", "greenfield", "brownfield"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_opening_is_taken_for_what_it_is(case: Stakeholder) -> None:
    assert recognise(read(case.opening, TODAY)).kind == case.entry_kind


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hidden_requirement_is_on_a_topic_that_the_person_can_speak_of(case: Stakeholder) -> None:
    known = set(case.answers) | ({"whys"} if case.whys else set())

    assert {hidden.topic for hidden in case.hidden_requirements} <= known - set(case.unknowns)


def test_the_questions_of_the_shipped_playbooks_ask_for_what_their_topic_is_about() -> None:
    """Otherwise a scripted person would not understand them, and every score would be of the script."""
    puzzling = [
        (question.id, wording)
        for playbook in shipped()
        for question in playbook.questions
        for wording in (question.ask, *question.for_opening.values())
        if not conversation.asks_for(question.topic, wording)
    ]
    assert puzzling == []


# -- the same checks against an assistant that is bad on purpose -------------------------------------------------------


def half(playbooks: tuple[Playbook, ...]) -> tuple[Playbook, ...]:
    """Every other question is gone; the confirmation stays, so that conversations still end."""
    return tuple(
        playbook.model_copy(
            update={
                "questions": tuple(q for n, q in enumerate(playbook.questions) if n % 2 == 0 or q.move == "confirm")
            }
        )
        for playbook in playbooks
    )


def verdicts(results: Sequence[Result], check: str) -> set[str]:
    return {one.verdict for result in results for one in result.judgements if one.check == check}


def of_a_few(subject: Subject) -> tuple[Result, ...]:
    return runner.run([flow.SUITE], subject, select=lambda suite, id: id in A_FEW)


def test_the_shipped_assistant_serves_a_few_people_well() -> None:
    results = of_a_few(Subject())

    assert [(result.case, result.reason) for result in results if result.verdict != "pass"] == []
    assert verdicts(results, "ends") == {"pass"}


def test_an_assistant_that_asks_half_of_it_is_caught() -> None:
    results = of_a_few(Subject(asking=half))

    assert verdicts(results, "elicits") == {"fail"}
    assert verdicts(results, "ends") == {"pass"}


def without_requirements(document: Document) -> Document:
    kept = tuple(section for section in document.sections if section.id not in ("requirements", "problem", "sources"))
    return document.model_copy(update={"sections": kept})


def test_a_document_that_drops_answers_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conversation.document
    monkeypatch.setattr(conversation, "document", lambda *given: without_requirements(whole(*given)))

    assert verdicts(of_a_few(Subject()), "keeps") == {"fail"}


def test_an_assistant_that_asks_what_it_was_told_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer is taken for a vague one, so that it is pressed for."""
    from assistant.domain.reading.substance import Assessment

    monkeypatch.setattr("assistant.domain.hearing.assess", lambda reading, needs: Assessment(substance="vague"))

    assert verdicts(of_a_few(Subject()), "asks-once") == {"fail"}


def test_a_person_who_is_never_let_go_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "MOST_TURNS", 20)
    results = runner.run([flow.SUITE], Subject(), select=lambda suite, id: id == CASES[0].id)

    assert verdicts(results, "ends") == {"fail"}
