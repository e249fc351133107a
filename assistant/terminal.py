"""The conversation in a terminal: one line of input is one message, one turn is printed back."""

import re
import sys
from collections.abc import Iterable

from assistant import turn
from assistant.call import Call, Wait
from assistant.domain import flow
from assistant.domain.events import Answered, replay
from assistant.domain.reading import intent
from assistant.errors import BadInput, FramefirstError
from assistant.view import Turn, degraded_line, turn_of
from assistant.wiring import App, new_session_id

ANSWERED = (*intent.COMMANDS, "/more", "/review")
"""Commands that are messages: they stand in the log and get an answer."""
UNKNOWN_COMMAND = re.compile(r"/[a-z]+", re.IGNORECASE)
COMMANDS = (
    "/skip [reason], /unknown [owner], /later, /undo, /more, /review [name], /progress, /done, /export FORMAT, /quit"
)


def converse(app: App, session: str | None, *, as_json: bool, lines: Iterable[str]) -> None:
    """Runs until the input ends or somebody says /quit."""
    session = session or _fresh(app)
    log = app.log.read(session)
    if turn.waiting(log):
        turn.answer(app.ports, session, app.playbooks, Call(told_to_wait))
    _print(app, session, as_json)
    for line in lines:
        if not line.strip():
            if as_json:
                _print(app, session, as_json)
            continue
        if line.strip() == "/quit":
            return
        try:
            if not _command(app, session, line.strip(), as_json):
                turn.take_turn(app.ports, session, line, app.playbooks, Call(told_to_wait))
                _print(app, session, as_json)
        except BadInput as error:
            # The conversation goes on; with --json every line of input still gets its line of output.
            if as_json:
                _print(app, session, as_json)
            print(f"framefirst: {error}", file=sys.stderr)


def told_to_wait(pause: Wait) -> None:
    print(f"framefirst: {pause.why}; asking again in {pause.seconds_left} s.", file=sys.stderr, flush=True)


def _fresh(app: App) -> str:
    session = new_session_id()
    turn.begin(app.ports, session)
    return session


def _command(app: App, session: str, line: str, as_json: bool) -> bool:
    """Commands that only look, and so leave nothing in the log."""
    if line == "/progress":
        if as_json:
            _print(app, session, as_json)
        else:
            done = flow.progress(replay(app.log.read(session)), app.playbooks)
            print(f"{done.answered} of about {done.total} questions answered.")
        return True
    if line.split()[0] == "/export":
        from assistant.export.formats import export_session, format_named

        name = line[7:].strip() or "md"
        templates = app.templates
        format = format_named(name, templates)
        if not format.is_text:
            raise BadInput(
                f"{format.label} is not text that a terminal can show. "
                f"Write it to a file: `framefirst export {session} --format {name} -o FILE`."
            )
        log = app.log.read(session)
        content = export_session(session, log, name, app.playbooks, app.titles, templates=templates)
        if as_json:
            _print(app, session, as_json)
        else:
            print(content.decode("utf-8", errors="replace"))
        return True
    if line == "/help":
        print(COMMANDS, file=sys.stderr)
        if as_json:
            _print(app, session, as_json)
        return True
    if UNKNOWN_COMMAND.fullmatch(line) and line.lower() not in ANSWERED:
        raise BadInput(f"There is no command {line}. Nothing was sent. There are {COMMANDS}.")
    return False


def _print(app: App, session: str, as_json: bool) -> None:
    log = app.log.read(session)
    shown = turn_of(session, log, log[-1].turn, app.playbooks, app.titles)
    if as_json:
        print(shown.model_dump_json(), flush=True)
        return
    answered = (record.event for record in reversed(log) if isinstance(record.event, Answered))
    line = degraded_line(next(answered).usage) if shown.model.degraded else ""
    print(_told(shown, _why(app, session), line), flush=True)


def _why(app: App, session: str) -> str:
    frame = replay(app.log.read(session))
    if frame.ask is None:
        return ""
    title = app.titles(frame.ask.section) if frame.ask.section else None
    return f"{frame.ask.why}{f' Guide {title}' if title else ''}"


def _told(shown: Turn, why: str, failure: str) -> str:
    question = [f"> {ask.question}" for ask in shown.asks]
    degraded = [f"({failure})"] if failure else []
    parts = [shown.reply, *degraded, *question, f"  {why}" if question and why else ""]
    return "\n" + "\n\n".join(part for part in parts if part) + "\n"


__all__ = ["FramefirstError", "converse"]
