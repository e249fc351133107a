"""Revisit dates as a calendar file: one event and one reminder each, the same event every time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conversation import Conversation
from hostile import MARKUP, SCRIPTS, TEMPLATES, UNSEEN
from icalendar import Calendar
from loaded import export, log_of, recorded

from assistant.domain.events import Captured, Opened, Removed

TRIGGER = {"topic": "revisit_triggers", "message": 1, "quote": "x"}
TWO = (
    Opened(title="Orders"),
    Captured(path="triggers.t1", value="p95 above 2 s, for a week", owner="Ines", due="2027-09-01", **TRIGGER),
    Captured(path="triggers.t2", value="when it hurts", **TRIGGER),
    Captured(path="triggers.t3", value="a yearly look", due="2028-02-29", **TRIGGER),
)


def calendar(events, session: str = "abc") -> Calendar:
    return Calendar.from_ical(export(recorded(events), "ics", session))


def test_every_dated_trigger_is_an_event_with_a_reminder():
    first, second = calendar(TWO).walk("VEVENT")
    assert first["summary"] == "Look again: Orders"
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2027, 9, 1), date(2027, 9, 2))
    assert first["dtstamp"].dt == datetime(2026, 11, 24, 9, 0, 4, tzinfo=UTC)
    assert first["description"] == "p95 above 2 s, for a week\n\nWho watches: Ines\n\nNo option is recommended yet."
    assert second["dtstart"].dt == date(2028, 2, 29)
    assert "nobody yet" in second["description"]
    for event in (first, second):
        (alarm,) = event.walk("VALARM")
        assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(days=-7, hours=9))


def uids(events, session: str = "abc") -> list[str]:
    return [str(event["uid"]) for event in calendar(events, session).walk("VEVENT")]


def test_a_trigger_keeps_its_uid_when_it_changes_and_when_others_go():
    later = (*TWO, Captured(path="triggers.t3", value="sooner", due="2027-12-01", **TRIGGER))
    assert uids(later) == uids(TWO)
    assert uids((*later, Removed(path="triggers.t1"))) == uids(TWO)[1:]
    numbers = [[int(event["sequence"]) for event in calendar(events).walk("VEVENT")] for events in (TWO, later)]
    assert numbers[0] < numbers[1]


def test_two_sessions_share_no_uid():
    assert set(uids(TWO)).isdisjoint(uids(TWO, "xyz"))
    assert len(set(uids(TWO))) == 2


@pytest.mark.parametrize("due", [None, "", "soon", "2027-13-01"])
def test_what_has_no_day_is_no_event(due):
    assert uids((Captured(path="triggers.t1", value="x", due=due, **TRIGGER),)) == []
    assert uids((Opened(title="x"),)) == []


BREAK_OUTS = ("x\r\nATTACH:http://sink/\r\nBEGIN:VALARM", "x\nEND:VEVENT", "a;b,c\\n:d", "\x00\x07\x1b[31m", "é" * 200)


@pytest.mark.parametrize("text", [*BREAK_OUTS, *MARKUP, *TEMPLATES, *SCRIPTS, *UNSEEN])
def test_f82_no_words_become_a_property(text):
    content = export(log_of([f"look {text}"]), "ics")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert len(event.walk("VALARM")) == 1
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert not {0, 7, 27} & set(content)


def test_a_date_given_in_conversation_is_on_the_calendar():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    conversation.skip_to("revisit-triggers").say("More than 5 lost orders a month, Marta watches, look on 1 June 2027")
    (event,) = Calendar.from_ical(export(conversation.records, "ics")).walk("VEVENT")
    assert event["dtstart"].dt == date(2027, 6, 1)
    assert "Who watches: Marta" in event["description"]


def test_f50_a_clock_that_was_put_back_moves_no_event_and_no_order():
    forward = recorded(TWO)
    back = [
        record.model_copy(update={"at": forward[0].at - timedelta(hours=place)}) for place, record in enumerate(forward)
    ]
    there, here = (Calendar.from_ical(export(log, "ics")).walk("VEVENT") for log in (forward, back))
    assert [event["uid"] for event in here] == [event["uid"] for event in there]
    assert [event["dtstart"].dt for event in here] == [event["dtstart"].dt for event in there]
    assert here[0]["dtstamp"].dt == back[-1].at
    assert export(back, "md") == export(forward, "md")
