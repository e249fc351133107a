"""Working with others from the command line: milestones, comparisons, questionnaires."""

import pytest
from test_cli import one_line, run, session  # noqa: F401  (fixtures)


@pytest.fixture
def named(run, session) -> str:  # noqa: F811
    """A session with a milestone and something said after it."""
    run("milestone", session, "before the review")
    run("chat", "--session", session, stdin="6,000 shoppers a month and 14 people at the service desk\n")
    return session


def test_a_milestone_is_set_listed_compared_with_and_exported(run, named):  # noqa: F811
    assert [one["name"] for one in run("milestone", named, "--json").json] == ["before the review"]
    compared = run("compare", f"{named}@before the review")
    assert compared.code == 0
    assert "6,000 shoppers a month and 14 people at the service desk\n" in compared.out
    assert run("compare", named, named).out == "Nothing changed.\n"
    then, now = (run("export", named, *at).out for at in (("--at", "Before the review"), ()))
    assert "6,000 shoppers" in now
    assert "6,000 shoppers" not in then


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("export", "--at", "x"), "no milestone “x”"), (("milestone", "before the review"), "milestones do not change")],
)
def test_a_milestone_that_cannot_be_is_two_in_one_line(run, named, arguments, told):  # noqa: F811
    refused = run(arguments[0], named, *arguments[1:])
    assert refused.code == 2
    assert told in one_line(refused)
    assert run("compare", f"{named}@x").code == 2


def test_two_sessions_are_compared_by_what_they_say(run, session):  # noqa: F811
    other = run("chat", "--json", stdin="postgres or mongo for orders?\n").lines[0]["session"]
    found = {row["what"]: row for row in run("compare", session, other, "--json").json["differences"]}
    assert found["Problem"]["kind"] == "removed"
    assert "Option" not in found


# -- questionnaires --------------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(run, session, tmp_path):  # noqa: F811
    """A questionnaire of a session in which Piet from finance was named, as a file."""
    run("chat", "--session", session, stdin="/unknown Piet from finance\n/done\n")
    file = tmp_path / "questions.md"
    assert run("export", session, "--format", "questionnaire", "-o", file).code == 0
    return file


def test_a_questionnaire_goes_out_and_comes_back_with_a_name(run, session, sent):  # noqa: F811
    told = sent.read_text()
    topic = told.partition("## 1. ")[2].partition("[")[2].partition("]")[0]
    sent.write_text(
        told.replace("\nAnswer:", "\nAnswer: 900 a day at most", 1).replace("Your name:", "Your name: Piet")
    )
    back = run("answers", session, sent)
    assert (back.code, back.out.splitlines()[0].startswith("From Piet: ")) == (0, True)
    values = run("show", session, "--json").json["answers"][topic]["values"]
    assert [(value["text"], value["origin"]["by"]) for value in values] == [("900 a day at most", "Piet")]
    again = run("answers", session, "-", "--name", "Piet", "--json", stdin=sent.read_text())
    assert again.json["answered"] == []


def test_a_questionnaire_for_one_person_has_their_questions_alone(run, session, sent):  # noqa: F811
    for_piet = run("export", session, "--format", "questionnaire", "--for", "Piet from finance").out
    assert for_piet.count("## ") == 1 < sent.read_text().count("## ")
    assert "Your name: Piet from finance\n" in for_piet
    refused = run("export", session, "--format", "questionnaire", "--for", "Ana")
    assert (refused.code, refused.errors) == (
        2, "framefirst: No question is open for Ana. Questions are open for Piet from finance.\n",
    )  # fmt: skip
    whole = run("export", session, "--for", "Piet from finance")
    assert (whole.code, whole.errors) == (
        2, "framefirst: --for goes with form or questionnaire; md is the same for everybody.\n",
    )  # fmt: skip


@pytest.mark.parametrize("content", ["", "hello", "# Questions [team]\n\nAnswer: four"])
def test_what_is_no_questionnaire_or_nobodys_is_two_in_one_line(run, session, tmp_path, content):  # noqa: F811
    file = tmp_path / "x.md"
    file.write_text(content)
    refused = run("answers", session, file)
    assert refused.code == 2
    one_line(refused)
    assert run("answers", session, tmp_path / "gone.md").code == 2


# -- templates -------------------------------------------------------------------------------------------------------------


def test_a_teams_template_is_a_format(run, session, tmp_path, monkeypatch):  # noqa: F811
    built_in = run("export", session).out
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "brief.md").write_text("# $title\n\n$lead\n")
    (tmp_path / "looks" / "md.md").write_text(run("template", "md").out)
    monkeypatch.setenv("FRAMEFIRST_TEMPLATES", str(tmp_path / "looks"))
    assert run("export", session, "--format", "brief").out.startswith(
        "# Postgres or mongo for orders\n\nOpen question."
    )
    assert run("export", session).out == built_in
    (tmp_path / "looks" / "brief.md").write_text("$nothing")
    refused = run("export", session, "--format", "brief")
    assert refused.code == 3
    assert "$nothing that nothing fills" in one_line(refused)
    assert run("template", "pdf").code == 2
