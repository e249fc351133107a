"""What holds for every reading, whatever the text."""

import datetime
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)
LONGEST_MESSAGE = 32_000

WORDS_THAT_MEET_IN_FACTS = (
    "60 1,900 62.000 10k 2.5 half a an the dozen four twenty - five million to and between or per / every each euro "
    "€ $ USD month day second s ms minutes MB GB % percent out of 100 p95 by before mid end early September may 30 "
    "24th Friday Q2 next 2027 18:00 7 am pm in morning people developers DBA no not without me other team call on "
    "calls users Kafka GDPR EU COO Henk maybe I think under most at than more , . ? ! ; : ( ) ’ ½ İ ﬁ once twice "
    "couple last ago from now Christmas 31 00 2026-02-30 99/99/9999 0 000 "
)
PIECES = st.sampled_from([*WORDS_THAT_MEET_IN_FACTS.split(), "\n"])
MESSAGES = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(MESSAGES, st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31)))
def test_quotes_are_verbatim_facts_are_sorted_and_ranges_rise(text, today):
    reading = read(text, today)

    for span in (*reading.sentences, *reading.clauses, *reading.facts):
        assert text[span.start : span.end] == span.quote
        assert span.quote
    assert list(reading.facts) == sorted(reading.facts, key=lambda fact: (fact.start, -fact.end))
    for fact in reading.facts:
        assert (fact.low is None) == (fact.high is None)
        assert fact.low is None or 0 <= fact.low <= fact.high < float("inf")
        assert fact.day is None or datetime.date.fromisoformat(fact.day)
    assert read(text, today) == reading


@settings(max_examples=200, deadline=None)
@given(MESSAGES)
def test_no_word_belongs_to_two_quantities_save_the_duration_in_an_interval(text):
    measured = [fact for fact in read(text, TODAY).facts if fact.kind not in {"product", "regulation", "region"}]
    for one, other in zip(measured, measured[1:], strict=False):
        interval = one.kind == "rate" and other.kind == "duration" and one.end >= other.end
        assert one.end <= other.start or interval


def work_of(text: str) -> int:
    """Python calls made while the text is read: a measure of work that no busy machine can change."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text, TODAY)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1.", "1,", "1-", "1 111 ", "9" * 50, "a ", "a", "no ", "not more than ", "- ", "every ", "twenty-", "one hundred and ", "(", ".", "... ",
        "mid ", "per ", "€", "and ", "maybe ", "september ", "30 ", "a couple of ", "half a ", "\n", " \n", "a.b@", "a.", "www.", "24th and ", "end of ",
        "between 1 and ", "60 calls a day ", "Kafka ", "pci ", "our ", "COO ", "me and ", "!\"", "’", "x'",
    ],
)  # fmt: skip
def test_work_grows_in_step_with_the_length_whatever_is_repeated(piece):
    read(piece, TODAY)
    short, long = (work_of((piece * length)[:length]) for length in (1000, 4000))
    assert long <= 5 * short + 2000


def test_the_longest_message_is_read_whole():
    line = "Four backend devs, 400 euro a month, 38,000 updates a day, by mid September, polls every 15 minutes. "
    text = (line * LONGEST_MESSAGE)[: LONGEST_MESSAGE // len(line) * len(line)]
    assert len(read(text, TODAY).facts) == 6 * (LONGEST_MESSAGE // len(line))


def test_an_empty_message_says_nothing():
    reading = read("", TODAY)
    assert (reading.text, reading.sentences, reading.clauses, reading.facts) == ("", (), (), ())


def test_a_rambling_answer_without_punctuation_is_read():
    text = "so its like 40 users mabye 50 at peak and we cant spend more then 300 eur / month oh and it has to be live by end of june"
    facts = read(text, TODAY).facts
    assert [(fact.kind, fact.quote, fact.bound, fact.hedged) for fact in facts] == [
        ("number", "40 users", None, True),
        ("number", "50", None, True),
        ("money", "more then 300 eur / month", "at_most", False),
        ("date", "by end of june", "at_most", False),
    ]
