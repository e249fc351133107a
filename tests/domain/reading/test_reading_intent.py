"""Whether a whole message wants something other than to answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reading.intent import Meant, meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/skip", Meant(intent="skip")),
        ("/skip we covered that", Meant(intent="skip", detail="we covered that")),
        ("/unknown", Meant(intent="unknown")),
        ("/unknown purchasing", Meant(intent="unknown", detail="purchasing")),
        ("/later", Meant(intent="later")),
        ("/UNDO", Meant(intent="undo")),
        ("/done", Meant(intent="enough")),
        ("  /skip  ", Meant(intent="skip")),
        ("/dev/null is where the logs go", Meant(intent="answer")),
    ],
)
def test_commands(text: str, expected: Meant) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't know", Meant(intent="unknown")),
        ("I honestly don’t know.", Meant(intent="unknown")),
        ("hmm, no idea", Meant(intent="unknown")),
        ("dunno, ask Ingrid", Meant(intent="unknown", detail="Ingrid")),
        ("Not sure, the plant manager would have to check", Meant(intent="unknown", detail="the plant manager")),
        ("skip", Meant(intent="skip")),
        ("let's skip this one please", Meant(intent="skip")),
        ("next question", Meant(intent="skip")),
        ("pass", Meant(intent="skip")),
        ("Not now", Meant(intent="later")),
        ("can we come back to that later?", Meant(intent="later")),
        ("I'll get back to you on that", Meant(intent="later")),
        ("n/a", Meant(intent="not_applicable")),
        ("That doesn't apply to us", Meant(intent="not_applicable")),
        ("not relevant, it is a prototype", Meant(intent="not_applicable", detail="it is a prototype")),
        ("ask our accountant", Meant(intent="someone_else", detail="our accountant")),
        ("That's a question for the works council", Meant(intent="someone_else", detail="the works council")),
        ("you'd have to ask Ingrid about that", Meant(intent="someone_else", detail="Ingrid")),
        ("that's enough", Meant(intent="enough")),
        ("OK enough questions, please write the document now", Meant(intent="enough")),
        ("stop", Meant(intent="enough")),
        ("let's wrap up", Meant(intent="enough")),
        ("just write it", Meant(intent="enough")),
        ("undo that", Meant(intent="undo")),
        ("oops, go back", Meant(intent="undo")),
        ("scratch my last answer", Meant(intent="undo")),
        ("Why?", Meant(intent="why")),
        ("why does that matter?", Meant(intent="why")),
        ("what do you mean?", Meant(intent="why")),
        ("I don't understand the question", Meant(intent="why")),
        ("?", Meant(intent="why")),
        ("yes", Meant(intent="affirm")),
        ("Yep, looks good to me!", Meant(intent="affirm")),
        ("that's correct", Meant(intent="affirm")),
        ("👍", Meant(intent="affirm")),
        ("no", Meant(intent="deny")),
        ("no, that's wrong", Meant(intent="deny")),
        ("No, it's eight shops, not nine", Meant(intent="correct", detail="it's eight shops, not nine")),
        ("correction: 700 a month", Meant(intent="correct", detail="700 a month")),
        ("sorry, I meant June", Meant(intent="correct", detail="I meant June")),
        ("change the deadline to 4 May", Meant(intent="correct", detail="change the deadline to 4 May")),
        ("", Meant(intent="blank")),
        (" … ", Meant(intent="blank")),
    ],
)
def test_a_message_that_is_only_a_wish(text: str, expected: Meant) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no deadline",
        "none",
        "nothing else",
        "yes, 700 a month",
        "no, three of them",
        "not yet measured",
        "later this year",
        "skip logic in the questionnaire is broken",
        "nobody asks the helpdesk",
        "people ask for approval by mail",
        "the planner decides",
        "Ingrid decides, purchasing can veto it",
        "why orders get lost is not clear to the drivers",
        "GDPR does not apply because we only keep machine data",
        "we have enough capacity until 2028",
        "stop words are not removed from the index",
        "users can undo a booking within an hour",
        "the customer says it is wrong and calls",
        "it's the parents who pay, not the pupils",
        "users write it on paper",
        "done by hand, every evening",
        "right after the shift",
        "continue with Postgres",
        "I don't know which of the two, but it happens 5 times a day",
    ],
)
def test_whatever_could_be_an_answer_is_one(text: str) -> None:
    assert meant(text) == Meant(intent="answer")


@given(st.text(max_size=400))
def test_any_text_means_something(text: str) -> None:
    assert meant(text).intent
