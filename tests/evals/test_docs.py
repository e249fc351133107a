"""What the docs and the workflows tell people to run, run: shell snippets, YAML snippets and `run:` lines."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from assistant.cli import cli
from evals import case, evaluation
from evals.conversation import Stakeholder
from evals.stub_server import StubServer
from evals.suites.retrieval import Question
from evals.suites.rules import Utterance

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "evals.md").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EVAL = "framefirst eval"
KINDS = {"ours-retrieval": Question, "ours-rules": Utterance, "ours-ledger": Stakeholder}


def snippets(language: str) -> list[str]:
    return [text for found, text in FENCED.findall(DOCS) if found == language]


def commands(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        bare = line.split(" #")[0].strip().removeprefix("- ").removeprefix(".venv/bin/")
        if bare.startswith(EVAL):
            yield shlex.split(bare)[1:]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's folder with the cases of the docs, and suites cut down to a few cases each so that snippets are quick."""
    cases = tmp_path / "evals" / "cases"
    cases.mkdir(parents=True)
    for snippet in snippets("yaml"):
        listed = yaml.safe_load(snippet)
        if isinstance(listed, list):
            kind = next(name for name in KINDS if listed[0]["id"].startswith(name))
            file = {"ours-retrieval": "retrieval", "ours-rules": "rules", "ours-ledger": "stakeholders"}[kind]
            (cases / f"{file}.yaml").write_text(snippet, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("assistant.cli_eval._prepare", lambda subject, bar: None)
    whole = evaluation.runner.jobs
    monkeypatch.setattr(evaluation.runner, "jobs", lambda *given: few(whole(*given)))
    return tmp_path


QUICK = ("reading", "rules", "flow", "grounding")


def few(jobs: list) -> list:
    """The first and last of some suites: the last are the team's own."""
    names = list(dict.fromkeys(job.suites[0].name for job in jobs))
    of = {name: [job for job in jobs if job.suites[0].name == name] for name in names}
    return [job for name in names if name in QUICK for job in {id(j): j for j in (of[name][0], of[name][-1])}.values()]


@pytest.mark.parametrize("snippet", [one for one in snippets("sh") if "--model" not in one])
def test_every_shell_snippet_of_the_docs_runs(team: Path, snippet: str) -> None:
    for arguments in commands(snippet):
        done = CliRunner().invoke(cli, arguments)
        assert isinstance(done.exception, SystemExit | None), (arguments, done.exception)
        assert done.exit_code in (0, 1), (arguments, done.output)
        assert "passed" in done.output or "compare" in arguments or "bless" in arguments, done.output


def test_the_snippet_for_a_model_runs_against_an_endpoint(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (snippet,) = (one for one in snippets("sh") if "--model" in one)
    (arguments,) = commands(snippet)
    with StubServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        done = CliRunner().invoke(
            cli, [*arguments[: arguments.index("--repeat")], "--suite", "grounding", "--case", "parcel-status"]
        )

    assert done.exit_code in (0, 1), (done.output, done.exception)
    assert re.search(r"\d+ calls to the model, [\d,]+ tokens", done.output)


def test_the_cases_of_the_docs_fit_and_pass(team: Path) -> None:
    for name, kind in KINDS.items():
        file = {"ours-retrieval": "retrieval", "ours-rules": "rules", "ours-ledger": "stakeholders"}[name]
        ours = case.load(kind, file, [team / "evals" / "cases"])
        assert [one.case.id for one in ours if not one.case.id.startswith("ours-")] == []
        assert ours
    done = CliRunner().invoke(cli, ["eval", "--suite", "rules", "--case", "ours-rules-01", "--case", "ours-rules-02"])
    assert (done.exit_code, "2/2 passed" in done.output) == (0, True)
    assert done.output.startswith("With the cases of evals/cases.")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_what_a_workflow_runs_is_there_to_be_run(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert lines
    for line in lines:
        assert set(re.findall(r"\bmake (\w+)", line)) <= targets


@pytest.mark.parametrize(
    "text", [(ROOT / ".github" / "workflows" / "evals.yml").read_text(encoding="utf-8"), *snippets("yaml")],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_every_eval_of_the_workflow_and_of_the_gitlab_snippet_runs(team: Path, text: str) -> None:
    """With the suites cut down, and without the baseline, which is of the whole suites of this repository."""
    for line in text.splitlines():
        for arguments in commands(line.replace("run: ", "").strip()):
            at = arguments.index("--baseline")
            assert (ROOT / arguments[at + 1]).is_file()
            done = CliRunner().invoke(cli, [*arguments[:at], *arguments[at + 2 :]])
            assert done.exit_code in (0, 1), (done.output, done.exception)
            assert Path("evals.xml").is_file()
            assert Path("evals.html").is_file()
