"""Every format by name, and the one paragraph that people read first."""

import json

import pytest
from conversation import Conversation

from assistant.errors import BadInput
from assistant.export.formats import FORMATS, export_session


def export(conversation: Conversation, format: str) -> bytes:
    return export_session("abc", conversation.records, format, conversation.playbooks, lambda section: section)


@pytest.fixture(scope="module")
def decided() -> Conversation:
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    conversation.skip_to("recommendation").say("Postgres, because three of us run it already")
    conversation.skip_to("revisit-triggers")
    conversation.say("More than 5 lost orders a month, Marta watches, look on 1 June 2027")
    return conversation


def test_the_statement_is_one_paragraph(decided):
    assert export(decided, "statement").decode() == (
        "I recommend postgres because: three of us run it already. "
        "The main trade-off is: (what is given up was not said). "
        "We would reconsider this decision if: More than 5 lost orders a month, Marta watches, look on 1 June 2027.\n"
    )


def test_a_statement_without_a_recommendation_says_so():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    assert export(conversation, "statement") == b"No option is recommended yet.\n"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_session_gives_the_same_bytes(decided, format):
    assert export(decided, format) == export(decided, format) != b""


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_had_before_anything_was_said(format):
    assert export(Conversation(), format)


def test_markdown_and_json_hold_what_was_decided(decided):
    assert "I recommend postgres" in export(decided, "md").decode()
    assert json.loads(export(decided, "json"))["frame"]["chosen"] == "o1"


@pytest.mark.parametrize("format", ["", "exe", "MD", "../md"])
def test_an_unknown_format_is_refused_with_those_there_are(decided, format):
    with pytest.raises(BadInput, match="Choose one of md, "):
        export(decided, format)
