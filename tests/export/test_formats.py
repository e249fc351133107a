"""What every format promises: all of it, the same bytes every time, and people's words as words."""

import hashlib
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import cache

import pytest
import story
from conversation import Conversation
from hostile import MARKUP, QUERIES, SCRIPTS, TEMPLATES, UNSEEN
from loaded import FULL, PLAYBOOKS, READERS, export, log_of, recorded, squeezed, words_of_page, words_of_word
from typer.main import get_command

from assistant.cli import cli
from assistant.domain.cleaning import MEANINGLESS, clean
from assistant.domain.events import Captured, Recorded, Said, replay
from assistant.export import session_file
from assistant.export.formats import FORMATS, slug

LONG = ("w" * 400, "0123456789 word " * 300)
GROUPS = {
    "markup": MARKUP[:20], "more markup": MARKUP[20:], "templates": (*TEMPLATES, *QUERIES), "scripts": SCRIPTS,
    "unseen": UNSEEN, "long": LONG,
}  # fmt: skip


@pytest.fixture(scope="module")
def finished() -> Conversation:
    conversation = Conversation()
    conversation.say(story.OPENINGS["symptom"])
    for _ in range(80):
        if conversation.frame.ask is None:
            return conversation
        conversation.say(story.answer_to(conversation.ask, conversation.frame))
    raise AssertionError("the conversation never ended")


@pytest.fixture(scope="module")
def kept(finished) -> Callable[[str], bytes]:
    """A file of the finished session, made once."""
    return cache(lambda format: export(finished.records, format))


@cache
def hostile(group: str, format: str) -> bytes:
    return export(log_of(GROUPS[group]), format)


def answers(conversation: Conversation) -> list[str]:
    frame = conversation.frame
    return [value.text for answer in frame.answers.values() for value in answer.values] + [
        item.text for items in (frame.whys, frame.options, frame.criteria, frame.constraints, frame.triggers) for item in items
    ]  # fmt: skip


@pytest.mark.parametrize("format", FULL)
def test_every_answer_of_a_finished_session_stands_in_every_full_format(finished, kept, format):
    told = squeezed(READERS[format](kept(format)))
    said = answers(finished)
    assert len(said) > 30
    assert [text for text in said if squeezed(text) not in told] == []


@pytest.mark.parametrize("format", FULL)
def test_every_section_heading_stands_in_every_full_format_but_where_madr_has_its_own(finished, kept, format):
    told = squeezed(READERS[format](kept(format)))
    titles = [section.title for section in finished.document.sections]
    own = {
        "Context and problem", "What must hold", "Constraints", "Criteria and weights", "Options", "Recommendation", "Decision status",
        "Gained and given up", "Measurement",
    }  # fmt: skip
    assert [title for title in titles if squeezed(title) not in told and not (format == "adr" and title in own)] == []


@pytest.mark.parametrize("format", FULL)
def test_sources_can_be_left_out(finished, kept, format):
    quote = squeezed("“40, 30, 20”")
    assert quote in squeezed(READERS[format](kept(format)))
    assert quote not in squeezed(READERS[format](export(finished.records, format, sources=False)))


HASHES = """
import hashlib, json, sys
sys.path.insert(0, "tests/export")
from assistant.export.formats import FORMATS
from assistant.export.session_file import parse
from loaded import export
session, log = parse(sys.stdin.read())
print(json.dumps({name: hashlib.sha256(export(log, name)).hexdigest() for name in FORMATS}))
"""


def hashes_in_another_process(log: Sequence[Recorded], **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", HASHES], input=session_file.render("abc", log), capture_output=True, text=True,
        env={"PYTHONPATH": ".", "PYTHONIOENCODING": "utf-8", **environment}, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_f50_the_same_session_gives_the_same_bytes_in_every_process_and_time_zone(finished, kept):
    here = {name: hashlib.sha256(kept(name)).hexdigest() for name in FORMATS}
    assert hashes_in_another_process(finished.records, PYTHONHASHSEED="7", TZ="Pacific/Auckland") == here


def test_f51_a_session_of_a_thousand_turns_is_written_in_seconds():
    answered = [("users", "scale", "latency", "data", "risks", "problem", "team")[n % 7] for n in range(1000)]
    said = [f"Answer number {n}, with {n} things a day and a remark that goes on for a while" for n in range(1000)]
    log = recorded([
        event
        for n, (topic, text) in enumerate(zip(answered, said, strict=True), 1)
        for event in (Said(text=text, message=n), Captured(topic=topic, path=f"answers.{topic}", value=text, quote=text, message=n))
    ])  # fmt: skip
    started = time.process_time()
    files = {format: export(log, format) for format in ("md", "json", "html")}
    assert time.process_time() - started < 10
    assert all(len(content) > 100_000 for content in files.values())


@pytest.mark.parametrize("format", FULL)
@pytest.mark.parametrize("group", GROUPS)
def test_f57_f58_f59_f60_hostile_words_are_words_in_every_full_format(format, group):
    told = squeezed(READERS[format](hostile(group, format)))
    if format == "pdf" and group == "scripts":  # read back letter by letter in the order they stand on the page
        return
    assert not MEANINGLESS.search(told)
    if group == "unseen":
        return
    if format == "pdf" and group == "long":  # pages end between the words
        assert told.count(squeezed("0123456789 word")) > 300
        return
    missing = [text for text in GROUPS[group] if squeezed(clean(text).text) not in told]
    assert missing == []


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in FULL])
@pytest.mark.parametrize("group", GROUPS)
def test_f58_every_other_format_takes_any_words(format, group):
    content = hostile(group, format)
    assert content
    if FORMATS[format].is_text:
        assert not MEANINGLESS.search(content.decode().replace("\r\n", "\n"))


