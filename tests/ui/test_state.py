"""What a page works out before it draws."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.knowledge.chunking import entries_of
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.domain.frame import Ask, Frame
from assistant.ports import SessionInfo
from assistant.view import Exchange, Step
from ui.state import around, dots, is_command, is_found, left, left_line, since, spoken, tags_of, unasked, when

GUIDE = Path(__file__).parents[2] / "knowledge" / "guide"


def step(asked: int, left: int, state: str = "current") -> Step:
    return Step.model_validate(
        {"stage": "checklist", "name": "Checklist", "state": state, "asked": asked, "left": left}
    )


def exchange(turn: int, question: str | None, **more: Any) -> Exchange:
    return Exchange(
        turn=turn,
        at=datetime(2026, 3, 1, tzinfo=UTC),
        said=f"answer {turn}",
        message=turn,
        reply="",
        ask=ask(question) if question else None,
        **more,
    )


def ask(question: str) -> Ask:
    return Ask(topic="users", question=question)


# -- what was said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/skip", "Skipped"),
        ("/skip the pilot has to show that first", "Skipped: the pilot has to show that first"),
        ("  /unknown Ines from finance ", "Not known: Ines from finance"),
        ("/later", "Later"),
        ("/undo", "Take the last answer back"),
        ("/done", "Enough, write it now"),
        ("/more", "A few more questions"),
        ("/na", "Does not apply"),
    ],
)
def test_a_command_is_shown_in_words(typed: str, shown: str) -> None:
    assert is_command(typed)
    assert spoken(typed) == shown


@pytest.mark.parametrize(
    "typed", ["we skip it", "/skipped", "/etc/passwd is world-readable", "a /skip b", "", "  two\n lines ", "/SKIP"]
)
def test_anything_else_is_shown_as_it_was_typed(typed: str) -> None:
    assert not is_command(typed)
    assert spoken(typed) == typed


# -- how far it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "to_ask", "state", "shown"),
    [
        (0, 0, "ahead", "○"),
        (0, 0, "done", "●"),
        (4, 0, "done", "●"),
        (0, 3, "ahead", "○○○"),
        (2, 1, "current", "●●○"),
        (10, 0, "current", "●●●●●●●●●●"),
        (6, 6, "current", "●●●●●○○○○○"),
        (1, 99, "current", "○○○○○○○○○○"),
    ],
)
def test_dots_show_how_far_a_stage_is(asked: int, to_ask: int, state: str, shown: str) -> None:
    assert dots(step(asked, to_ask, state)) == shown


def test_no_stage_takes_more_than_ten_dots() -> None:
    assert {len(dots(step(asked, to_ask))) for asked in range(40) for to_ask in range(40)} == set(range(1, 11))


@pytest.mark.parametrize(
    ("to_ask", "shown"),
    [((), "about 0 questions left"), ((1, 0), "about 1 question left"), ((4, 5), "about 9 questions left")],
)
def test_what_is_left_is_the_sum_of_all_stages(to_ask: tuple[int, ...], shown: str) -> None:
    stages = [step(0, count) for count in to_ask]
    assert left(stages) == sum(to_ask)
    assert left_line(stages, Frame()) == shown


def test_nothing_is_left_once_it_is_closed() -> None:
    assert left_line([step(3, 5)], Frame(closed=True)) == "nothing left to ask"


# -- the question that stands open -------------------------------------------------------------------------------------


def test_the_open_question_is_left_to_its_own_place() -> None:
    first, second = exchange(1, "Who uses it?"), exchange(2, "How many?")
    assert unasked([first, second], ask("How many?")) == [first, exchange(2, None)]


def test_a_question_that_was_taken_back_is_not_the_open_one() -> None:
    first, undone = exchange(1, "Who uses it?"), exchange(2, "How many?", undone=True)
    assert unasked([first, undone], ask("Who uses it?")) == [exchange(1, None), undone]


def test_without_an_open_question_every_exchange_stays_as_it_is() -> None:
    exchanges = [exchange(1, "Who uses it?"), exchange(2, None)]
    assert unasked(exchanges, None) == exchanges
    assert unasked([], ask("Who uses it?")) == []
    assert unasked([exchange(2, None)], ask("Who uses it?")) == [exchange(2, None)]


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "22 Feb 2026"),
    ],
)
def test_how_long_ago_is_told_as_far_as_it_matters(ago: timedelta, told: str) -> None:
    assert since(NOON - ago, NOON) == told


def test_tags_are_taken_from_what_was_typed() -> None:
    assert tags_of(" #billing, Second   quarter,, BILLING ,# ") == ["billing", "Second quarter"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", True), ("INVOI", True), ("late bill", True), ("late labels", False), ("second quarter", True)],
)
def test_a_session_is_found_by_every_word_of_its_title_and_tags(words: str, found: bool) -> None:
    info = SessionInfo("s1", "Late invoices", NOON, NOON, 3, tags=("billing", "second quarter"))
    assert is_found(info, words) == found


BODY = """A queue delays work.

```
the first line

the second line
```

| tier | minutes |
| --- | --- |
| warm standby | 10 |
| pilot light | 30 |

Ask what may be lost, and for how long."""


@pytest.mark.parametrize(
    ("passage", "cited"),
    [
        ("Ask what may be lost,  and", "Ask what may be lost, and for how long."),
        ("| tier | minutes |\n| --- | --- |\n| pilot light | 30 |", BODY.split("\n\n")[3]),
        ("```\nthe first line\n\nthe second line\n```", "```\nthe first line\n\nthe second line\n```"),
    ],
)
def test_a_passage_is_marked_by_whole_blocks(passage: str, cited: str) -> None:
    before, marked, after = around(BODY, passage)
    assert marked == cited
    assert "\n\n".join(filter(None, (before, marked, after))) == BODY


def test_of_two_tables_with_the_same_head_the_one_with_the_rows_is_marked() -> None:
    head = "| choose this | when that |\n| --- | --- |\n"
    first, second = f"{head}| one queue | writes may wait |", f"{head}| one cache | reads may be stale |"
    body = f"{first}\n\nA paragraph stands between the two.\n\n{second}"
    assert around(body, second)[1] == second


def test_every_passage_of_the_guide_is_marked_and_little_beside_it() -> None:
    sections = {section.id: section for section in GuideFiles(GUIDE)}
    for entry in entries_of(sections.values(), ()):
        if entry.kind == "text":
            marked = around(sections[entry.section].body, entry.text)[1]
            assert " ".join(entry.text.splitlines()[-1].split()) in " ".join(marked.split()), entry.id
            assert len(marked) < 2.5 * len(entry.text) + 400, entry.id


@pytest.mark.parametrize("passage", ["", "is not in there at all", "minutes"])
def test_nothing_is_marked_when_the_passage_is_not_there(passage: str) -> None:
    assert around(BODY, passage) == (BODY, "", "")


def test_a_moment_is_told_with_its_time_zone() -> None:
    assert when(datetime(2026, 3, 1, 9, 5, tzinfo=UTC)) == "01 Mar 2026, 09:05 UTC"
