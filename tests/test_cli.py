"""The command line as scripts see it: exit codes, one-line errors, one JSON object a line."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import cli
from assistant.domain.frame import Severity, Source, Status
from assistant.domain.playbook import Stage
from assistant.domain.topics import TOPICS
from evals import stub_server as stub
from evals.stub_server import StubServer

COMMAND = Path(sys.executable).parent / "framefirst"


class Outcome:
    def __init__(self, code: int, out: str, errors: str) -> None:
        self.code, self.out, self.errors = code, out, errors

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """The console script in this process."""
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def main(*arguments: object, stdin: str | bytes = "") -> Outcome:
        told = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "argv", ["framefirst", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main()
        shown = capsys.readouterr()
        return Outcome(left.value.code, shown.out, shown.err)

    return main


@pytest.fixture
def session(run) -> str:
    """A session with a little in it."""
    messages = "postgres or mongo for orders?\nThe licence ends in March\nWe lose 4 orders a day\n"
    return run("chat", "--json", stdin=messages).lines[0]["session"]


def one_line(outcome: Outcome) -> str:
    assert outcome.errors.startswith("framefirst: ")
    assert outcome.errors.count("\n") == 1
    assert "Traceback" not in outcome.errors
    return outcome.errors


# -- chat ----------------------------------------------------------------------------------------------------------------

TURN = {
    "session": str, "turn": int, "reply": str, "stage": str, "asks": list, "captured": list, "flags": list, "citations": list,
    "progress": dict, "done": bool, "model": dict, "elapsed_ms": int,
}  # fmt: skip
PARTS = {
    "asks": {"topic": str, "question": str},
    "captured": {"topic": str, "path": str, "value": str, "quote": str, "source": str, "status": str},
    "flags": {"rule": str, "name": str, "severity": str, "message": str, "path": str},
    "citations": {"section": str, "title": str},
}


def check_contract(line: dict) -> None:
    assert {key: type(value) for key, value in line.items()} == TURN
    assert len(line["asks"]) <= 1
    for part, fields in PARTS.items():
        for item in line[part]:
            assert {key: type(value) for key, value in item.items()} == fields
    assert {key: type(value) for key, value in line["progress"].items()} == {
        "answered": int,
        "total": int,
        "fraction": float,
    }
    assert line["model"] == {"id": "guided", "calls": 0, "input_tokens": 0, "output_tokens": 0, "degraded": None}
    assert line["stage"] in Stage.__args__
    assert {item["topic"] for item in (*line["asks"], *line["captured"])} <= set(TOPICS)
    assert {item["source"] for item in line["captured"]} <= set(Source.__args__)
    assert {item["status"] for item in line["captured"]} <= set(Status.__args__)
    assert {item["severity"] for item in line["flags"]} <= set(Severity.__args__)
    assert all(re.fullmatch(r"FF\d{3}", item["rule"]) for item in line["flags"])


def test_chat_prints_one_object_a_line_the_first_before_any_input(run):
    messages = [
        "we need kafka",
        "",
        "Parcels arrive 25 minutes late, 60 calls last month",
        "it should just be better",
        "/export md",
        "/nope",
        "/done",
    ]
    outcome = run("chat", "--json", stdin="\n".join(messages) + "\n")
    assert outcome.code == 0
    assert len(outcome.lines) == len(messages) + 1
    for line in outcome.lines:
        check_contract(line)
    assert [line["turn"] for line in outcome.lines] == [0, 1, 1, 2, 3, 3, 3, 4]
    assert [line["done"] for line in outcome.lines] == [False] * 7 + [True]
    assert outcome.lines[1]["citations"][0]["title"].endswith("framing conversation")


def test_a_quote_is_verbatim(run):
    message = "Parcels arrive 25 minutes late, 60 calls last month. The budget is 400 euro a month."
    last = run("chat", "--json", stdin=f"we need kafka\n{message}\n").lines[-1]
    assert last["captured"]
    assert all(capture["quote"] in message for capture in last["captured"])


def test_a_session_id_is_128_random_bits(run):
    ids = {run("chat", "--json").lines[0]["session"] for _ in range(3)}
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", id) for id in ids)


def test_a_session_goes_on_in_another_process(run, session):
    outcome = run("chat", "--json", "--session", session, stdin="/progress\n")
    assert [line["turn"] for line in outcome.lines] == [3, 3]
    assert outcome.lines[0]["session"] == session


def test_a_line_that_is_not_utf8_keeps_what_can_be_read(run):
    outcome = run("chat", "--json", stdin=b"we need kafka\ncaf\xe9 staff wait 20 minutes, 30 times a week\r\n")
    assert outcome.code == 0
    assert outcome.lines[-1]["captured"][0]["value"] == "caf\ufffd staff wait 20 minutes, 30 times a week"


def test_chat_for_people_is_prose(run):
    outcome = run("chat", stdin="we need kafka\n/quit\n")
    assert outcome.code == 0
    assert "> Leave kafka aside for a moment." in outcome.out
    assert "{" not in outcome.out


def test_the_first_line_comes_before_any_input_and_a_turn_after_each(tmp_path):
    environment = {**os.environ, "FRAMEFIRST_HOME": str(tmp_path)}
    with subprocess.Popen([COMMAND, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=environment, text=True) as chat:  # fmt: skip
        first = json.loads(chat.stdout.readline())
        chat.stdin.write("we need kafka\n")
        chat.stdin.flush()
        second = json.loads(chat.stdout.readline())
        chat.stdin.close()
        assert chat.wait(20) == 0
        assert chat.stdout.read() == ""
    assert (first["turn"], second["turn"]) == (0, 1)
    check_contract(second)


def hears_ctrl_c():
    """Whoever starts the tests in the background of a shell hands on that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_f98_an_interrupted_chat_leaves_quietly_and_keeps_what_was_said(tmp_path):
    environment = {**os.environ, "FRAMEFIRST_HOME": str(tmp_path)}
    with subprocess.Popen([COMMAND, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment, text=True, preexec_fn=hears_ctrl_c) as chat:  # fmt: skip
        session = json.loads(chat.stdout.readline())["session"]
        chat.stdin.write("we need kafka\n")
        chat.stdin.flush()
        chat.stdout.readline()
        chat.send_signal(signal.SIGINT)
        assert chat.wait(20) == 130
        assert chat.stderr.read() == ""
    shown = subprocess.run(
        [COMMAND, "show", session, "--json"], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert json.loads(shown.stdout)["messages"][1]["text"] == "we need kafka"


def test_f98_a_reader_who_leaves_early_is_no_error(tmp_path):
    environment = {**os.environ, "FRAMEFIRST_HOME": str(tmp_path)}
    for arguments in (["schema", "frame"], ["rules", "--json"]):
        with subprocess.Popen(
            [COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
        ) as left:
            left.stdout.close()
            assert left.wait(20) == 0
            assert left.stderr.read() == b""


def test_words_outside_the_locale_are_printed(tmp_path):
    environment = {**os.environ, "FRAMEFIRST_HOME": str(tmp_path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run([COMMAND, "chat", "--json"], input="we need kafka for the café\n".encode(), cwd=tmp_path, env=environment, capture_output=True)  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout.decode().splitlines()[-1])["turn"] == 1


# -- what is stored ------------------------------------------------------------------------------------------------------


def test_sessions_are_listed(run, session):
    (listed,) = run("sessions", "--json").json
    assert (listed["session"], listed["title"], listed["archived"]) == (session, "Postgres or mongo for orders", False)
    assert run("sessions").out.startswith(session)


def test_an_empty_list_says_how_to_start(run):
    assert run("sessions").out == "No sessions yet. Start one with `framefirst chat` or `framefirst ui`.\n"
    assert run("sessions", "--json").json == []


def test_show_prints_the_frame_with_the_messages(run, session):
    shown = run("show", session, "--json").json
    assert shown["session"] == session
    assert shown["intake"]["kind"] == "decision"
    assert [m["text"] for m in shown["messages"] if m["role"] == "user"] == [
        "postgres or mongo for orders?", "The licence ends in March", "We lose 4 orders a day",
    ]  # fmt: skip
    assert "We lose 4 orders a day  [you · 3]" in run("show", session).out


def test_a_deleted_session_is_gone(run, session):
    assert run("delete", session).code == 0
    assert run("show", session).code == 2
    assert run("sessions", "--json").json == []


@pytest.mark.parametrize("arguments", [("show",), ("export",), ("delete",), ("chat", "--session")])
def test_an_unknown_session_is_wrong_usage_in_one_line(run, arguments):
    outcome = run(*arguments, "nope")
    assert outcome.code == 2
    assert one_line(outcome) == "framefirst: There is no session 'nope'. List them with `framefirst sessions`.\n"
    assert outcome.out == ""


# -- export and import ---------------------------------------------------------------------------------------------------


def test_a_session_is_exported_and_imported_with_the_same_frame(run, session, tmp_path):
    file = tmp_path / "session.json"
    assert run("export", session, "--format", "json", "-o", file).code == 0
    assert set(json.loads(file.read_text())) == {"schema_version", "session", "events", "frame"}
    imported = run("import", file, "--json").json
    assert list(imported) == ["session"]
    assert imported["session"] != session
    before, after = run("show", session, "--json").json, run("show", imported["session"], "--json").json
    assert {**before, "session": ""} == {**after, "session": ""}
    assert [s["title"] for s in run("sessions", "--json").json] == ["Postgres or mongo for orders"] * 2


def test_the_document_goes_to_standard_output_or_to_a_file(run, session, tmp_path):
    shown = run("export", session).out
    assert shown.startswith("# Postgres or mongo for orders\n")
    assert run("export", session, "--format", "md", "-o", tmp_path / "doc.md").out == f"Wrote {tmp_path / 'doc.md'}.\n"
    assert (tmp_path / "doc.md").read_text() == shown


def test_f98_an_exported_file_is_written_whole_or_not_at_all(run, session, tmp_path, monkeypatch):
    file = tmp_path / "folder" / "doc.md"
    file.parent.mkdir()
    file.write_text("before")

    def interrupted(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert run("export", session, "-o", file).code == 130
    assert [(path.name, path.read_text()) for path in file.parent.iterdir()] == [("doc.md", "before")]


@pytest.mark.parametrize("place", ["nowhere/doc.md", ".", "x" * 300])
def test_a_file_that_cannot_be_written_is_named(run, session, tmp_path, place):
    outcome = run("export", session, "-o", tmp_path / place)
    assert outcome.code == 2
    assert "cannot be written" in one_line(outcome)
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("format", ["exe", "", "MD"])
def test_an_unknown_format_is_wrong_usage(run, session, format):
    outcome = run("export", session, "--format", format)
    assert outcome.code == 2
    assert "Choose one of md," in one_line(outcome)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"schema_version": 99, "events": []}', "newer version"),
        (b'{"schema_version": 1, "events": [{"seq": 1, "turn": 0, "at": "2026-11-24T09:00:00Z", "event": {"type": "x"}}]}', "damaged"),
    ],
)  # fmt: skip
def test_f70_f71_a_file_that_is_no_session_is_refused_in_one_line(run, tmp_path, content, told):
    file = tmp_path / "session.json"
    file.write_bytes(content)
    outcome = run("import", file)
    assert outcome.code == 2
    assert told in one_line(outcome)
    assert run("sessions", "--json").json == []


def test_a_missing_file_or_a_folder_is_refused(run, tmp_path):
    for file in (tmp_path / "none.json", tmp_path):
        outcome = run("import", file)
        assert outcome.code == 2
        assert "cannot be read" in one_line(outcome)


# -- usage ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("chat", "--nonsense"), "No such option: --nonsense"),
        (("show",), "Missing argument"),
        (("ui", "--port", "many"), "Invalid value for '--port'"),
        (("ui", "--port", "70000"), "Invalid value for '--port'"),
        (("schema", "mood"), "There is no schema 'mood'"),
        (("check",), "Give a sentence to check"),
        (("search",), "Give something to search for"),
        (("rules", "FF999"), "There is no rule 'FF999'"),
        (("calc", "downtime", "availability"), "is not key=value"),
        (("calc", "nonsense"), "nonsense"),
    ],
)
def test_wrong_usage_is_two_with_one_line(run, arguments, told):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert told in one_line(outcome)
    assert outcome.out == ""


