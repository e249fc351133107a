"""Looking through documents in the background of a server process: once at a time, followed, stopped, never in the way."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import turn
from assistant.adapters.documents.library import Source
from assistant.domain.events import DocumentsRead, replay
from assistant.settings import read_settings
from assistant.wiring import App
from evals import stub_server as stub
from evals.stub_server import Behaviour, StubServer
from ui.hosting import Host, Looking

PATIENCE = 20.0
NOTES = (
    b"# Alarms\n\n## Problem\nPartners hear about parcels up to 25 minutes late.\n\n## Notes\nAnna carries the pager.\n"
)

Hosting = Callable[[Behaviour], tuple[Host, StubServer]]


@pytest.fixture
def hosting(tmp_path: Path) -> Iterator[Hosting]:
    """A host before a model that behaves so, with one session and a document in it."""
    opened: list[tuple[Host, StubServer]] = []

    def open_host(behaviour: Behaviour) -> tuple[Host, StubServer]:
        server = StubServer(behaviour)
        server.__enter__()
        app = App(read_settings(environment={
            "FRAMEFIRST_HOME": str(tmp_path), "FRAMEFIRST_CHROMA_URL": "http://127.0.0.1:9", "OPENAI_API_KEY": "sk-x",
            "OPENAI_BASE_URL": server.url, "FRAMEFIRST_MODEL": "openai:stub-large",
        }))  # fmt: skip
        turn.begin(app.ports, "s")
        app.library._bring_up_to_date = lambda *_: None  # type: ignore[method-assign]  # the words are enough
        app.documents.add("s", [Source("alarms.md", len(NOTES), lambda: NOTES)], lambda what, done: None)
        opened.append((Host(app), server))
        return opened[-1]

    yield open_host
    for host, server in opened:
        host.close()
        server.__exit__(None, None, None)
        host.app.library.close()
        host.app.log.close()  # type: ignore[attr-defined]  # the SQL log has connections to let go


def looked(host: Host) -> Looking:
    host.wait_for_look("s", PATIENCE)
    looking = host.looking("s")
    assert looking is not None
    assert not looking.is_running
    return looking


def under_way(host: Host, server: StubServer) -> Looking:
    """Looks until the model was asked."""
    host.look("s")
    for _ in range(1_000):
        if server.asked:
            break
        host.wait_for_look("s", PATIENCE / 1_000)
    looking = host.looking("s")
    assert looking is not None
    assert looking.is_running
    return looking


def test_what_was_found_is_kept_and_what_came_of_it_is_told(hosting: Hosting) -> None:
    found = {"topic": "team", "value": "Anna carries the pager", "quote": "Anna carries the pager", "passage": "p2"}
    host, _ = hosting(stub.says(json.dumps({"captured": [found]})))
    host.look("s")
    looking = looked(host)

    assert looking.outcome is not None
    assert (looking.outcome.offered, looking.outcome.note, looking.failure) == (2, "", "")
    assert [one.topic for one in replay(host.app.log.read("s")).suggestions] == ["problem", "team"]


def test_a_second_click_joins_the_pass_that_is_under_way(hosting: Hosting) -> None:
    host, server = hosting(stub.only_heartbeats)
    looking = under_way(host, server)
    host.look("s")

    assert host.looking("s") is looking
    assert looking.doing == "The model reads alarms.md"
    looking.call.stop()
    assert looked(host).outcome is not None
    assert len(server.asked) == 1


def test_stop_hangs_up_and_keeps_what_the_rules_found(hosting: Hosting) -> None:
    host, server = hosting(stub.only_heartbeats)
    under_way(host, server).call.stop()
    outcome = looked(host).outcome

    assert outcome is not None
    assert (outcome.offered, outcome.note[:60]) == (1, "The model did not read everything: stopped on request. What ")
    assert server.cut_short.wait(PATIENCE)


def test_a_server_that_goes_down_does_not_wait_for_the_model(hosting: Hosting) -> None:
    host, server = hosting(stub.only_heartbeats)
    under_way(host, server)
    host.close()
    (read,) = [record.event for record in host.app.log.read("s") if isinstance(record.event, DocumentsRead)]

    assert read.usage.degraded == "stopped, the server is going down"


def test_a_pass_that_cannot_be_made_says_why_in_a_line(hosting: Hosting) -> None:
    host, _ = hosting(stub.good)
    turn.say(host.app.ports, "s", "Partners wait")
    host.look("s")

    assert looked(host).failure.startswith("The last message is still being answered.")
    assert host.looking("another") is None


def test_a_turn_whose_process_died_is_taken_over_when_its_claim_runs_out(
    hosting: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.hosting.CLAIM_SECONDS", 0.6)
    host, server = hosting(stub.good)
    turn.say(host.app.ports, "s", "Partners hear about parcels up to 25 minutes late")
    waiting = turn.waiting(host.app.log.read("s"))
    assert waiting is not None
    assert host.app.log.claim("s", waiting.turn, "another process", 2)
    for _ in range(3):  # a page that is drawn again and again asks each time
        host.answer("s")
        host.wait("s", PATIENCE)
    asked_while_claimed = len(server.asked)
    until_answered(host)

    assert asked_while_claimed == 0
    assert host.failure("s") is None
    assert len(server.asked) == 1


def until_answered(host: Host) -> None:
    for _ in range(1_000):
        host.wait("s", PATIENCE)
        if turn.waiting(host.app.log.read("s")) is None:
            return
        threading.Event().wait(PATIENCE / 1_000)
    raise AssertionError(f"nothing was answered: {host.failure('s')}")
