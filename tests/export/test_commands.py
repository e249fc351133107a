"""Exports from the command line and from the conversation in a terminal."""

import io
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import cli
from assistant.errors import BadInput


@pytest.fixture
def session(tmp_path, monkeypatch) -> str:
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "data"))
    CliRunner().invoke(cli, ["chat"], input="postgres or mongo for orders?\n", catch_exceptions=False)
    return CliRunner().invoke(cli, ["sessions"], catch_exceptions=False).output.split()[0]


def export(*arguments: str) -> bytes:
    return CliRunner().invoke(cli, ["export", *arguments], catch_exceptions=False).stdout_bytes


def test_a_file_and_a_pipe_hold_the_same_bytes(session, tmp_path):
    for name, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        file = tmp_path / f"out.{name}"
        export(session, "--format", name, "-o", str(file))
        assert file.read_bytes().startswith(start)
        assert export(session, "--format", name) == file.read_bytes()


def test_a_terminal_is_not_filled_with_bytes(session, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(BadInput, match="PDF is not text that a terminal can show. Name a file with -o."):
        cli(["export", session, "--format", "pdf"], standalone_mode=False)


def test_a_conversation_says_how_to_get_what_it_cannot_show(session):
    told = CliRunner().invoke(cli, ["chat", "--session", session], input="/export docx\n/export statement\n")
    assert f"`framefirst export {session} --format docx -o FILE`" in told.stderr
    assert "No option is recommended yet." in told.stdout


def test_an_empty_calendar_says_so_beside_the_file(session, tmp_path):
    done = CliRunner().invoke(cli, ["export", session, "--format", "ics", "-o", str(tmp_path / "x.ics")])
    assert "No revisit trigger has a date yet." in done.stderr
    assert Path(tmp_path / "x.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_sources_are_left_out_on_request(session):
    assert b"## Sources" in export(session)
    assert b"## Sources" not in export(session, "--no-sources")