def test_help_is_fine(run):
    outcome = run("--help")
    assert outcome.code == 0
    for command in (
        "ui",
        "chat",
        "sessions",
        "show",
        "delete",
        "export",
        "import",
        "search",
        "index",
        "rules",
        "check",
        "calc",
        "matrix",
        "schema",
        "doctor",
    ):
        assert re.search(rf"^\s+{command}\b", outcome.out, re.MULTILINE), command


def test_a_fault_of_ours_is_three_with_a_number_and_no_traceback(run, monkeypatch):
    def broken(*_):
        raise RuntimeError("a secret the person said")

    monkeypatch.setattr(cli, "app", broken)
    outcome = run("sessions")
    assert outcome.code == 3
    assert re.search(r"\(error [0-9a-f]{8}\)", one_line(outcome))
    assert "secret" not in outcome.errors


def test_a_data_folder_that_is_a_file_is_three_and_named(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "file"))
    outcome = run("sessions")
    assert outcome.code == 3
    assert str(tmp_path / "file") in one_line(outcome)


def test_a_bad_setting_is_three_and_named(run, monkeypatch):
    monkeypatch.setenv("FRAMEFIRST_DATABASE_URL", "mongodb://ana:geheim@db/x")
    outcome = run("sessions")
    assert outcome.code == 3
    assert "geheim" not in one_line(outcome)


