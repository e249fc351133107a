"""The decision record: MADR 4.0 in the order that its readers expect, and front matter that means what was said."""

import json
import re
from datetime import date
from pathlib import Path

import madr
import pytest
import yaml
from conversation import Conversation
from hostile import MARKUP, SCRIPTS, TEMPLATES
from loaded import export, log_of, recorded
from markdown_it import MarkdownIt

from assistant.domain.cleaning import clean
from assistant.domain.events import Captured, DecisionRecorded, Opened, Recorded, Said

MADR = [
    "## Context and Problem Statement", "## Decision Drivers", "## Considered Options", "## Decision Outcome",
    "### Consequences", "### Confirmation", "## Pros and Cons of the Options", "## More Information",
]  # fmt: skip


SCRIPTS_SAID = sorted((Path(__file__).parent.parent / "sessions").glob("*.jsonl"))


def said_in(script: Path) -> list[Recorded]:
    conversation = Conversation()
    conversation.say(*map(json.loads, script.read_text(encoding="utf-8").splitlines()))
    return list(conversation.records)


def parsed(log: list[Recorded]) -> tuple[dict, str]:
    front, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", export(log, "adr").decode(), re.DOTALL).groups()
    return yaml.safe_load(front), body


def headings(body: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(body)
    return [
        f"{token.markup} {following.content}"
        for token, following in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open"
    ]


def decided() -> list[Recorded]:
    said = {"message": 1, "quote": "x"}
    return recorded([
        Opened(title="Orders"), Said(text="x", message=1),
        Captured(topic="options", path="options.o1", value="a queue", **said),
        Captured(topic="options", path="options.o2", value="do nothing", baseline=True, **said),
        Captured(topic="criteria", path="criteria.c1", value="delay", **said),
        Captured(topic="criteria", path="criteria.c1.weight", value="60", **said),
        Captured(topic="criteria", path="criteria.c2", value="cost", **said | {"by": "Piet"}),
        Captured(topic="trade_offs", path="scores.o1.c1", value="5", **said),
        Captured(topic="trade_offs", path="scores.o1.c2", value="3", **said),
        Captured(topic="trade_offs", path="scores.o2.c1", value="1", **said),
        Captured(topic="trade_offs", path="options.o1.trade_off", value="gains speed, gives up 2 days", **said),
        Captured(topic="reversibility", path="stakes", value="one_way", **said),
        Captured(topic="revisit_triggers", path="triggers.t1", value="p95 above 2 s", measurable=True, owner="Ines", due="2027-09-01", **said),
        Captured(topic="recommendation", path="answers.recommendation", value="The queue, because it is quick", **said),
        DecisionRecorded(by="Ines", option="o1", on="2026-12-01"),
    ])  # fmt: skip


def test_the_front_matter_of_a_decided_record():
    front, _ = parsed(decided())
    assert front == {
        "status": "accepted",
        "date": date(2026, 12, 1),
        "decision-makers": ["Ines"],
        "consulted": ["Piet"],
        "ratifier": "Ines",
        "reversibility": "one-way",
        "weights": [{"criterion": "delay", "weight": 60}, {"criterion": "cost", "weight": None}],
        "triggers": [{"when": "p95 above 2 s", "measurable": True, "owner": "Ines", "due": date(2027, 9, 1)}],
    }


def test_what_nobody_decided_is_proposed_and_dated_by_its_last_change():
    front, body = parsed(decided()[:-1])
    assert (front["status"], front["ratifier"], front["decision-makers"]) == ("proposed", None, [])
    assert front["date"] == date(2026, 11, 24)
    assert "No option is chosen yet." in body


def test_the_headings_are_madrs_in_their_order():
    told = headings(parsed(decided())[1])
    assert told[0] == "# Orders"
    assert [heading for heading in told if heading in MADR] == MADR
    assert [heading for heading in told if heading.startswith("## ")] == [h for h in MADR if h.startswith("## ")]


def test_the_outcome_and_the_arguments_stand_in_madrs_words():
    _, body = parsed(decided())
    assert 'Chosen option: "a queue", because it is quick.' in body
    for_and_against = (
        "* Neutral, because gains speed, gives up 2 days\n* Good, because it scores 5 of 5 on “delay”\n"
        "* Neutral, because it scores 3 of 5 on “cost”"
    )
    assert body.split("### Consequences")[1].split("###")[0].strip() == for_and_against
    assert body.split("## Pros and Cons of the Options")[1].split("## More Information")[0].strip() == (
        f"### a queue\n\n*author, 1*\n\n{for_and_against}\n\n"
        "### do nothing\n\n*author, 1; doing nothing*\n\n* Bad, because it scores 1 of 5 on “delay”"
    )


def test_one_bullet_is_one_driver():
    _, body = parsed(decided())
    assert body.split("## Decision Drivers")[1].split("## Considered Options")[0].strip().split("\n") == [
        "- *Missing.* Not said yet: load, response times, data, availability, neighbours.",
        "- *Missing.* Not said yet: what rules an option out, hard or negotiable.",
        "- **Criterion:** delay *(counts 100 %; author, 1)*",
        "- **Criterion:** cost *(not weighed; Piet)*",
    ]


@pytest.mark.parametrize("text", [*MARKUP, *TEMPLATES, *SCRIPTS, "a: b\n---\nstatus: accepted", "yes", "2027-01-01", "null", "- x"])  # fmt: skip
def test_f85_no_words_break_out_of_the_front_matter_or_change_the_sections(text):
    front, body = parsed(log_of([text]))
    kept = clean(text).text
    assert front["status"] == "proposed"
    assert front["weights"] == [{"criterion": kept, "weight": 2}]
    assert [trigger["when"] for trigger in front["triggers"]] == [kept]
    told = headings(body)
    assert [heading for heading in told if heading in MADR] == MADR
    assert len([heading for heading in told if heading.startswith("## ")]) == 6


# -- as an independent reader sees it --------------------------------------------------------------------------------------


def test_a_reader_of_madr_finds_everything_in_its_place():
    record = madr.read(export(decided(), "adr").decode())
    assert (record.title, record.options, record.chosen) == ("Orders", ["a queue", "do nothing"], "a queue")
    assert record.metadata == {"status": "accepted", "date": date(2026, 12, 1), "decision-makers": ["Ines"], "consulted": ["Piet"]}  # fmt: skip
    assert set(record.further) == {"ratifier", "reversibility", "weights", "triggers"}
    assert record.arguments["do nothing"] == ["Bad, because it scores 1 of 5 on “delay”"]
    assert record.consequences == record.arguments["a queue"]
    assert record.drivers[-2:] == ["Criterion: delay (counts 100 %; author, 1)", "Criterion: cost (not weighed; Piet)"]


@pytest.mark.parametrize("script", SCRIPTS_SAID, ids=lambda path: path.stem)
def test_every_scripted_session_is_valid_madr(script):
    record = madr.read(export(said_in(script), "adr").decode())
    assert record.metadata["status"] == "proposed"
    assert len(record.drivers) > 1


@pytest.mark.parametrize("text", [*MARKUP, *TEMPLATES, *SCRIPTS, '" because', "Chosen option: x", "## More Information", "* a\n* b"])  # fmt: skip
def test_f85_a_reader_of_madr_finds_hostile_words_where_words_belong(text):
    record = madr.read(export(log_of([text]), "adr").decode())
    assert len(record.options) == len(record.arguments) == 1
    assert record.chosen == record.options[0]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (("status: accepted", "status: maybe"), "status"), (("date: 2026-12-01", "date: soon"), "date"),
        (("## Considered Options", "## Options"), "MADR does not have"), (("# Orders", "Orders"), "0 titles"),
        (('"a queue", because', '"a cow", because'), "was not considered"), (("* Bad, because", "* Bad:"), "no argument"),
        (("## Decision Outcome", "## More Information"), "order"),
    ],
)  # fmt: skip
def test_the_reader_itself_refuses_what_is_no_madr(broken, told):
    text = export(decided(), "adr").decode()
    assert text != text.replace(*broken)
    with pytest.raises(madr.NotMadr, match=told):
        madr.read(text.replace(*broken))
