"""A team's own templates: they decide how a document looks, never what was said."""

import json
from pathlib import Path

import pytest
from conversation import Conversation
from hostile import MARKUP, QUERIES, TEMPLATES
from loaded import PLAYBOOKS, log_of

from assistant.adapters.template_files import read_templates
from assistant.errors import BadInput, Misconfigured
from assistant.export.formats import available, blank_names, export_session, template_to_start_from
from assistant.export.template import fill

BRIEF = """---
layout: decision
---

# $title ($date)

$statement

## What it costs

$cost

## Sources

$sources

## Watch out

Costs in US$$. Read ${trade_offs}
"""


@pytest.fixture(scope="module")
def said():
    conversation = Conversation()
    script = Path(__file__).parent.parent / "sessions" / "symptom.jsonl"
    conversation.say(*map(json.loads, script.read_text(encoding="utf-8").splitlines()))
    return conversation.records


def made(log, format: str, templates: dict[str, str], sources: bool = True) -> str:
    content = export_session("abc", log, format, PLAYBOOKS, lambda section: section, sources, templates=templates)
    return content.decode()


@pytest.mark.parametrize("name", ["md", "adr", "statement"])
@pytest.mark.parametrize("sources", [True, False])
def test_the_template_to_start_from_gives_the_built_in_document(said, name, sources):
    assert made(said, name, {name: template_to_start_from(name)}, sources) == made(said, name, {}, sources)


def test_a_teams_template_is_a_format_of_its_own(said):
    told = made(said, "brief", {"brief": BRIEF})
    assert told.startswith(
        "---\nlayout: decision\n---\n\n# Field engineers say the upload of meter readings keeps failing (20"
    )
    assert (
        "\n\n## What it costs\n\n- *Missing.* Budget: unknown; owner: Piet from finance.\n\n## Sources\n\n- **author, 1"
        in told
    )
    assert told.endswith("US$. Read - **upload in pieces:** Failed uploads fall below 1 a day for 3 weeks of work *(author, 34)*\n"
                         "- **a router in every van:** Works from day one for 2,700 euro, but not in basements *(author, 35)*\n")  # fmt: skip
    assert list(available({"brief": BRIEF}))[-1] == "brief"


def test_what_is_left_out_takes_its_heading_along(said):
    told = made(said, "brief", {"brief": BRIEF}, sources=False)
    assert "## Sources" not in told
    assert "## Watch out" in told


def test_a_teams_template_replaces_the_built_in_look(said):
    assert made(said, "md", {"md": "$title\n"}) == "Field engineers say the upload of meter readings keeps failing\n"
    assert made(said, "adr", {"md": "$title\n"}) == made(said, "adr", {})


@pytest.mark.parametrize(
    "texts", [TEMPLATES, MARKUP, QUERIES, ("$title", "${cost}", "$$", "$", "## Sources\n\n$sources")]
)
def test_f60_what_people_wrote_is_never_a_template(texts):
    log = log_of(texts)
    assert made(log, "md", {"md": template_to_start_from("md")}) == made(log, "md", {})


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("# $titel", r"The template brief has a blank \$titel that nothing fills. There are: \$title, \$status, "),
        ("5 $ a month", r"a \$ that begins no blank. Write \$\$ where"), ("$", r"begins no blank"),
    ],
)  # fmt: skip
def test_a_blank_that_nothing_fills_is_one_plain_line(said, template, told):
    with pytest.raises(BadInput, match=told) as refused:
        made(said, "brief", {"brief": template})
    assert "\n" not in str(refused.value)


def test_every_section_of_the_document_is_a_blank():
    assert {"title", "status", "lead", "statement", "date", "sources", "problem", "trade_offs", "front_matter"} <= set(blank_names())  # fmt: skip
    assert fill("$a\n\n\n\n$b", {"a": "1", "b": "2"}, "x") == "1\n\n2\n"


# -- from a folder -------------------------------------------------------------------------------------------------------


def test_a_folder_of_templates_is_read_by_name(tmp_path):
    for name, text in {
        "brief.md": "# $title",
        "adr.md": "\ufeff$title",
        "README.md": "$nothing",
        "notes.txt": "x",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_templates(tmp_path) == {"adr": "$title", "brief": "# $title"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pdf.md", b"x", "not made from one"), ("My Brief.md", b"x", "small letters"), ("a.md", b"\xff\xfe\x00", "not UTF-8"),
        ("a.md", b"x" * 200_001, "larger than"), ("a.md", b"$nothing", "nothing fills"), ("a.md", None, "cannot be read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_template_is_named_in_one_line(tmp_path, name, content, told):
    if content is None:
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Misconfigured, match=told) as refused:
        read_templates(tmp_path)
    assert str(tmp_path / name) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="FRAMEFIRST_TEMPLATES"):
        read_templates(tmp_path / "gone")
