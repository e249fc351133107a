"""How much an answer says, on hand-labelled answers and on the cases that decide between pressing and going on."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reading.facts import Reading, Span
from assistant.domain.reading.reader import read
from assistant.domain.reading.substance import Assessment, assess

TODAY = date(2026, 5, 12)
ANSWERS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("answers.yaml").read_text(encoding="utf-8"))
FIGURE = ("number", "rate", "percent", "duration", "time", "money", "size", "date", "people")
WORDS: tuple[str, ...] = ()


def said(text: str, needs: tuple[str, ...] = FIGURE) -> Assessment:
    return assess(read(text, TODAY), needs)


def outcomes(half: str) -> Counter[tuple[str, str]]:
    """How often each labelled substance was taken for which."""
    return Counter(
        (case["substance"], said(case["says"], tuple(ANSWERS["needs"].get(case["topic"], ()))).substance)
        for case in ANSWERS[half]
    )


@pytest.mark.parametrize(
    ("half", "least"), [("develop", 0.98), ("held_out", 0.93), ("borderline", 0.80)], ids=lambda value: str(value)
)
def test_most_answers_are_taken_as_a_person_would(half: str, least: float) -> None:
    counted = outcomes(half)
    right = sum(times for (label, taken), times in counted.items() if label == taken)

    assert right / counted.total() >= least, {pair: times for pair, times in counted.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("half", ["develop", "held_out", "borderline"])
def test_a_proper_answer_is_hardly_ever_pressed(half: str) -> None:
    counted = outcomes(half)
    proper = sum(times for (label, _), times in counted.items() if label == "precise")

    assert counted["precise", "vague"] / proper <= 0.05


def test_the_two_halves_share_no_answer() -> None:
    developed, held_out = ({case["says"] for case in ANSWERS[half]} for half in ("develop", "held_out"))

    assert not developed & held_out
    assert len(developed | held_out) >= 150


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "\n\n", "👍"])
def test_an_answer_without_a_letter_or_digit_is_empty(text: str) -> None:
    assert said(text) == Assessment(substance="empty")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As reliable as possible", ("As reliable as possible",)),
        ("It has to be super fast", ("super fast",)),
        ("Well, everyone", ("everyone",)),
        ("masses of readings, tons really", ("masses of", "tons")),
        ("ASAP!", ("ASAP",)),
        ("zero downtime", ("zero downtime",)),
        ("stable and easy, and again stable", ("stable", "easy")),
    ],
)
def test_a_vague_answer_names_the_words_that_say_too_little(text: str, words: tuple[str, ...]) -> None:
    assert said(text) == Assessment(substance="vague", vague=words)


def test_a_comparison_with_a_product_is_no_value() -> None:
    assert said("Smooth, like Spotify").substance == "vague"
    assert said("Spotify and SAP", WORDS).substance == "precise"


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("within seconds", FIGURE),
        ("very fast, at most 200 ms", FIGURE),
        ("Everybody in the Ghent depot, 40 people", FIGURE),
        ("office hours", FIGURE),
        ("overnight is okay", FIGURE),
        ("The night porter and the cook", FIGURE),
        ("a teacher can change a timetable without the helpdesk", FIGURE),
        ("It is slow because every label is rendered again for each parcel on the belt", WORDS),
        ("speed, then price", WORDS),
        ("nobody tested the backups", WORDS),
        ("no alarm on the freezer", WORDS),
        ("Passengers don't know which platform to take and run back", WORDS),
        ("the porter has to call the ward for every transport", WORDS),
        ("Open source only", WORDS),
    ],
)
def test_something_to_hold_on_to_is_never_pressed(text: str, needs: tuple[str, ...]) -> None:
    assert said(text, needs).substance == "precise"


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("none", WORDS),
        ("No extra budget", ("money",)),
        ("nothing at all, really", WORDS),
        ("there isn't any", WORDS),
        ("we don't have any", WORDS),
        ("nobody waits for it", ("duration",)),
        ("no fixed date", ("date",)),
    ],
)
def test_an_answer_that_only_says_there_is_none(text: str, needs: tuple[str, ...]) -> None:
    assert said(text, needs).substance == "none"


@pytest.mark.parametrize("text", ["no delays", "zero errors", "Nothing may ever fail", "without any outage"])
def test_promising_the_absence_of_something_bad_is_vague_not_none(text: str) -> None:
    assert said(text).substance == "vague"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("no clue", None),
        ("We never measured that", None),
        ("I don’t know, the plant manager would have to look", "the plant manager"),
        ("not sure, ask Ingrid", "Ingrid"),
        ("Only our accountant knows that", "our accountant"),
        ("That has not been decided", None),
        ("can not tell you that", None),
        ("we don't have any statistics about it", None),
    ],
)
def test_not_knowing_is_told_with_who_would(text: str, owner: str | None) -> None:
    found = said(text)

    assert (found.substance, found.owner) == ("unknown", owner)


def test_a_fitting_figure_beats_not_knowing() -> None:
    assert said("No idea exactly, something like 300 a day", ("rate", "number")) == Assessment(
        substance="precise", hedged=True
    )


def test_what_is_told_at_length_beats_not_knowing() -> None:
    text = (
        "I can't say for the shop, but the bakers stand waiting at the oven until the printer has spat out every label"
    )

    assert said(text).substance == "precise"


@pytest.mark.parametrize("text", ["maybe 30 minutes", "I think 30 minutes", "30 minutes, but that's a wild guess"])
def test_a_hedge_is_noticed(text: str) -> None:
    assert said(text, ("duration",)) == Assessment(substance="precise", hedged=True)


def test_a_plain_statement_is_not_hedged() -> None:
    assert said("30 minutes", ("duration",)) == Assessment(substance="precise")


def test_a_reading_without_clauses_is_assessed_by_its_text() -> None:
    assert assess(Reading(text="Fast, of course"), ("duration",)).substance == "vague"
    clauses = (Span(quote="Fast", start=0, end=4), Span(quote="of course", start=6, end=15))
    assert assess(Reading(text="Fast, of course", clauses=clauses), ("duration",)).substance == "vague"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from([WORDS, FIGURE]))
def test_whatever_is_said_its_quotes_are_verbatim(text: str, needs: tuple[str, ...]) -> None:
    found = said(text, needs)

    assert all(word in text for word in found.vague)
    assert found.owner is None or found.owner in text


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["very " * 6_000, "no " * 10_000, "we really just " * 2_000, " " * 30_000 + "x"])
def test_the_longest_message_is_assessed_in_time(text: str) -> None:
    assert said(text).substance in ("vague", "none", "precise")


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("couriers and the webshop", "vague"),
        ("Couriers mind first, then the webshop", "vague"),
        ("before the courier leaves the depot", "precise"),
        ("overnight is fine", "precise"),
        ("while the courier stands at the desk", "precise"),
    ],
)
def test_where_only_a_time_is_wanted_words_must_tell_of_one(text: str, substance: str) -> None:
    assert said(text, ("duration", "time", "percent", "date")).substance == substance


def test_where_other_figures_are_wanted_too_words_may_do() -> None:
    assert said("couriers and the webshop stand still", ("duration", "percent", "money")).substance == "precise"