# -- schemas, rules, numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["frame", "turn", "event"])
def test_a_schema_is_json(run, what):
    outcome = run("schema", what)
    assert outcome.code == 0
    assert "$defs" in outcome.json


def test_the_turn_schema_is_that_of_chat(run):
    assert set(run("schema", "turn").json["properties"]) == set(TURN)


def test_check_is_one_when_something_was_found_and_zero_when_not(run):
    found = run("check", "it should be fast", "--topic", "latency", "--json")
    assert found.code == 1
    assert set(found.json["flags"][0]) >= {"rule", "name", "severity", "message"}
    quiet = run("check", "60 seconds at p95", "--topic", "latency", "--json")
    assert (quiet.code, quiet.json) == (0, {"flags": []})
    assert "No rule fired" in run("check", "60 seconds at p95").out


def test_check_reads_lines_and_answers_lines(run):
    asked = [
        {"id": "a", "text": "it should be fast", "topic": "latency"},
        {"id": "b", "text": "60 seconds at p95", "topic": "latency"},
    ]
    outcome = run("check", "--jsonl", stdin="\n".join(map(json.dumps, asked)) + "\n\n")
    assert outcome.code == 1
    assert [(line["id"], bool(line["flags"])) for line in outcome.lines] == [("a", True), ("b", False)]
    assert run("check", "--jsonl", stdin=json.dumps(asked[1])).code == 0


