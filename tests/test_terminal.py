"""The conversation in a terminal: a line in, a turn out."""

import json

import pytest
from conversation import Conversation

from assistant import playbooks, terminal, turn
from assistant.ports import Ports
from assistant.testing import FewPassages, MemoryLog, TickingClock


class App:
    """The product, wired to fakes."""

    def __init__(self) -> None:
        self.log = MemoryLog()
        self.ports = Ports(log=self.log, knowledge=FewPassages(), clock=TickingClock())
        self.playbooks = playbooks.shipped()
        self.templates: dict[str, str] = {}

    def titles(self, section: str) -> str:
        return f"1 {section}"


@pytest.fixture
def app() -> App:
    return App()


def turns(app, capsys, *lines: str, session: str | None = None) -> list[dict]:
    terminal.converse(app, session, as_json=True, lines=lines)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def told(app, capsys, *lines: str) -> tuple[str, str]:
    terminal.converse(app, None, as_json=False, lines=lines)
    return capsys.readouterr()


def test_every_line_in_is_a_line_out_after_a_first_one(app, capsys):
    lines = [
        "we need kafka",
        "",
        "   ",
        "/progress",
        "/help",
        "/export md",
        "/nonsense",
        "/export exe",
        "\u200b",
        "/undo",
        "x" * 40_000,
        "?",
    ]
    shown = turns(app, capsys, *lines)
    assert len(shown) == len(lines) + 1
    assert len({turn["session"] for turn in shown}) == 1


def test_commands_that_only_look_leave_nothing_in_the_log(app, capsys):
    shown = turns(app, capsys, "we need kafka", "/progress", "/export json", "/help", "/nonsense", "")
    assert [turn["turn"] for turn in shown] == [0, 1, 1, 1, 1, 1, 1]


def test_quit_ends_it(app, capsys):
    assert len(turns(app, capsys, "we need kafka", "/quit", "and more")) == 2


def test_a_mistyped_command_is_no_answer(app, capsys):
    _, errors = told(app, capsys, "/udno")
    assert errors.startswith("framefirst: There is no command /udno. Nothing was sent.")
    assert errors.count("\n") == 1


def test_a_path_is_a_message(app, capsys):
    shown = turns(app, capsys, "/api/orders is slow since March")
    assert shown[-1]["turn"] == 1


@pytest.mark.parametrize(
    "command", ["/skip", "/unknown", "/later", "/undo", "/done", "/more", "/why", "/na", "/enough"]
)
def test_documented_commands_get_an_answer(app, capsys, command):
    assert turns(app, capsys, "we need kafka", command)[-1]["turn"] == 2


def test_a_session_goes_on_where_it_was(app, capsys):
    first = turns(app, capsys, "we need kafka")
    again = turns(app, capsys, session=first[0]["session"])
    assert again == [first[-1]]


def test_a_message_left_without_an_answer_is_answered_on_the_way_in(app, capsys):
    session = turns(app, capsys)[0]["session"]
    turn.say(app.ports, session, "we need kafka")
    (first,) = turns(app, capsys, session=session)
    assert (first["turn"], first["asks"][0]["topic"]) == (1, "problem")
    assert turns(app, capsys, session=session) == [first]


def test_a_person_sees_the_reply_the_question_and_why_it_matters(app, capsys):
    shown, errors = told(app, capsys, "we need kafka")
    assert [part.strip("\n") for part in shown.strip("\n").split("\n\n")[-3:]] == [
        "Kafka is parked as an option. It is weighed when the problem behind it is clear, so let us start there.",
        "> Leave kafka aside for a moment. What goes wrong today, for whom, and how often?",
        "  A need named as a product skips the step where a cheaper answer shows up. Guide 1 right-questions",
    ]
    assert errors == ""


def test_progress_and_export_are_printed(app, capsys):
    shown, _ = told(app, capsys, "we need kafka", "/progress", "/export statement", "/export")
    assert "1 of about " in shown
    assert "No option is recommended yet." in shown
    assert "# Kafka?" in shown


def test_the_last_words_have_no_question(app, capsys):
    shown, _ = told(app, capsys, "we need kafka", "/done")
    assert not shown.rstrip().splitlines()[-1].startswith((">", "  "))


def test_hostile_lines_are_words(app, capsys):
    shown = turns(
        app,
        capsys,
        "we need kafka",
        "'; DROP TABLE events; -- {{7*7}} ${x} %s <script>",
        "\x1b[31mred\x1b[0m 60 calls a month",
    )
    assert shown[2]["captured"][0]["value"] == "'; DROP TABLE events; -- {{7*7}} ${x} %s <script>"
    assert "\x1b" not in json.dumps(shown, ensure_ascii=False)


def test_what_the_terminal_shows_is_what_the_conversation_holds(app, capsys):
    conversation = Conversation()
    messages = ["we need kafka", "Parcels arrive 25 minutes late, 60 calls last month"]
    conversation.say(*messages)
    last = turns(app, capsys, *messages)[-1]
    expected = json.loads(conversation.turn.model_dump_json())
    assert {**last, "session": "s", "citations": []} == {**expected, "citations": []}
