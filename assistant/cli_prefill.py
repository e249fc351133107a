"""`framefirst prefill`: what a session's documents state, against what is missing; taken up by topic or one by one."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.adapters.documents.kinds import READABLE
from assistant.cli_files import end_line, sources, terminal_progress
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.domain.frame import Frame, Suggestion
    from assistant.prefill import Looked
    from assistant.wiring import App


def register(cli: typer.Typer) -> None:
    cli.command()(prefill)


def prefill(
    session: str,
    files: Annotated[
        list[Path] | None, typer.Argument(help=f"Files or folders to add first: {READABLE}.", show_default=False)
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            help="Take up what was found: an id such as s3, or a whole topic. What decides much is taken up by itself."
        ),
    ] = None,
    model: Annotated[str | None, typer.Option(help="A model id, or `guided`.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What a session's documents state, by topic, and what is missing; a model reads them too where one is configured.
    With --accept and no file nothing is looked for anew. Exit 1 when a file was refused."""
    from assistant.call import Call
    from assistant.prefill import Looked, read_documents
    from assistant.settings import read_settings
    from assistant.terminal import told_to_wait
    from assistant.wiring import App

    wired = App(read_settings(flags={"FRAMEFIRST_MODEL": model}))
    wired.log.read(session)
    progress = terminal_progress()
    taken = wired.documents.add(session, list(sources(files)), progress) if files else []
    end_line()
    refused = [one.refused for one in taken if one.refused]
    for why in refused:
        print(f"framefirst: not taken: {why}", file=sys.stderr)
    looked = Looked()
    if files or not accept:
        passages = wired.documents.everything(session)
        if not passages and not refused:
            raise BadInput(f"There are no documents in this session. Name some: `framefirst prefill {session} FILE…`.")
        looked = read_documents(wired.ports, session, passages, wired.playbooks, Call(told_to_wait), progress)
        end_line()
    accepted = _take_up(wired, session, accept) if accept else []
    frame = wired.ports.know(session).frame
    if as_json:
        print(json.dumps({
            "session": session, "files": [asdict(one) for one in taken], **_as_json(frame, looked), "accepted": accepted,
        }, ensure_ascii=False))  # fmt: skip
    else:
        _print(frame, looked, accepted)
    raise typer.Exit(1 if refused else 0)


def _take_up(wired: "App", session: str, wanted: Sequence[str]) -> list[str]:
    """The ids of what was taken up, all of it as one change."""
    from assistant import turn
    from assistant.domain.events import Accepted
    from assistant.domain.prefill import groups

    known = wired.ports.know(session)
    found = [one for group in groups(known.frame) for one in group.found]
    ids: list[str] = []
    for name in wanted:
        named = [one.id for one in found if name in (one.id, one.topic)]
        if not named:
            raise BadInput(f"Nothing waits under {name!r}. `framefirst prefill {session}` lists ids and topics.")
        ids += named
    ids = list(dict.fromkeys(ids))
    turn.amend(wired.ports, session, [Accepted(suggestion=id) for id in ids], wired.playbooks, known.revision)
    return ids


def _as_json(frame: "Frame", looked: "Looked") -> dict[str, Any]:
    from assistant.domain.prefill import groups, missing

    usage = looked.usage
    return {
        "offered": looked.offered,
        "found": [
            {"id": one.id, "topic": one.topic, "value": one.text, "quote": one.quote, "citation": one.citation,
             "place": _place(one), "singly": group.singly}
            for group in groups(frame)
            for one in group.found
        ],
        "missing": list(missing(frame)),
        "note": looked.note,
        "model": {
            "id": usage.id, "calls": usage.calls, "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens, "degraded": usage.degraded,
        },
    }  # fmt: skip


def _print(frame: "Frame", looked: "Looked", accepted: Sequence[str]) -> None:
    from assistant.domain.prefill import groups, missing
    from assistant.domain.topics import NAMES

    waiting = groups(frame)
    for group in waiting:
        print(f"{group.name} ({group.topic}){', one by one' if group.singly else ''}")
        for one in group.found:
            print(f"  {one.id:4} {_one_line(one.text)}\n       “{_one_line(one.quote)}”  {_place(one)}")
    if accepted:
        print(f"Taken up: {', '.join(accepted)}.")
    if looked.note:
        print(looked.note)
    print(f"{sum(len(group.found) for group in waiting)} found, in {len(waiting)} topics.")
    print(f"Missing: {', '.join(NAMES[topic].lower() for topic in missing(frame)) or 'nothing'}.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _place(one: "Suggestion") -> str:
    from assistant.adapters.documents.part import title_of

    return title_of(one.citation or "") or "a document"