@pytest.mark.parametrize("stdin", ["not json\n", "[1]\n", b'{"id": 1, "text": "caf\xe9"}\nnot json\n'])
def test_a_line_that_is_no_object_is_named_by_its_number(run, stdin):
    outcome = run("check", "--jsonl", stdin=stdin)
    assert outcome.code == 2
    assert re.match(r"framefirst: Line \d is not (?:JSON|a JSON object)", one_line(outcome))


def test_the_catalogue_is_listed(run):
    listed = run("rules", "--json").json
    assert all(set(rule) == {"id", "name", "severity", "meaning", "bad", "good", "section"} for rule in listed)
    assert listed[0]["id"] in run("rules").out
    assert listed[0]["bad"] in run("rules", listed[0]["id"]).out


def test_a_calculation_is_printed_with_its_working(run):
    shown = run("calc", "downtime", "availability=99.9%", "--json").json
    assert set(shown) == {"name", "inputs", "results", "working"}
    assert all(set(result) == {"value", "unit"} for result in shown["results"].values())
    assert "downtime" in run("calc").out


MATRIX = {
    "options": [{"name": "a queue"}, {"name": "a job"}, {"name": "nothing", "baseline": True}],
    "criteria": [{"name": "delay", "weight": 60}, {"name": "cost", "weight": 40}],
    "scores": {
        "a queue": {"delay": 5, "cost": 2},
        "a job": {"delay": 3, "cost": 4},
        "nothing": {"delay": 1, "cost": 5},
    },
}


def test_a_matrix_is_ranked(run, tmp_path):
    file = tmp_path / "matrix.json"
    file.write_text(json.dumps(MATRIX))
    shown = run("matrix", file, "--json").json
    assert [(r["option"], round(r["total"], 3)) for r in shown["ranking"]] == [
        ("a queue", 3.8),
        ("a job", 3.4),
        ("nothing", 2.6),
    ]
    flip = shown["sensitivity"]["smallest_flip"]
    assert (flip["criterion"], round(flip["change"], 2), flip["winner"]) == ("delay", -20, "a job")
    assert "a queue" in run("matrix", file).out


