"""`framefirst eval` from outside: exit codes, kept runs, baselines, and the lines that say why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import cli, main
from assistant.cli_eval import Bar
from assistant.errors import BadInput, FramefirstError, Misconfigured
from evals import baseline
from evals.result import Result
from evals.store import read_results
from evals.stubs.recorded import NO_RECORDING
from evals.suites import SUITES

BASELINE = Path(baseline.__file__).parent / "baselines" / "none-guided.json"

RULE = "FF101-vague-quantity"
"""A case that is quick to run."""


class Done:
    """One call of the command, as a shell would see it."""

    def __init__(self, *arguments: str) -> None:
        done = CliRunner().invoke(cli, ["eval", *arguments])
        self.output, self.trouble = done.output, done.exception
        is_ours = isinstance(self.trouble, FramefirstError)
        self.code = self.trouble.exit_code if isinstance(self.trouble, FramefirstError) else done.exit_code
        self.said = f"{self.output}{self.trouble if is_ours else ''}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command in an empty folder, its results kept beside it; outside any CI."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return lambda *arguments: Done(*arguments)


def one(*more: str) -> tuple[str, ...]:
    return ("--suite", "rules", "--case", RULE, "--keep", "kept", *more)


def break_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.suites.rules._fires", lambda rule, example: False)


def test_a_case_that_passes_is_exit_0_and_says_what_an_offline_pass_means(run: Callable[..., Done]) -> None:
    done = run(*one())

    assert (done.code, "1/1 passed" in done.output) == (0, True)
    assert "This says nothing about the quality of a language model." in done.output


def test_a_case_that_fails_is_exit_1_and_named(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    break_the_rule(monkeypatch)
    done = run(*one())

    assert done.code == 1
    assert f"FAIL  rules/{RULE}: catches: misses its example 1" in done.output


def test_a_case_that_raises_is_exit_3_and_says_what_it_raised(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(rule: object, example: object) -> bool:
        raise RuntimeError("the cat sat on it")

    monkeypatch.setattr("evals.suites.rules._fires", broken)
    done = run(*one())

    assert done.code == 3
    assert f"ERROR rules/{RULE}: RuntimeError: the cat sat on it" in done.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--suite", "nonsense"), "There is no suite nonsense. Choose among retrieval, reading, rules"),
        (("--suite", "rules", "--case", "nothing"), "No case is called nothing, so nothing was run."),
        (("--suite", "rules", "--suite", "bench"), "The benchmarks measure time, so they run alone"),
        (("--from", "nowhere"), "There are no results in nowhere."),
        (("--suite", "rules", "--case", RULE, "--baseline", "none.json"), "There is no baseline none.json."),
        (("--cases", "nowhere"), "There are no cases (.yaml files) in nowhere."),
        (("--suite", "drafts", "--stub", "recorded:none.jsonl"), "none.jsonl cannot be replayed: No such file"),
        (("--suite", "rules", "--case", RULE, "--keep", "new", "--resume"), "There is no run to resume in new."),
    ],
)
def test_what_selects_nothing_or_is_not_there_is_exit_2_and_one_line(
    run: Callable[..., Done], arguments: tuple[str, ...], why: str
) -> None:
    done = run(*arguments)

    assert isinstance(done.trouble, BadInput)
    assert (done.code, str(done.trouble).startswith(why), "\n" in str(done.trouble)) == (2, True, False)


def test_a_dead_endpoint_is_exit_3_and_one_line_before_any_case(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = run(*one("--model", "openai:any"))

    assert isinstance(done.trouble, Misconfigured)
    assert str(done.trouble).startswith("The model openai:any could not be asked: ")
    assert "\n" not in str(done.trouble)
    assert not Path("kept").exists()


def test_a_request_that_was_not_recorded_is_exit_3_and_shows_what_is_other_about_it(run: Callable[..., Done]) -> None:
    known, unknown = (("--suite", "drafts", "--case", case) for case in ("route-notes", "gate-delays"))
    assert run(*known, "--stub", "good", "--record", "tape.jsonl", "--keep", "recorded").code == 0
    again = run(*known, "--stub", "recorded:tape.jsonl", "--keep", "replayed")
    missed = run(*unknown, "--stub", "recorded:tape.jsonl", "--keep", "missed")

    assert (again.code, "1/1 passed" in again.output) == (0, True)
    assert missed.code == 3
    (line,) = [
        line for line in missed.output.splitlines() if line.startswith("ERROR drafts/gate-delays: LookupError: ")
    ]
    assert (NO_RECORDING in line, "nearest is" in line) == (True, True)


def test_a_kept_run_is_judged_again_without_running_anything(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*one())
    monkeypatch.setattr("evals.runner.solved", None)
    done = run("--from", "kept", "--json")

    found = json.loads(done.output)
    assert (done.code, [case["latency"] for case in found["cases"]]) == (0, ["cached"])


def test_only_what_failed_is_run_again(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_the_rule(broken)
        run("--suite", "rules", "--case", RULE, "--case", "FF102-vague-quality", "--keep", "broken")
    done = run("--failed", "broken", "--keep", "kept")
    nothing = run("--failed", "kept")

    assert (done.code, "2/2 passed" in done.output) == (0, True)
    assert (nothing.code, nothing.said) == (2, "Nothing failed in the run in kept, so there is nothing to run again.")


def test_ctrl_c_is_exit_130_and_what_was_done_is_kept_and_gone_on_with(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    two = ("--suite", "rules", "--case", RULE, "--case", "FF102-vague-quality")
    run(*two, "--keep", "whole")

    def interrupted(bar: Bar, result: Result) -> None:
        advance(bar, result)
        raise KeyboardInterrupt

    advance = Bar.advance
    with monkeypatch.context() as terminal:
        terminal.setattr(Bar, "advance", interrupted)
        terminal.setattr("sys.argv", ["framefirst", "eval", *two, "--keep", "cut"])
        with pytest.raises(SystemExit) as left:
            main()
    kept = [(result.case, result.verdict) for result in read_results(Path("cut"))]
    said = capsys.readouterr()
    resumed = run(*two, "--keep", "cut", "--resume")

    assert (left.value.code, kept, said.out) == (130, [(RULE, "pass")], "")
    assert said.err == (
        "framefirst: interrupted with 1 of 2 results, kept in cut. The same command with --resume goes on from there.\n"
    )
    assert (resumed.code, "2/2 passed" in resumed.output) == (0, True)
    assert Path("cut", "results.jsonl").read_bytes() == Path("whole", "results.jsonl").read_bytes()


def test_a_run_whose_last_line_was_cut_off_goes_on_before_it(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = ("--suite", "rules", "--case", RULE, "--case", "FF102-vague-quality")
    run(*two, "--keep", "whole")
    kept = Path("whole", "results.jsonl")
    whole = kept.read_text(encoding="utf-8")
    kept.write_text(whole.splitlines(keepends=True)[0] + '{"suite": "rules", "cut', encoding="utf-8")
    ran = []
    monkeypatch.setattr("evals.suites.rules._fires", lambda rule, example: ran.append(rule.id) or True)
    run(*two, "--keep", "whole", "--resume")

    assert set(ran) == {"FF102"}
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2


def test_a_run_of_something_else_is_not_gone_on_with(run: Callable[..., Done]) -> None:
    run(*one())
    done = run("--suite", "flow", "--case", "bakery-orders", "--keep", "kept", "--resume")

    assert (done.code, "was of another model, suite, guide, prompt or playbook" in done.said) == (2, True)


def test_two_offline_runs_are_the_same_bytes(run: Callable[..., Done]) -> None:
    several = ("--suite", "rules", "--suite", "flow", "--case", RULE, "--case", "bakery-orders")
    runs = [run(*several, "--keep", folder, "--workers", "3", "--json").output for folder in ("first", "second")]
    kept = [Path(folder, "results.jsonl").read_bytes() for folder in ("first", "second")]

    assert runs[0] == runs[1]
    assert kept[0] == kept[1]
    assert kept[0].count(b"\n") == 2


# -- baselines ---------------------------------------------------------------------------------------------------------


def test_a_regression_of_one_case_against_a_blessed_baseline_fails_and_names_it(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*one())
    assert run("bless", "kept", "--into", "base.json").code == 0
    assert run(*one("--baseline", "base.json")).code == 0
    break_the_rule(monkeypatch)
    done = run(*one("--baseline", "base.json"))

    assert done.code == 1
    assert f"REGRESSED rules/{RULE}: catches: misses its example 1" in done.output


def test_an_improvement_asks_to_be_blessed(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_the_rule(broken)
        run(*one())
        run("bless", "kept", "--into", "base.json")
        assert "REGRESSED" not in run(*one("--baseline", "base.json")).output
    done = run(*one("--baseline", "base.json"))

    assert done.code == 0
    assert f"One case passes that did not in the baseline (rules/{RULE}). Bless the run" in done.output


def test_a_baseline_of_another_suite_or_model_is_refused(run: Callable[..., Done]) -> None:
    run(*one())
    run("bless", "kept", "--into", "base.json")
    file = Path("base.json")
    blessed = json.loads(file.read_text(encoding="utf-8"))
    blessed["suites"]["rules"]["hash"] = "000000000000"
    file.write_text(json.dumps(blessed), encoding="utf-8")
    other_suite = run(*one("--baseline", "base.json"))
    file.write_text(json.dumps({**blessed, "model": "openai:other", "endpoint": "example.org"}), encoding="utf-8")
    other_model = run(*one("--baseline", "base.json"))

    assert (other_suite.code, other_model.code) == (2, 2)
    assert "the suite rules has other cases, checks or bars than when it was blessed" in other_suite.said
    assert "The baseline is of openai:other at example.org, this run of guided at none" in other_model.said


def test_a_run_that_could_not_be_judged_is_never_blessed(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.suites.rules._fires", lambda rule, example: 1 / 0)
    run(*one())
    done = run("bless", "kept", "--into", "base.json")

    assert (done.code, f"rules/{RULE} could not be judged" in done.said) == (2, True)
    assert not Path("base.json").exists()


def test_two_kept_runs_are_compared_case_by_case(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    run(*one())
    break_the_rule(monkeypatch)
    run("--suite", "rules", "--case", RULE, "--keep", "later")
    worse, same = run("compare", "kept", "later"), run("compare", "kept", "kept")

    assert (worse.code, f"REGRESSED rules/{RULE}" in worse.output) == (1, True)
    assert (same.code, same.output) == (0, "No case changed.\n")


# -- reports -----------------------------------------------------------------------------------------------------------


def test_every_report_names_the_case_that_failed(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    break_the_rule(monkeypatch)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    done = run(*one("--junit", "junit.xml", "--report", "page.html"))

    assert any(
        line.startswith("::error file=") and f"title=rules/{RULE}::" in line for line in done.output.splitlines()
    )
    assert f"`rules/{RULE}` fail" in Path("summary.md").read_text(encoding="utf-8")
    assert f'name="{RULE}"' in Path("junit.xml").read_text(encoding="utf-8")
    assert f"<b>{RULE}</b>" in Path("page.html").read_text(encoding="utf-8")


def test_the_committed_baseline_is_of_the_suites_as_they_are() -> None:
    """What `make eval` and CI hold every run against: after a change of cases, checks or bars, look and bless again."""
    blessed = baseline.read(BASELINE)
    suites = {suite.name: suite.hash(suite.cases()) for suite in SUITES}

    assert {name: one.hash for name, one in blessed.suites.items()} == suites
    assert (blessed.endpoint, blessed.model) == ("none", "guided")
