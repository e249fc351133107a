"""`framefirst ingest`: documents of one's own, or another guide, into a collection; and how one is searched."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.adapters.documents.kinds import READABLE
from assistant.adapters.documents.names import DEFAULT, OWN_GUIDE, named
from assistant.cli_files import end_line, sources, terminal_progress
from assistant.errors import IndexUnusable

if TYPE_CHECKING:
    from assistant.adapters.documents.library import Taken
    from assistant.ports import Passage
    from assistant.wiring import App


def register(cli: typer.Typer) -> None:
    cli.command()(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help=f"Files or folders: {READABLE}.", show_default=False)],
    collection: Annotated[
        str, typer.Option("--collection", help="Where to; `search --collection` finds it there.")
    ] = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Documents of your own, or another guide. Stop it at any time: what is read stays, the rest follows when you run it
    again. Exit 1 when a file was refused."""
    from assistant.settings import read_settings
    from assistant.wiring import App

    given = list(sources(paths))
    taken = App(read_settings()).library.add(named(collection), given, terminal_progress())
    end_line()
    refused = [one for one in taken if one.refused]
    if as_json:
        print(json.dumps({"collection": collection, "files": [asdict(one) for one in taken]}, ensure_ascii=False))
    else:
        for one in refused:
            print(f"Not taken: {one.refused}")
        print(_summary(taken, collection))
    raise typer.Exit(1 if refused else 0)


def searched(app: "App", collection: str) -> "Callable[[str, int, bool], Sequence[Passage]]":
    """How to search our guide or a collection, its index built where it is missing."""
    progress = terminal_progress()
    if collection == OWN_GUIDE:
        why = app.knowledge.prepare(progress).why
        end_line()
        if why:
            print(f"framefirst: {why}", file=sys.stderr)
        return lambda query, k, chunks: app.knowledge.find(query, k, chunks=chunks)
    try:
        app.library.prepare(named(collection), progress)
    except IndexUnusable as fault:  # words alone find it
        print(f"framefirst: {fault}", file=sys.stderr)
    return lambda query, k, chunks: app.library.find(collection, query, k, chunks=chunks)


def _summary(taken: "list[Taken]", collection: str) -> str:
    new = [one for one in taken if not one.refused and not one.known]
    known = sum(one.known for one in taken)
    there = f", {known} there already" if known else ""
    pieces = sum(one.pieces for one in new)
    return (
        f"{len(new)} of {len(taken)} files read into {collection!r} as {pieces:,} pieces{there}. "
        f"Ask with `framefirst search --collection {collection} …`."
    )


__all__ = ["OWN_GUIDE", "ingest", "register", "searched"]