OURS = {
    "html", "head", "meta", "title", "style", "body", "div", "nav", "a", "main", "h1", "h2", "p", "section", "ul", "li",
    "b", "span", "i", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


@pytest.mark.parametrize("group", ["markup", "more markup"])
def test_f72_f73_f74_a_page_is_made_of_our_elements_alone_and_may_load_nothing(group):
    content = hostile(group, "html")
    _, tags = words_of_page(content)
    assert tags <= OURS
    assert b"default-src 'none'" in content
    assert b"src=" not in content.replace(b"&lt;img src=x", b"").replace(b"&lt;iframe src=", b"")


def test_f83_a_word_file_holds_no_field_link_or_part_that_people_wrote():
    fields = ("=1+1", 'INCLUDETEXT "c:\\\\x"', "{ HYPERLINK file:///etc/passwd }", "\\\\server\\share", *MARKUP[:6])
    content = export(log_of(fields), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    instructions = [part.split("</w:instrText>")[0].split(">")[-1] for part in body.split("<w:instrText")[1:]]
    assert [instruction.strip() for instruction in instructions] == [r'TOC \o "1-1" \h \n']
    assert 'TargetMode="External"' not in links
    assert "INCLUDETEXT" in words_of_word(content)


@pytest.mark.parametrize("group", ["markup", "more markup", "templates"])
def test_f84_a_pdf_holds_nothing_that_acts(group):
    content = hostile(group, "pdf")
    for forbidden in (b"/EmbeddedFile", b"/JavaScript", b"/Launch", b"/URI", b"/SubmitForm"):
        assert forbidden not in content


def test_pictures_in_a_word_file_are_told_in_words(kept):
    with zipfile.ZipFile(io.BytesIO(kept("docx"))) as parts:
        body = parts.read("word/document.xml").decode()
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert [picture[:8] for picture in pictures] == [b"\x89PNG\r\n\x1a\n"] * 2
    assert 'descr="Tree of causes, each under what it explains. level 1: The order list takes 9 seconds' in body
    assert 'descr="Bars: the total of each option' in body


def test_a_format_says_why_there_is_nothing_in_it(finished):
    def lacking(log: Sequence[Recorded]) -> dict[str, str]:
        frame, today = replay(log), log[-1].at.date()
        return {name: line for name, format in FORMATS.items() if (line := format.lacks(frame, today, PLAYBOOKS))}

    no_question = dict.fromkeys(("questionnaire", "form"), "No question is open for somebody else.")
    assert lacking(finished.records) == no_question
    assert lacking(Conversation().records) == {
        "ics": "No revisit trigger has a date yet.",
        "alerts": "No revisit trigger names a number to watch yet.",
        **no_question,
    }


def test_the_command_line_names_every_format():
    option = next(p for p in get_command(cli).commands["export"].params if p.name == "format")  # type: ignore[attr-defined]
    assert option.help == ", ".join(list(ordered := ["md", "adr", "docx", "pdf", "html", "json", "ics", "csv", "alerts", "questionnaire", "form"])) + " or statement."  # fmt: skip
    assert [*ordered, "statement"] == list(FORMATS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kafka for parcels", "kafka-for-parcels"), ("../../etc/x", "etc-x"), ("con", "frame-con"), ("LPT1", "frame-lpt1"),
        ("", "frame-"), ("שלום", "frame-"), ("x" * 300, "x" * 60), ("-rf\nb\\c", "rf-b-c"),
    ],
)  # fmt: skip
def test_f61_a_file_name_is_one_that_no_system_trips_over(title, name):
    assert slug(title) == name
