"""A fault of our own while a message is read costs that message its reading, and the session nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
import story
from conversation import Conversation

from assistant import turn
from assistant.adapters import logs
from assistant.domain.events import Answered, Said, replay
from assistant.errors import StorageUnusable
from assistant.ports import Passage, Reply
from assistant.settings import read_settings
from assistant.testing import FewPassages, MemoryLog, QueuedModel
from assistant.wiring import App
from ui.hosting import Host

POISON = "The 13th parcel breaks the reader"
UNREAD = "Your message is kept, but it could not be read (error e1). Please say it another way."

pytestmark = pytest.mark.usefixtures("a_reader_with_a_fault")


@pytest.fixture
def a_reader_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads everything but one message."""
    hear = turn.hear

    def faulty(frame, said, today, playbooks):  # type: ignore[no-untyped-def]
        if said.text == POISON:
            raise ZeroDivisionError(said.text)
        return hear(frame, said, today, playbooks)

    monkeypatch.setattr(turn, "hear", faulty)


class Reports(list[Exception]):
    """Numbers faults e1, e2 and keeps them."""

    def __call__(self, error: Exception) -> str:
        self.append(error)
        return f"e{len(self)}"


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def conversation(reports: Reports) -> Conversation:
    begun = Conversation()
    begun.ports = replace(begun.ports, report=reports)
    begun.say("we need kafka")
    return begun


def last_answer(conversation: Conversation) -> Answered:
    return next(r.event for r in reversed(conversation.records) if isinstance(r.event, Answered))


def test_the_message_is_kept_and_the_same_question_stands(conversation: Conversation, reports: Reports) -> None:
    before = conversation.frame
    shown = conversation.say(POISON)
    assert shown.reply == UNREAD
    assert [ask.question for ask in shown.asks] == [before.ask.question if before.ask else ""]
    assert [type(error) for error in reports] == [ZeroDivisionError]
    assert [r.event.type for r in conversation.records if r.turn == 2] == ["said", "answered"]
    left_alone = conversation.frame.model_copy(update={"messages": before.messages, "turn": before.turn})
    assert left_alone == before, "nothing but the count of messages moved"


def test_the_session_goes_on_as_if_it_had_not_been_said(conversation: Conversation) -> None:
    untroubled = Conversation()
    untroubled.say("we need kafka", story.ANSWERS["problem"])
    conversation.say(POISON, story.ANSWERS["problem"])
    assert conversation.ask == untroubled.ask
    assert conversation.frame.answer("problem").text == untroubled.frame.answer("problem").text
    assert [r.event.text for r in conversation.records if isinstance(r.event, Said)] == [
        "we need kafka", POISON, story.ANSWERS["problem"],
    ]  # fmt: skip


def test_taking_back_passes_over_it(conversation: Conversation) -> None:
    conversation.say(POISON, "/undo")
    assert conversation.turn.reply == 'Taken back: "we need kafka"'


def test_it_is_answered_once_however_often_it_is_tried(conversation: Conversation, reports: Reports) -> None:
    conversation.say(POISON)
    once = conversation.records
    turn.answer(conversation.ports, "s", conversation.playbooks)
    assert conversation.records == once
    assert len(reports) == 1


def test_with_a_model_it_is_kept_just_the_same(conversation: Conversation) -> None:
    model = QueuedModel(Reply(raw="{}"))
    conversation.ports = replace(conversation.ports, model=model)
    before = conversation.ask
    assert conversation.say(POISON).reply == UNREAD.replace("e1", "e2"), "e1 was met on the way to the model"
    assert last_answer(conversation).usage.degraded == "error e1"
    assert conversation.ask == before
    assert model.asked == []


def test_a_guide_that_breaks_leaves_the_turn_to_guided_mode(conversation: Conversation, reports: Reports) -> None:
    class Broken(FewPassages):
        def find(self, query: str, k: int = 5) -> list[Passage]:
            raise KeyError(query)

    guided = Conversation()
    guided.say("we need kafka", story.ANSWERS["problem"])
    conversation.ports = replace(conversation.ports, model=QueuedModel(), knowledge=Broken())
    conversation.say(story.ANSWERS["problem"])
    assert conversation.frame == guided.frame
    assert conversation.turn.reply == guided.turn.reply
    assert last_answer(conversation).usage.degraded == "error e1"
    assert [type(error) for error in reports] == [KeyError]


def test_a_log_that_cannot_be_written_still_leaves_the_message_to_be_answered_later(
    conversation: Conversation, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn.say(conversation.ports, "s", POISON)

    def full(*_: object, **__: object) -> int:
        raise StorageUnusable("The disk is full.")

    with monkeypatch.context() as now:
        now.setattr(MemoryLog, "append", full)
        with pytest.raises(StorageUnusable):
            turn.answer(conversation.ports, "s", conversation.playbooks)
    assert turn.waiting(conversation.records) is not None
    turn.answer(conversation.ports, "s", conversation.playbooks)
    assert conversation.turn.reply == UNREAD.replace("e1", "e2")


def test_a_server_writes_down_where_it_broke_and_never_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "framefirst.log"
    monkeypatch.setattr(logs, "log_file", lambda: written)
    app = App(read_settings(environment={"FRAMEFIRST_HOME": str(tmp_path / "home")}))
    turn.begin(app.ports, "s")
    host = Host(app)
    try:
        host.send("s", POISON)
        host.wait("s", 60)
        assert host.failure("s") is None
        number = written.read_text().split()[0]
        assert last_reply(app) == UNREAD.replace("e1", number)
        assert "ZeroDivisionError" in written.read_text()
        assert POISON not in written.read_text()
        host.send("s", "we need kafka")
        host.wait("s", 60)
        assert replay(app.log.read("s")).intake.kind == "solution_first"
    finally:
        host.close()
        app.log.close()  # type: ignore[attr-defined]  # the SQL log has connections to let go


def last_reply(app: App) -> str:
    return next(r.event.reply for r in reversed(app.log.read("s")) if isinstance(r.event, Answered))
