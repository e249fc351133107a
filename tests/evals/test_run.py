"""The eval suite can fail: a product that is bad on purpose is caught, and nothing broken looks green."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.ports import Knowledge, Passage
from evals import case, runner
from evals.case import Case
from evals.check import Check, Judgement, failed, passed, skipped
from evals.record import Record
from evals.result import Score
from evals.subject import Subject
from evals.suite import Suite
from evals.suites import KINDS, SUITES, retrieval, rules


class SameAnswerToAll:
    """Finds one section, whatever is asked."""

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        return [Passage(section="question-checklist", title="2.3", text="", score=1.0)]

    def title(self, section: str) -> str | None:
        return section


class Silent(SameAnswerToAll):
    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        return []


class Broken(SameAnswerToAll):
    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        raise RuntimeError("no index")


def with_guide(knowledge: Knowledge) -> Subject:
    return Subject(knowledge=lambda subject: knowledge)


def scored(suite: Suite, subject: Subject) -> Score:
    return runner.score(suite, runner.run([suite], subject), subject)


@pytest.mark.parametrize("bad", [SameAnswerToAll(), Silent()])
def test_a_guide_that_gives_one_answer_or_none_is_caught(bad: SameAnswerToAll) -> None:
    found = scored(retrieval.SUITE, with_guide(bad))

    assert not found.held
    assert found.selected == len(retrieval.SUITE.cases())


def test_a_case_that_raises_is_an_error_and_stays_in_the_denominator() -> None:
    results = runner.run([retrieval.SUITE], with_guide(Broken()), select=lambda suite, id: id == "keyword-01")
    found = runner.score(retrieval.SUITE, results, with_guide(Broken()))

    assert (found.selected, found.errors, found.held) == (1, 1, False)
    assert [result.reason for result in results] == ["RuntimeError: no index"]


def test_every_rule_passes_its_own_examples() -> None:
    results = runner.run([rules.SUITE], Subject())

    assert [r.reason for r in results if r.kind == "examples" and r.verdict != "pass"] == []


def test_a_rule_that_stays_silent_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.domain.rules.check", lambda text, topic=None, configuration=None: ())

    assert not scored(rules.SUITE, Subject()).held


# -- a suite of three cases, to look at the machinery ------------------------------------------------------------------


class Number(Case):
    value: int


@dataclass(frozen=True)
class IsEven(Check):
    name: ClassVar[str] = "even"
    guards: ClassVar[str] = "numbers are even"

    def judge(self, case: Number, record: Record) -> Judgement:
        if record.data["value"] == 0:
            return skipped("zero is not asked")
        return passed if record.data["value"] % 2 == 0 else failed(f"{record.data['value']} is odd")


def solve(case: Number, subject: Subject) -> Record:
    return Record(case=case.id, data={"value": case.value})


def numbers(*values: int) -> Suite:
    located = [case.Located(Number(id=f"n{value}", value=value), Path("numbers.yaml"), value + 1) for value in values]
    return Suite("numbers", "are they even", Number, solve, (IsEven(),), cases_of=lambda folders, subject: located)


def test_a_run_of_no_case_is_never_green() -> None:
    assert not scored(numbers(), Subject()).held
    assert not scored(replace(numbers(), bar=0.0), Subject()).held


def test_a_skip_says_why_and_is_not_counted_as_tried() -> None:
    (result,) = runner.run([numbers(0)], Subject())

    assert (result.verdict, result.reason) == ("skip", "even: zero is not asked")
    assert not scored(numbers(0), Subject()).held
    assert scored(numbers(0, 2), Subject()) == replace_counts(scored(numbers(0, 2), Subject()), passed=1, skipped=1)


def replace_counts(score: Score, **counts: int) -> Score:
    return score.model_copy(update={"passed": 0, "failed": 0, "errors": 0, "skipped": 0, **counts})


def test_results_come_in_the_order_of_the_cases_whatever_the_pool_does() -> None:
    results = runner.run([numbers(2, 3, 4, 5)], Subject(), workers=4, repeat=2)

    assert [(result.case, result.attempt) for result in results] == [
        ("n2", 1), ("n2", 2), ("n3", 1), ("n3", 2), ("n4", 1), ("n4", 2), ("n5", 1), ("n5", 2),
    ]  # fmt: skip


def test_a_case_that_does_not_come_back_is_given_up_and_the_others_run() -> None:
    from threading import Event

    never = Event()

    def hang_on_odd(case: Number, subject: Subject) -> Record:
        if case.value % 2:
            never.wait(30)
        return Record(case=case.id, data={"value": case.value})

    results = runner.run([replace(numbers(2, 3, 4), solve=hang_on_odd)], Subject(), seconds=0.05, workers=2)
    never.set()

    assert [(result.case, result.verdict, result.reason) for result in results] == [
        ("n2", "pass", ""), ("n3", "error", "not done within 0.05 seconds"), ("n4", "pass", ""),
    ]  # fmt: skip


def test_two_suites_that_ask_the_same_of_the_product_run_it_once() -> None:
    ran = []

    def counted(case: Number, subject: Subject) -> Record:
        ran.append(case.id)
        return solve(case, subject)

    one = replace(numbers(2, 4), solve=counted)
    results = runner.run([one, replace(one, name="again")], Subject())

    assert ran == ["n2", "n4"]
    assert [result.suite for result in results] == ["numbers", "numbers", "again", "again"]


def test_a_check_that_breaks_has_found_nothing_out() -> None:
    (result,) = runner.run([replace(numbers(2), solve=lambda case, subject: Record(case=case.id))], Subject())

    assert (result.verdict, result.reason) == ("error", "even: the check itself broke: KeyError: 'value'")


def test_stored_records_are_judged_again_without_running_anything() -> None:
    odd = numbers(2, 3)
    results = runner.run([odd], Subject())

    def never(case: Number, subject: Subject) -> Record:
        raise AssertionError("nothing is run")

    again = runner.rescore([replace(odd, solve=never)], results, Subject())

    assert [(one.case, one.verdict, one.latency) for one in again] == [
        ("n2", "pass", "cached"),
        ("n3", "fail", "cached"),
    ]


def test_names_of_suites_and_checks_are_unique_and_every_check_says_what_it_guards() -> None:
    names = [suite.name for suite in SUITES]
    assert len(set(names)) == len(names)
    for suite in SUITES:
        checks = [check.name for check in suite.checks]
        assert len(set(checks)) == len(checks) > 0
        assert all(check.guards for check in suite.checks)


def test_every_id_stands_in_the_ledger_and_none_was_taken_out() -> None:
    """An id that vanishes or means another case makes results of years incomparable."""
    ledger = case.ledger()
    for suite in SUITES:
        ids = {one.case.id for one in suite.cases()}
        assert ids - set(ledger[suite.name]) == set(), "enter new ids with `framefirst eval schema`"
        assert set(ledger[suite.name]) - ids == set(), "put a case back, or move its id to `retired` in the ledger"


def test_published_schemas_are_those_of_the_code() -> None:
    for name, kind in KINDS:
        assert (case.SHIPPED / case.SCHEMAS / f"{name}.json").read_text(encoding="utf-8") == case.schema(kind)
