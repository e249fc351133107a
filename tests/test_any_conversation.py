"""What must hold whatever anybody says, in whatever order."""

import json

from conversation import Conversation
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.domain.events import Recorded, replay
from assistant.export.session_file import parse, render

OPENINGS = ("we need kafka", "users complain the app is slow", "postgres or mongo for orders?", "hello", "We want to build a booking site", "Our old payroll has to be replaced", "no")  # fmt: skip
MESSAGES = (
    "/skip", "/skip it is known", "/unknown", "/unknown Ines", "/later", "/na", "/undo", "/undo", "/more", "/done", "?", "why?", "yes", "no",
    "none", "nothing", "I don't know", "ask Ines", "fast", "many", "as soon as possible", "60 seconds", "900 riders and 12 clerks",
    "400 euro a month", "We are 3 developers, none has run Kafka", "by 1 May 2027", "promised to another project until 1 June 2027",
    "GDPR applies", "a queue; a nightly job", "delay, cost, skills", "50 30 20", "5, 4, 3", "the first", "the second", "we accept both",
    "it cannot be undone", "an afternoon", "a queue because it is simple", "nobody owns it", "I saw it in the code",
    "More than 5 calls a week, Marta watches, look on 1 June 2027", "The budget is 900 euro a month", "that's wrong", "…", "🙂",
    "<script>alert(1)</script> {{7*7}} ${x} | # ---", "$cause $heard ${options}", "ا ب ج \u202eabc", "/nonsense", "1", "0", "-1", "\\",
)  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from(OPENINGS), st.lists(st.sampled_from(MESSAGES), max_size=14))
def test_no_order_of_messages_breaks_a_conversation(opening, messages):
    conversation = Conversation()
    for number, message in enumerate((opening, *messages), 1):
        before = conversation.frame
        shown = conversation.say(message)
        frame = conversation.frame
        assert shown.turn == number
        assert shown.reply
        assert (frame.ask is None) == frame.closed == shown.done
        assert len(shown.asks) == (not shown.done)
        assert frame.messages == before.messages + 1
        assert all(count <= 3 for count in frame.pressed.values())
        assert sum(option.baseline for option in frame.options) <= 1
        assert 0 <= shown.progress.answered <= shown.progress.total
    log = conversation.records
    assert (
        replay([Recorded.model_validate(json.loads(record.model_dump_json())) for record in log]) == conversation.frame
    )
    assert parse(render("s", log))[1] == tuple(log)
    assert not any(token.type in ("html_block", "fence", "hr") for token in MarkdownIt().parse(conversation.markdown))


@settings(max_examples=60)
@given(st.sampled_from(OPENINGS), st.lists(st.sampled_from(MESSAGES), min_size=1, max_size=8))
def test_taking_everything_back_leads_to_the_beginning(opening, messages):
    conversation = Conversation()
    beginning = conversation.frame
    conversation.say(opening, *messages)
    while conversation.say("/undo").reply != "There is nothing to take back.":
        assert conversation.turn.turn < 60
    assert conversation.frame.model_copy(update={"turn": 0, "messages": 0}) == beginning


@settings(max_examples=60)
@given(st.sampled_from(OPENINGS), st.lists(st.sampled_from(MESSAGES), max_size=8))
def test_skipping_on_always_comes_to_an_end(opening, messages):
    conversation = Conversation()
    conversation.say(opening, *messages)
    for _ in range(75):
        if conversation.frame.closed:
            return
        conversation.say("/skip")
    raise AssertionError(f"still asking: {conversation.ask.question}")
