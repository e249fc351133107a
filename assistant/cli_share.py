"""The commands for working with others: naming a state of a session, comparing two, taking in a questionnaire."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.domain.comparison import Difference
    from assistant.domain.events import Recorded
    from assistant.wiring import App

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def register(cli: typer.Typer) -> None:
    cli.command()(milestone)
    cli.command(name="compare")(compare_)
    cli.command()(answers)
    cli.command()(template)


def milestone(
    session: str,
    name: Annotated[str | None, typer.Argument(help="What to call the session as it stands; none lists them.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Names a session as it stands, to export (`export --at`) or compare with later; or lists its milestones."""
    from assistant.domain.events import milestones
    from assistant.milestones import set_milestone

    wired = _wired()
    if name is not None:
        set_milestone(wired.ports, session, name)
    named = milestones(wired.log.read(session))
    if as_json:
        print(json.dumps([{"name": one.name, "event": one.seq, "at": one.at.isoformat()} for one in named], ensure_ascii=False))  # fmt: skip
        return
    for one in named:
        print(f"{one.at:%Y-%m-%d %H:%M}  {one.name}")
    if not named:
        print("No milestones yet. Set one with `framefirst milestone ID NAME`.")


def compare_(
    first: Annotated[str, typer.Argument(help="A session, or SESSION@MILESTONE.")],
    second: Annotated[
        str | None, typer.Argument(help="Another one; otherwise the first session as it stands now.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """What changed between two milestones, or between two sessions."""
    from assistant.domain.comparison import compare
    from assistant.domain.events import replay

    wired, session = _wired(), first.partition("@")[0]
    before, after = _log(wired, first), _log(wired, second or session)
    found = compare(replay(before), replay(after), related=(second or session).partition("@")[0] == session)
    if as_json:
        print(json.dumps({"differences": [difference._asdict() for difference in found]}, ensure_ascii=False))
    else:
        print("\n".join(map(_told, found)) or "Nothing changed.")


def answers(
    session: str,
    file: Annotated[Path, typer.Argument(help="A questionnaire that came back, or - for standard input.")],
    name: Annotated[str, typer.Option(help="Whose answers these are; otherwise the name in the file.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Takes in a filled-in questionnaire (`export --format questionnaire`); each answer carries the person's name."""
    from assistant.adapters.returned import read_returned
    from assistant.domain.topics import NAMES
    from assistant.questionnaires import take_in

    wired = _wired()
    taken = take_in(wired.ports, session, read_returned(file), wired.playbooks, name)
    if as_json:
        print(json.dumps(taken._asdict(), ensure_ascii=False))
        return
    told = ", ".join(NAMES[topic].lower() for topic in taken.answered)
    print(f"From {taken.by}: {told}." if told else "Nothing new in it: everything it says was taken in before.")
    print(f"Still open: {', '.join(NAMES[topic].lower() for topic in taken.still_open) or 'nothing'}.")


def template(name: Annotated[str, typer.Argument(help="md, adr or statement.")] = "md") -> None:
    """A built-in document as a template: save it in the folder that FRAMEFIRST_TEMPLATES names, and change it there."""
    from assistant.export.formats import template_to_start_from

    print(template_to_start_from(name), end="")


def _wired() -> "App":
    from assistant.settings import read_settings
    from assistant.wiring import App

    return App(read_settings())


def _log(wired: "App", named: str) -> "Sequence[Recorded]":
    """A session's log, whole or up to the milestone after the @."""
    from assistant.milestones import log_at

    session, at, name = named.partition("@")
    log = wired.log.read(session)
    return log_at(log, name) if at else log


def _told(difference: "Difference") -> str:
    before, after = " ".join(difference.before.split()), " ".join(difference.after.split())
    words = {"added": after, "removed": before, "changed": f"{before}  ->  {after}"}[difference.kind]
    return f"{SIGNS[difference.kind]} {difference.what}: {words}"
