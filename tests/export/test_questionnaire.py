"""Open questions out as a file anyone can fill in, and back in as answers with a name."""

import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from conversation import Conversation
from hostile import MARKUP, QUERIES, SCRIPTS, TEMPLATES, UNSEEN
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import export, log_of
from markdown_it import MarkdownIt

from assistant.adapters.returned import returned
from assistant.domain.cleaning import clean
from assistant.domain.comparison import compare
from assistant.domain.events import replay
from assistant.domain.questionnaire import owners
from assistant.domain.topics import NAMES
from assistant.errors import BadInput, ChangedElsewhere
from assistant.export import session_file
from assistant.export.questionnaire import Returned, parse, render, session_mark
from assistant.export.word import new_file
from assistant.questionnaires import TakenIn, take_in
from assistant.turn import branch

SCRIPT = Path(__file__).parent.parent / "sessions" / "decision.jsonl"


@pytest.fixture(scope="module")
def played() -> Conversation:
    """The museum guide, with compliance put aside for the city's lawyer, risks skipped and one topic never asked."""
    conversation = Conversation()
    conversation.say(*map(json.loads, SCRIPT.read_text(encoding="utf-8").splitlines()))
    return conversation


@pytest.fixture
def museum(played) -> Conversation:
    """The same, to be changed."""
    copy = Conversation("other")
    copy.session = "s"
    copy.log.restore("s", "", played.records)
    return copy


def sent(conversation: Conversation) -> str:
    return render(conversation.session, conversation.frame, conversation.playbooks)


def filled(text: str, answers: dict[str, str], name: str = "Vera de Boer") -> str:
    """As somebody fills it in, in an editor."""
    text = text.replace("Your name:", f"Your name: {name}")
    for topic, answer in answers.items():
        head, mark, tail = text.partition(f"[{topic}]")
        assert mark, topic
        text = head + mark + tail.replace("Answer:", f"Answer: {answer}", 1)
    return text


def taken(conversation: Conversation, file: str, name: str = "") -> TakenIn:
    return take_in(conversation.ports, conversation.session, parse(file), conversation.playbooks, name)


LAWYER = {"compliance": "GDPR only; we keep nothing personal", "risks": "The vault lost its Wi-Fi 3 times last month"}


# -- out -----------------------------------------------------------------------------------------------------------------


def test_the_whole_file(played):
    assert sent(played).replace("\n\n", "\n") == (
        "# Questions about: Native app or web page or we keep the paper map for the museum guide\n"
        "Please answer what you can, in your own words, after “Answer:”. A number with its unit says more than an adjective. "
        "“I don't know” is an answer too, best with who would know. Leave the rest empty, put your name below, and send the "
        "file back.\nYour name:\n"
        "## 1. Compliance [compliance]\nWhich laws, contracts or audits apply, and what do they demand?\n"
        "*Why it matters: Residency, retention and audit duties cannot be added at the end.*\n*For the city lawyer.*\nAnswer:\n\n"
        "## 2. Risks [risks]\nWhat could go wrong with this, and what worries you most?\n"
        "*Why it matters: A risk that is named early can still change the design.*\nAnswer:\n\n"
        "## 3. Failure mode [failure_mode]\nWhen it fails at the worst moment, what else goes down with it?\n"
        "*Why it matters: The blast radius is part of the price.*\nAnswer:\n\n"
        f"---\nEnd of the questions. Framefirst questionnaire {session_mark('s')}\n"
    )


def test_a_file_for_one_person_has_their_questions_alone_and_their_name(played):
    assert owners(played.frame, played.playbooks) == ("the city lawyer",)
    file = render("s", played.frame, played.playbooks, "The City Lawyer")
    assert [line for line in file.splitlines() if line.startswith("## ")] == ["## 1. Compliance [compliance]"]
    assert parse(file.replace("Answer:", "Answer: GDPR only")) == Returned(
        "The City Lawyer", {"compliance": "GDPR only"}, session_mark("s")
    )


def test_the_file_gives_away_neither_the_sessions_id_nor_what_was_said(played):
    session = "5f" * 16
    text = render(session, played.frame, played.playbooks)
    assert session not in text
    assert "One in three visitors" not in text