BOMB = "a0: &a0 [x,x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1},*a{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"\xff\xfe", b"a: [", b"{options: [a]}", b"&a [*a]", b"[" * 100_000, b"x" * 1_000_001,
        b"!!python/object/apply:os.system [touch pwned]", f"{BOMB}options: *a39\ncriteria: *a39\n".encode(),
        b"options: [a, b]\ncriteria: [{name: c, weight: .nan}]\nscores: {a: {c: 3}, b: {c: 4}}",
    ],
    ids=range(11),
)  # fmt: skip
def test_f70_a_file_that_is_no_matrix_is_two_and_named(run, tmp_path, content):
    file = tmp_path / "matrix.yaml"
    file.write_bytes(content)
    outcome = run("matrix", file)
    assert outcome.code == 2
    assert str(file) in one_line(outcome)
    assert run("matrix", tmp_path / "none.yaml").code == 2


# -- doctor --------------------------------------------------------------------------------------------------------------


def test_doctor_prints_each_value_with_its_origin_and_no_secret(run, monkeypatch, tmp_path):
    monkeypatch.setenv("FRAMEFIRST_IDLE_TIMEOUT", "30")
    (tmp_path / ".env").write_text(
        "FRAMEFIRST_TURN_TIMEOUT=200\nOPENAI_API_KEY=sk-abcdefghijklmnop\nFRAMEFIRST_MODEL=guided\n"
    )
    outcome = run("doctor", "--json")
    origins = {setting["name"]: (setting["value"], setting["origin"]) for setting in outcome.json["settings"]}
    assert origins["FRAMEFIRST_IDLE_TIMEOUT"] == ("30", "environment")
    assert origins["FRAMEFIRST_TURN_TIMEOUT"] == ("200", ".env")
    assert origins["FRAMEFIRST_FIRST_TOKEN_TIMEOUT"][1] == "default"
    assert "abcdefghijklmnop" not in outcome.out
    assert {finding["name"] for finding in outcome.json["findings"]} >= {"sessions", "playbooks", "guide", "model"}


def test_doctor_says_what_does_not_work(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "file"))
    outcome = run("doctor")
    assert outcome.code == 3
    assert re.search(r"NOT\s+sessions: \S", outcome.out)
    assert "Traceback" not in outcome.out + outcome.errors


def test_f04_doctor_refuses_a_malformed_key_and_does_not_show_it(run, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-with a space-abcdefgh")
    outcome = run("doctor")
    assert outcome.code == 3
    assert "abcdefgh" not in outcome.out


def test_doctor_tests_the_models_endpoint(run, monkeypatch):
    with StubServer(stub.answers_whole('{"ok": true}'), stub.fails(401, "no")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("FRAMEFIRST_MODEL", "stub-large")
        works, fails = run("doctor"), run("doctor")
    assert works.code == 0
    assert f"stub-large at {server.host} answers after " in works.out
    assert fails.code == 3
    assert f"NOT  model: {server.host} refused the key. Set a valid OPENAI_API_KEY." in fails.out


# -- readiness -------------------------------------------------------------------------------------------------------------


def test_show_says_what_is_missing_before_it_is_weighed_and_before_it_is_final(run, session):
    shown = run("show", session).out
    assert "Missing before it is weighed: " in shown
    assert "agreement (a named person who decides)" in shown
    ready = run("show", session, "--readiness", "--json").json
    assert (ready["may_be_weighed"], ready["is_final"]) == (False, False)
    assert ready["done"]["Agreement"] == ["a named person who decides"]
    assert ready["weakest"] in {link["name"] for link in ready["links"]}
    assert run("show", session, "--readiness").code == 0


def test_help_waits_for_no_part_of_the_product():
    code = (
        "import sys; from assistant import cli; cli.cli(['--help'], standalone_mode=False); "
        "print(sorted({'pydantic', 'yaml', 'sqlalchemy', 'assistant.wiring', 'assistant.settings', 'assistant.domain.rules', "
        "'assistant.adapters.documents.library', 'assistant.adapters.knowledge'} & set(sys.modules)), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "ingest" in told.stdout
    assert told.stderr.strip() == "[]"
