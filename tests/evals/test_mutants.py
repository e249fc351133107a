"""The check of the checks, itself checked: what it calls killed was noticed by the check named for it, and by that alone."""

import pytest

from assistant.prompting import FOLDER
from evals.mutants import matrix, prompts
from evals.mutants.catalogue import EXPECTED, Mutant, mutants
from evals.mutants.matrix import Tried, check_the_checks, verdict
from evals.stubs.bad import DRAFT_FAULTS, MODELS, WIRE_FAULTS
from evals.suites import SUITES

ALL = {mutant.name: mutant for mutant in mutants()}
ONE_OF_EACH = ("M1:praise", "M1:fenced", "M2:history-dropped", "M2:citations-unchecked", "M2:marks-lost",
               "M2:contradictions-unasked", "M2:log-halved-on-resume", "M3:no-marks-deleted", "M3:sixty-words-inverted", "M4:ids-off-by-one")  # fmt: skip
CONTROLS = tuple(name for name in ALL if name.startswith("control:"))


@pytest.fixture(scope="module")
def slice_of_it() -> matrix.KillMatrix:
    return check_the_checks(workers=0, chosen=[ALL[name] for name in (*ONE_OF_EACH, *CONTROLS)])


def test_one_mutant_of_each_family_is_killed_by_the_check_named_for_it(slice_of_it: matrix.KillMatrix) -> None:
    assert slice_of_it.good_failures == ()
    assert {f"{kill.family}:{kill.mutant}": kill.verdict for kill in slice_of_it.rows} == dict.fromkeys(
        ONE_OF_EACH, "killed"
    )


def test_nothing_that_is_only_different_is_flagged(slice_of_it: matrix.KillMatrix) -> None:
    found = {f"{kill.family}:{kill.mutant}": (kill.verdict, kill.reason) for kill in slice_of_it.controls}

    assert found == dict.fromkeys(CONTROLS, ("unharmed", ""))
    assert slice_of_it.held


def test_a_check_that_alone_notices_a_mutant_carries_it(slice_of_it: matrix.KillMatrix) -> None:
    assert slice_of_it.weights["drafts/no-praise"] == ("M1:praise", "M3:no-marks-deleted")
    assert slice_of_it.weights["flow/contradictions"] == ("M2:contradictions-unasked",)
    assert slice_of_it.weights["drafts/no-scorn"] == ()


def test_a_good_stub_that_fails_leaves_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "good", MODELS["praise"])
    found = check_the_checks(workers=0, chosen=[ALL["M1:praise"]])

    assert not found.held
    assert found.rows == ()
    assert "drafts/parcel-status: no-praise" in found.good_failures[0]


MUTANT = Mutant(mutant="x", family="M1", says="", killer="drafts/no-praise", cases=("talks/parcel-status",))
GOOD = Tried((), "", "as it should be")


@pytest.mark.parametrize(
    ("base", "with_fault", "expected"),
    [
        (GOOD, Tried(("drafts/no-praise", "drafts/no-scorn"), "", "different"), ("killed", "")),
        (GOOD, Tried(("drafts/no-scorn",), "", "different"), ("misrouted", "only drafts/no-scorn noticed")),
        (GOOD, Tried((), "", "different"), ("survived", "nobody noticed")),
        (GOOD, Tried((), "", "as it should be"), ("void", "nothing that was said or written differs")),
        (GOOD, Tried(("drafts/no-praise",), "drafts/a: KeyError", "different"), ("void", "drafts/a: KeyError")),
        (
            Tried(("drafts/no-praise",), "", "base"),
            Tried(("drafts/no-praise",), "", "different"),
            ("survived", "fails without the fault as well"),
        ),
    ],
)  # fmt: skip
def test_only_the_named_check_failing_for_the_fault_alone_is_a_kill(
    base: Tried, with_fault: Tried, expected: tuple[str, str]
) -> None:
    kill = verdict(MUTANT, base, with_fault)

    assert (kill.verdict, kill.reason) == expected
    assert kill.held == (expected[0] == "killed")


def test_a_control_that_a_check_fires_on_is_a_false_alarm() -> None:
    control = MUTANT.model_copy(update={"family": "control", "killer": ""})

    assert verdict(control, GOOD, Tried(("drafts/no-scorn",), "", "different")).verdict == "false alarm"
    assert verdict(control, GOOD, GOOD).verdict == "void"


def test_there_are_enough_of_them_and_each_names_a_check_that_exists() -> None:
    known = {f"{suite.name}/{check.name}" for suite in SUITES for check in suite.checks}
    bad = [mutant for mutant in ALL.values() if mutant.family != "control"]

    assert len(ALL) == len(mutants())
    assert {mutant.family for mutant in bad} == {"M1", "M2", "M3", "M4"}
    assert (len(bad) >= 30, len(CONTROLS) >= 8) == (True, True)
    assert {mutant.killer for mutant in bad} <= known
    assert EXPECTED.is_file()


def test_every_bad_model_is_tried() -> None:
    assert {mutant.mutant for mutant in ALL.values() if mutant.family == "M1"} == {
        *DRAFT_FAULTS, *WIRE_FAULTS,
    } - {"markup"}  # fmt: skip


class TestPromptRules:
    TURN = (FOLDER / "turn.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("rule", prompts.rules(), ids=lambda rule: rule.rule)
    def test_each_can_be_deleted_and_inverted_and_is_gone_then(self, rule: prompts.Rule) -> None:
        for change in ("deleted", "inverted"):
            _, fixed, _ = prompts.fixed_part(prompts.changed(self.TURN, rule, change))  # type: ignore[arg-type]
            assert not prompts.is_in(rule.heeds, fixed)

    def test_one_that_the_prompt_no_longer_has_is_said_to_be_missing(self) -> None:
        gone = prompts.rules()[0].model_copy(update={"heeds": "words that nobody wrote"})

        with pytest.raises(LookupError, match="no line of the prompt says 'words that nobody wrote'"):
            prompts.changed(self.TURN, gone, "deleted")

    def test_a_line_that_no_rule_stands_for_is_listed(self) -> None:
        assert "Not knowing is an answer." in prompts.unsensed()
        assert not any("Give no figure" in line for line in prompts.unsensed())
