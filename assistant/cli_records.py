"""`framefirst lint` and `framefirst due`: decision records that already exist, in an editor and in CI."""

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.linting import Linted


class Format(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


def register(cli: typer.Typer) -> None:
    cli.command()(lint)
    cli.command()(due)


def lint(
    files: Annotated[
        list[Path],
        typer.Argument(help="Records, folders of them, or - for standard input.", show_default=False, allow_dash=True),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    format: Annotated[Format, typer.Option("--format", help="How to write the findings.")] = Format.text,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Findings in this file are known and not reported.")
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="Write what is found now to the --baseline file, and report nothing."),
    ] = False,
) -> None:
    """Decision records against the catalogue: MADR, Nygard, Y-statements, our own export, free Markdown. Exit 1 when
    something was found."""
    from assistant import linting
    from assistant.adapters.rule_settings import read_rule_settings

    if write_baseline and baseline is None:
        raise BadInput("--write-baseline needs the file to write: --baseline FILE.")
    found = linting.lint(linting.sheets(files), read_rule_settings(Path.cwd()))
    if write_baseline and baseline is not None:
        _written(baseline, found)
        return
    gone = 0
    if baseline is not None:
        known = linting.read_baseline(baseline)
        found, gone = known.new(found), known.gone(found)
    root = Path.cwd()
    match Format.json if as_json else format:
        case Format.json:
            print(json.dumps(linting.as_json(found), ensure_ascii=False))
        case Format.sarif:
            print(json.dumps(linting.as_sarif(found, root), ensure_ascii=False))
        case Format.github:
            if annotations := linting.as_github(found, root):
                print(annotations)
        case Format.text:
            print(linting.as_text(found))
            if gone:
                print(f"{gone} known in {baseline} no longer there: write it anew with --write-baseline.")
    raise typer.Exit(1 if any(one.findings for one in found) else 0)


def _written(baseline: Path, found: "list[Linted]") -> None:
    from assistant import linting

    try:
        baseline.write_bytes(linting.remembered(baseline, found))
    except OSError as error:
        raise BadInput(f"{baseline} cannot be written ({error.strerror}). Choose another file.") from error
    count = sum(len(one.findings) for one in found)
    print(f"Wrote {count} finding{'' if count == 1 else 's'} of {len(found)} records to {baseline}.")


def due(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Records or folders of them; none for the stored sessions.", show_default=False),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As of this day, as 2027-03-01; today.")
    ] = None,
    within: Annotated[int, typer.Option("--within", min=0, max=3660, help="Days ahead that count as near.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Decisions whose revisit triggers are due or near: in records, or in the stored sessions. Exit 1 when one is due."""
    from assistant import linting, reviewing
    from assistant.settings import read_settings
    from assistant.wiring import App

    app = App(read_settings())
    day = _day(on) if on is not None else app.clock.now().date()
    reasons = (
        reviewing.reasons_in_files(linting.record_files(paths)) if paths else reviewing.reasons_in_sessions(app.log)
    )
    reviewed = reviewing.review(reasons, day, within)
    if as_json:
        print(json.dumps(reviewing.as_json(reviewed, day, within), ensure_ascii=False))
    else:
        print(reviewing.as_text(reviewed))
    raise typer.Exit(1 if reviewed.is_due else 0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a day. Write it as 2027-03-01.") from None