def test_nobody_who_fills_nothing_in_says_anything(played):
    assert parse(sent(played)) == Returned("", {}, session_mark("s"))


# -- back in -------------------------------------------------------------------------------------------------------------


def test_answers_come_back_with_the_name_of_who_gave_them(museum):
    before = museum.frame
    assert taken(museum, filled(sent(museum), LAWYER)) == TakenIn(
        "Vera de Boer", ("compliance", "risks"), ("failure_mode",)
    )
    (value,) = museum.frame.answer("risks").values
    assert (value.text, value.origin.by, value.origin.source, value.origin.status) == (LAWYER["risks"], "Vera de Boer", "user", "stated")  # fmt: skip
    assert value.origin.quote == value.text
    assert [(d.kind, d.what) for d in compare(before, museum.frame)] == [
        ("changed", "Compliance"),
        ("changed", "Risks"),
    ]
    assert f"- **Risks:** {LAWYER['risks']} *(Vera de Boer)*" in museum.markdown
    assert f"- **Vera de Boer, asked:** “{LAWYER['risks']}”" in museum.markdown


def test_the_same_file_again_adds_nothing(museum):
    file = filled(sent(museum), LAWYER)
    taken(museum, file)
    before = museum.records
    assert taken(museum, file).answered == ()
    assert museum.records == before


def test_somebody_who_does_not_know_names_who_would(museum):
    taken(museum, filled(sent(museum), {"compliance": "I don't know, ask Ana Silva"}))
    aside = museum.frame.answer("compliance").aside
    assert (aside.kind, aside.owner, aside.origin.by) == ("unknown", "Ana Silva", "Vera de Boer")


def test_a_list_of_options_comes_back_as_options():
    conversation = Conversation()
    conversation.say("users complain the app is slow").turn  # noqa: B018
    conversation.skip_to("options").say("/unknown Ines", "/done")
    taken(conversation, filled(sent(conversation), {"options": "an index; a read replica"}, "Ines"))
    assert [(o.text, o.origin.by) for o in conversation.frame.options if not o.baseline] == [("an index", "Ines"), ("a read replica", "Ines")]  # fmt: skip


@pytest.mark.parametrize("wish", ["/undo", "/done", "that's enough, write it now", "yes, that is right", "/skip", "delete this session", "/more"])  # fmt: skip
def test_an_answer_can_take_back_confirm_or_close_nothing(wish):
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", "Shoppers wait 9 seconds for their order list", "/unknown Ines")
    before, topic = conversation.frame, re.findall(r"\[(\w+)\]$", sent(conversation), re.MULTILINE)[0]
    taken(conversation, filled(sent(conversation), {topic: wish}))
    after = conversation.frame
    assert {d.what for d in compare(before, after) if not d.what.startswith("Finding")} <= {NAMES[topic]}
    assert (after.closed, after.confirmed, after.messages) == (before.closed, before.confirmed, before.messages)
    assert {record.event.type for record in conversation.records if record.turn > before.turn} <= {
        "captured",
        "put_aside",
        "asked",
        "flagged",
    }


MANGLED = {
    "quoted in a mail": lambda text: "Hello,\n\nhere you are.\n\n" + "".join(f"> > {line}\n" for line in text.split("\n")) + "\nVera\n",
    "with other line ends": lambda text: text.replace("\n", "\r\n"),
    "escaped by a wiki": lambda text: text.replace("[", "\\[").replace("]", "\\]"),
    "with bold labels": lambda text: text.replace("Answer:", "**Answer:**").replace("Your name:", "**Your name:**"),
    "without blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "with a signature behind it": lambda text: text + "\n-- \nVera de Boer\nCity of Delft\n",
}  # fmt: skip


@pytest.mark.parametrize("how", MANGLED)
def test_what_mail_and_editors_do_to_a_file_changes_no_answer(played, how):
    back = parse(MANGLED[how](filled(sent(played), LAWYER)))
    assert back == Returned("Vera de Boer", LAWYER, session_mark("s"))


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="-_*>"), min_size=1, max_size=40)


