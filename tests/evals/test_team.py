"""A team that edits its guide, a playbook, a prompt or a word list finds out what it broke."""

from pathlib import Path

import pytest

from assistant import playbooks, prompting
from assistant.errors import BadInput, Misconfigured
from evals import case, runner, team
from evals.result import Result
from evals.subject import Subject
from evals.suites import drafts, questions, rules


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def one(suite: object, id: str, subject: Subject, *folders: Path) -> Result:
    (result,) = runner.run([suite], subject, folders=folders or (case.SHIPPED,), select=lambda name, found: found == id)  # type: ignore[list-item]
    return result


def test_a_folder_without_anything_of_its_own_is_the_shipped_product(project: Path) -> None:
    found = team.find(project)

    assert found == team.Team()
    assert found.told == ""
    assert found.subject(project, project) == Subject(home=project)


def test_what_lies_where_it_belongs_is_taken_and_told(project: Path) -> None:
    for place, file in (
        ("knowledge/guide", "a.md"),
        ("knowledge/playbooks", "a.yaml"),
        ("prompts", "turn.md"),
        ("evals/cases", "rules.yaml"),
    ):
        (project / place).mkdir(parents=True)
        (project / place / file).write_text("[]", encoding="utf-8")
    found = team.find(project)

    assert (found.guide, found.playbooks) == (project / "knowledge/guide", project / "knowledge/playbooks")
    assert found.case_folders == (case.SHIPPED, project / "evals/cases")
    assert found.told.startswith(f"With the guide of {project}")


def test_a_named_folder_without_files_of_its_kind_is_refused_and_not_passed_over(project: Path) -> None:
    with pytest.raises(BadInput, match=r"There are no prompts \(\.md files\) in "):
        team.find(project, prompts=project)


def test_an_edited_playbook_shows_in_the_conversation_it_broke(project: Path) -> None:
    (project / "knowledge/playbooks").mkdir(parents=True)
    written = (playbooks.SHIPPED / "checklist.yaml").read_text(encoding="utf-8")
    blunt = written.replace("How long may it take before somebody minds?", "Wouldn't a cache make it faster?")
    assert blunt != written
    (project / "knowledge/playbooks/checklist.yaml").write_text(blunt, encoding="utf-8")
    subject = team.find(project).subject(project, project)

    result = one(questions.SUITE, "lab-results", subject)

    assert (result.verdict, result.reason) == ("fail", 'not-leading: leads: "Wouldn\'t a cache make it faster?"')
    assert one(questions.SUITE, "lab-results", Subject()).verdict == "pass"


def edited_prompt(project: Path, *changes: tuple[str, str]) -> None:
    (project / "prompts").mkdir()
    written = (prompting.FOLDER / "turn.md").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in written
        written = written.replace(before, after)
    (project / "prompts" / "turn.md").write_text(written, encoding="utf-8")


def test_an_edited_prompt_shows_in_the_talk_it_broke(project: Path) -> None:
    edited_prompt(project, ("## The message\n", "## What was said\n"))
    subject = team.find(project).subject(project, project)

    assert one(drafts.SUITE, "parcel-status", subject).verdict == "fail"
    assert one(drafts.SUITE, "parcel-status", Subject()).verdict == "pass"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ((("$passages", "(left out)"),), "uses blanks it does not declare, or declares ones it does not use: passages"),
        ((("$passages", "(left out)"), ("  passages:", "  #")), "has other blanks than the product fills: passages"),
    ],
)
def test_a_prompt_that_the_product_could_not_use_stops_the_run(
    project: Path, changes: tuple[tuple[str, str], ...], why: str
) -> None:
    """The product itself would go on in guided mode, and everything would look green."""
    edited_prompt(project, *changes)
    with pytest.raises(Misconfigured) as refused:
        team.find(project).subject(project, project)

    assert why in str(refused.value)


def test_a_word_list_of_the_team_speaks_in_its_own_cases(project: Path) -> None:
    (project / "evals/cases").mkdir(parents=True)
    (project / "evals/cases/rules.yaml").write_text(
        '- {id: ours-1, text: "It has to be web-scale.", flags: [vague-quality]}\n', encoding="utf-8"
    )
    (project / ".framefirst.toml").write_text('[rules]\nvague_words = ["web-scale"]\n', encoding="utf-8")
    found = team.find(project)
    with_list = one(rules.SUITE, "ours-1", found.subject(project, project), *found.case_folders)
    without = one(rules.SUITE, "ours-1", Subject(), *found.case_folders)

    assert {with_list.verdict, without.verdict} <= {"pass", "fail"}
    assert "misses vague-quality" not in with_list.reason
    assert "misses vague-quality" in without.reason


def test_a_case_of_the_team_is_named_by_file_and_line(project: Path) -> None:
    (project / "evals/cases").mkdir(parents=True)
    (project / "evals/cases/rules.yaml").write_text(
        '# ours\n\n- {id: ours-1, text: "It is 40 minutes.", flags: [vague-quality]}\n', encoding="utf-8"
    )
    found = team.find(project)
    result = one(rules.SUITE, "ours-1", Subject(), *found.case_folders)

    assert (result.file, result.line, result.verdict) == ("evals/cases/rules.yaml", 3, "fail")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("- {id: a, text: x, flag: [y]}", ":1: flag: extra inputs are not permitted."),
        ("- {id: said-001, text: x}", "the id 'said-001' is taken by rules.yaml:"),
        ("a: b", "cases are a YAML list, an entry a case."),
        ("- {id: 'a b', text: x}", ":1: id: string should match pattern"),
        ("- [", "is not valid YAML: "),
    ],
)
def test_a_case_that_does_not_fit_is_one_line_with_its_place(project: Path, written: str, why: str) -> None:
    (project / "rules.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        rules.SUITE.cases([case.SHIPPED, project])

    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
