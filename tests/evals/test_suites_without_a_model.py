"""Each check of the suites that need no model can fail: a product that is bad in one way is caught by the check named for it."""

from collections.abc import Callable

import pytest

from assistant.domain.playbook import Playbook, Question
from evals import runner
from evals.record import Exchange, Record
from evals.result import Result
from evals.subject import Subject
from evals.suites import export, questions, tradeoff

PERSON, DECISION = "bakery-orders", "receipts-store"


def questions_changed(change: Callable[[Question], Question]) -> Subject:
    def asking(playbooks: tuple[Playbook, ...]) -> tuple[Playbook, ...]:
        return tuple(p.model_copy(update={"questions": tuple(change(q) for q in p.questions)}) for p in playbooks)

    return Subject(asking=asking)


def failing(result: Result) -> set[str]:
    return {one.check for one in result.judgements if one.verdict == "fail"}


def judged(record: Record, suite: str = "questions") -> set[str]:
    found = questions.SUITE if suite == "questions" else tradeoff.SUITE
    case = next(one for one in found.cases() if one.case.id in (PERSON, DECISION))
    return failing(runner.judge(found, runner.Job((found,), case), record, Subject(), None))


def asked(*pairs: tuple[str, str]) -> Record:
    exchanges = (Exchange(said="It is slow."), *(Exchange(said="Yes.", topic=t, question=q) for t, q in pairs))
    return Record(case=PERSON, exchanges=exchanges)


GOOD = ("problem", "What goes wrong today?")


@pytest.mark.parametrize(
    ("question", "check"),
    [
        ("Who uses it? And how often?", "one-at-a-time"),
        (" ".join(["word"] * 26) + "?", "short"),
        ("Wouldn't a queue be better?", "not-leading"),
        ("What would Kafka have to do?", "no-solution"),
    ],
)
def test_a_bad_question_is_caught_by_the_check_named_for_it(question: str, check: str) -> None:
    assert judged(asked(GOOD, ("users", question))) == {check}
    assert judged(asked(GOOD, ("users", "Who uses it?"))) == set()


def test_constraints_before_the_goal_are_caught() -> None:
    assert judged(asked(("budget", "What may it cost?"), GOOD)) == {"goal-first"}


def test_questions_that_nobody_can_answer_are_caught() -> None:
    unknown = Exchange(said="/unknown", topic="users", question="Who uses it?")
    assert judged(Record(case=PERSON, exchanges=(Exchange(said="It is slow."), unknown))) >= {"answerable"}


def one(suite: object, case: str, subject: Subject) -> Result:
    (result,) = runner.run([suite], subject, select=lambda name, id: id == case)  # type: ignore[list-item]
    return result


def test_a_question_without_its_reason_is_caught() -> None:
    subject = questions_changed(lambda question: question.model_copy(update={"why": ""}))
    assert failing(one(questions.SUITE, PERSON, subject)) == {"says-why"}


@pytest.fixture(scope="module")
def weighed() -> Record:
    result = one(tradeoff.SUITE, DECISION, Subject())
    assert (result.verdict, result.reason) == ("pass", "")
    assert result.record
    return result.record


def without(record: Record, unwanted: Callable[[dict], bool]) -> Record:
    """The record of a product that never wrote some events down."""
    return Record.model_validate(
        {**record.model_dump(), "log": [entry for entry in record.log if not unwanted(entry["event"])]}
    )


def at(path: str) -> Callable[[dict], bool]:
    return lambda event: str(event.get("path", "")).startswith(path)


@pytest.mark.parametrize(
    ("lost", "check"),
    [
        (lambda event: event.get("baseline"), "do-nothing"),
        (at("scores.o1"), "weighed-as-said"),
        (lambda event: str(event.get("path", "")).endswith(".weight"), "weights-first"),
        (at("triggers."), "trigger"),
        (at("answers.reversibility"), "template"),
    ],
    ids=["do-nothing", "scores", "weights", "triggers", "reversibility"],
)
def test_what_a_decision_lost_is_caught(weighed: Record, lost: Callable[[dict], bool], check: str) -> None:
    case = next(one for one in tradeoff.SUITE.cases() if one.case.id == DECISION)
    job = runner.Job((tradeoff.SUITE,), case)
    assert check in failing(runner.judge(tradeoff.SUITE, job, without(weighed, lost), Subject(), None))


def test_scores_before_weights_are_caught(weighed: Record) -> None:
    weights = [entry for entry in weighed.log if str(entry["event"].get("path", "")).endswith(".weight")]
    late = [entry for entry in weighed.log if entry not in weights] + weights
    case = next(one for one in tradeoff.SUITE.cases() if one.case.id == DECISION)
    judgement = tradeoff.WeightsBeforeScores().judge(case.case, Record(case=DECISION, log=tuple(late)))
    assert judgement == ("fail", "a score stands before a weight")


def test_a_flip_that_is_not_the_smallest_is_caught(weighed: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(one for one in tradeoff.SUITE.cases() if one.case.id == DECISION)
    analysis = tradeoff.analysis_of(weighed)
    assert analysis
    assert analysis.sensitivity.smallest_flip
    wrong = analysis.sensitivity.smallest_flip.model_copy(update={"change": -40.0})
    lying = analysis.model_copy(
        update={"sensitivity": analysis.sensitivity.model_copy(update={"smallest_flip": wrong})}
    )
    monkeypatch.setattr(tradeoff, "analysis_of", lambda record: lying)
    assert tradeoff.SensitiveRight().judge(case.case, weighed).verdict == "fail"


@pytest.fixture(scope="module")
def exported() -> Result:
    return one(export.SUITE, DECISION, Subject())


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ({"broken": {"pdf": "PdfReadError: not a PDF"}}, "opens"),
        ({"told": {}}, "says-the-same"),
        ({"told": {}}, "calendar"),
        ({"told": {}}, "tickets"),
        ({"came_back": "the events are others"}, "round-trip"),
        ({"unsteady": ["md"]}, "same-bytes"),
    ],
)
def test_a_format_that_is_damaged_is_caught(exported: Result, damage: dict, check: str) -> None:
    assert (exported.verdict, exported.reason) == ("pass", "")
    assert exported.record
    damaged = exported.record.model_copy(update={"data": {**exported.record.data, **damage}})
    case = next(one for one in export.SUITE.cases() if one.case.id == DECISION)
    assert check in failing(runner.judge(export.SUITE, runner.Job((export.SUITE,), case), damaged, Subject(), None))