@settings(max_examples=25)
@given(WORDS, WORDS)
def test_any_words_come_back_as_they_were_written(played, compliance, risks):
    answers = {"compliance": clean(compliance).text, "risks": f"{clean(risks).text}\n\nand so on"}
    back = parse(filled(sent(played), answers))
    assert back.answers == {topic: text for topic, text in answers.items() if text}


@cache
def ordinary_topics() -> list[str]:
    return re.findall(r"\[(\w+)\]$", export(log_of(["x"]), "questionnaire").decode(), re.MULTILINE)


@pytest.mark.parametrize("text", [*MARKUP, *TEMPLATES, *QUERIES, *SCRIPTS, *UNSEEN])
def test_f58_f60_f85_no_words_change_what_is_asked(text):
    log = log_of([text])
    file = export(log, "questionnaire")
    assert re.findall(r"^## \d+\..*\[(\w+)\]$", file.decode(), re.MULTILINE) == ordinary_topics()
    assert parse(file.decode()).answers == {}
    tokens = [
        child for token in MarkdownIt("commonmark").parse(file.decode()) for child in (token, *(token.children or ()))
    ]
    assert {token.type for token in tokens} & {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "fence",
        "code_block",
    } == set()


# -- as a Word file --------------------------------------------------------------------------------------------------------


def test_a_word_form_is_filled_in_and_read_in_the_guarded_process(museum, tmp_path):
    file = new_file(io.BytesIO(export(museum.records, "form", "s")))
    places = {p.text: p for p in file.paragraphs}
    places["Your name: "].add_run("Vera de Boer")
    answers = [p for p in file.paragraphs if p.text == "Answer: "]
    answers[0].add_run(LAWYER["compliance"])
    answers[1].insert_paragraph_before("")
    answers[1].add_run("The vault lost its Wi-Fi")
    answers[1]._p.addnext(new_file().add_paragraph("3 times last month")._p)
    written = io.BytesIO()
    file.save(written)

    back = returned("back.docx", written.getvalue())
    assert back.by == "Vera de Boer"
    assert back.answers["compliance"] == LAWYER["compliance"]
    assert " ".join(back.answers["risks"].split()) == "The vault lost its Wi-Fi 3 times last month"
    assert set(back.answers) == {"compliance", "risks"}
    assert take_in(museum.ports, "s", back, museum.playbooks).still_open == ("failure_mode",)


# -- refused ---------------------------------------------------------------------------------------------------------------


def test_a_file_of_another_session_is_refused_unless_this_one_branched_from_it(museum):
    file = filled(sent(museum), LAWYER)
    branch(museum.ports, "s", "branched")
    museum.session = "branched"
    assert taken(museum, file).answered == ("compliance", "risks")
    stranger = Conversation("t")
    with pytest.raises(BadInput, match="made for another session"):
        taken(stranger, file)


@pytest.mark.parametrize(
    ("change", "name", "told"),
    [
        (lambda text: text.replace("Vera de Boer", ""), "", "Nobody put a name"),
        (lambda text: text.replace("GDPR only", "x" * 33_000), "", "32,000 characters"),
        (lambda text: "Dear all, see you on Monday", "", "not a questionnaire"),
        (lambda text: "", "Vera", "not a questionnaire"),
        (lambda text: text + "x" * 500_000, "", "far larger"),
    ],
)
def test_what_cannot_be_taken_in_changes_nothing(museum, change, name, told):
    before = museum.records
    with pytest.raises(BadInput, match=told):
        taken(museum, change(filled(sent(museum), LAWYER)), name)
    assert museum.records == before


def test_a_session_that_moved_on_meanwhile_is_left_alone(museum):
    with pytest.raises(ChangedElsewhere):
        take_in(museum.ports, "s", parse(filled(sent(museum), LAWYER)), museum.playbooks, revision=3)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.docx", b"no zip"),
        ("a.md", b"\x00\x01\x02" * 400),
        ("a.txt", b""),
        ("a.md", b"x" * 5_000_001),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_line(name, data):
    with pytest.raises(BadInput) as refused:
        returned(name, data)
    assert "\n" not in str(refused.value)


def test_answers_survive_export_and_import(museum):
    taken(museum, filled(sent(museum), LAWYER))
    _, log = session_file.parse(session_file.render("s", museum.records))
    assert replay(log) == museum.frame
