"""The command line. Parses words, calls one thing, prints the result; every failure is one plain line."""

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import cli_eval, cli_files, cli_guide, cli_prefill, cli_records, cli_share
from assistant.errors import BadInput, FramefirstError, Misconfigured

# What a command needs is imported where it runs, so that `--help` need not wait for it.
if TYPE_CHECKING:
    from assistant.ports import IndexStatus
    from assistant.wiring import App

cli = typer.Typer(
    name="framefirst",
    help="Frame the problem before anyone builds.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """The console script: exit codes as documented, no traceback ever."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a TextIO at the console
    try:
        code = _run()
        sys.stdout.flush()
        sys.exit(code)
    except FramefirstError as error:
        print(f"framefirst: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last door: a person never sees a traceback
        if wrong_usage := _wrong_usage(error):
            print(f"framefirst: {wrong_usage}", file=sys.stderr)
            sys.exit(2)
        from assistant.adapters.logs import report_crash

        number = report_crash(error)
        print(f"framefirst: something went wrong that should not have (error {number}). Nothing was lost; "
              "the log file named by `framefirst doctor` has the details.", file=sys.stderr)  # fmt: skip
        sys.exit(3)


def _run() -> int:
    try:
        return cli(standalone_mode=False) or 0
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # Typer leaves with 1 when nobody reads on
            raise leaving.__context__ from None
        raise


def _wrong_usage(error: Exception) -> str:
    """What was wrong with the command line, in a line; empty for any other error."""
    if not hasattr(error, "format_message"):
        return ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "framefirst"
    return f"{' '.join(error.format_message().split()).rstrip('.')}. See `{command} --help`."


def app(model: str | None = None) -> "App":
    from assistant.settings import read_settings
    from assistant.wiring import App

    return App(read_settings(flags={"FRAMEFIRST_MODEL": model}))


def print_json(content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False))


# -- the web app -------------------------------------------------------------------------------------------------------


@cli.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Frame the problem before anyone builds. Without a command: the web app."""
    if context.invoked_subcommand is None:
        ui()


@cli.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    headless: Annotated[bool, typer.Option(help="Do not open a browser.")] = False,
) -> None:
    """The web app."""
    from ui.serve import serve

    serve(host=host, port=port, headless=headless)


# -- a conversation in the terminal ------------------------------------------------------------------------------------


@cli.command()
def chat(
    session: Annotated[str | None, typer.Option(help="Go on with this session.")] = None,
    model: Annotated[str | None, typer.Option(help="A model id, or `guided`.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """The same conversation in a terminal. One line is one message; /skip, /unknown, /later, /undo, /progress,
    /done, /export FORMAT and /quit are commands."""
    from assistant import terminal

    terminal.converse(app(model), session, as_json=as_json, lines=_lines())


def _lines() -> Iterator[str]:
    """Standard input, a message a line. A line that is not UTF-8 keeps what can be read of it."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


# -- what is stored ----------------------------------------------------------------------------------------------------


@cli.command()
def sessions(as_json: JsonFlag = False) -> None:
    """What is stored, last touched first."""
    listed = app().log.sessions()
    if as_json:
        print_json([
            {"session": s.id, "title": s.title, "created": s.created.isoformat(), "updated": s.updated.isoformat(),
             "events": s.revision, "archived": s.archived} for s in listed
        ])  # fmt: skip
        return
    for info in listed:
        print(
            f"{info.id}  {info.updated:%Y-%m-%d %H:%M}  {info.title or 'Untitled'}{'  (archived)' if info.archived else ''}"
        )
    if not listed:
        print("No sessions yet. Start one with `framefirst chat` or `framefirst ui`.")


@cli.command()
def show(
    session: str,
    as_json: JsonFlag = False,
    ready: Annotated[
        bool, typer.Option("--readiness", help="Only what is missing before it is weighed and before it is final.")
    ] = False,
) -> None:
    """One session: its frame, or with --json the frame and the log's messages."""
    from assistant.domain.events import replay
    from assistant.domain.readiness import readiness
    from assistant.view import messages, panel, readiness_json, session_json

    wired = app()
    log = wired.log.read(session)
    frame = replay(log)
    found = readiness(frame, wired.playbooks)
    if as_json:
        print_json(readiness_json(found) if ready else session_json(session, log))
        return
    print(frame.title or "Untitled")
    for row in [] if ready else panel(frame):
        origin = f"  [{row.origin}]" if row.origin else ""
        print(
            f"  {row.name:22} {' '.join(row.text.split()) or row.note}{origin}{'  (' + row.note + ')' if row.text and row.note else ''}"
        )
    for when, parts in (("before it is weighed", found.start), ("before it is final", found.done)):
        lacking = [f"{part.name.lower()} ({'; '.join(part.missing)})" for part in parts if part.missing]
        if ready or lacking:
            print(f"Missing {when}: {', '.join(lacking) or 'nothing'}")
    if found.weakest.missing:
        print(f"Weakest link: {found.weakest.name.lower()}, {found.weakest.held} of {found.weakest.of}")
    print(f"{len(messages(log))} messages")


@cli.command()
def delete(session: str) -> None:
    """Deletes a session for good."""
    app().delete(session)
    print(f"Deleted {session}.")


@cli.command()
def export(
    session: str,
    format: Annotated[
        str,
        typer.Option(
            "--format", help="md, adr, docx, pdf, html, json, ics, csv, alerts, questionnaire, form or statement."
        ),
    ] = "md",
    out: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output otherwise.")] = None,
    sources: Annotated[bool, typer.Option(help="With the appendix of what was said.")] = True,
    at: Annotated[str | None, typer.Option(help="As it was at this milestone.")] = None,
    owner: Annotated[str, typer.Option("--for", help="Of a questionnaire: this person's questions alone.")] = "",
) -> None:
    """The document of a session, as it stands or as it was at a milestone."""
    from assistant.domain.events import replay
    from assistant.domain.questionnaire import owners
    from assistant.export.formats import FOR_SOMEBODY, export_session, format_named
    from assistant.milestones import log_at

    wired = app()
    templates = wired.templates
    chosen = format_named(format, templates)
    if out is None and not chosen.is_text and sys.stdout.isatty():
        raise BadInput(f"{chosen.label} is not text that a terminal can show. Name a file with -o.")
    log = wired.log.read(session)
    log = log if at is None else log_at(log, at)
    if owner and format not in FOR_SOMEBODY:
        raise BadInput(f"--for goes with {' or '.join(FOR_SOMEBODY)}; {format} is the same for everybody.")
    known = owners(replay(log), wired.playbooks) if owner else ()
    if owner and owner.strip().casefold() not in map(str.casefold, known):
        raise BadInput(f"No question is open for {owner}. {_asked_of(known)}")
    content = export_session(
        session, log, format, wired.playbooks, wired.titles, sources, templates=templates, owner=owner
    )  # fmt: skip
    if lacks := chosen.lacks(replay(log), log[-1].at.date(), wired.playbooks):
        print(f"framefirst: {lacks} The file has nothing in it to act on.", file=sys.stderr)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_whole(out, content)
        print(f"Wrote {out}.")


def _asked_of(known: Sequence[str]) -> str:
    if not known:
        return "Nobody was named yet; answer `/unknown NAME` to a question that somebody else can answer."
    return f"Questions are open for {', '.join(known)}."


def write_whole(path: Path, content: bytes) -> None:
    """Either the whole file or none of it."""
    half = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Choose another file with -o.") from error
    finally:
        half.unlink(missing_ok=True)


@cli.command(name="import")
def import_(file: Path, as_json: JsonFlag = False) -> None:
    """A session exported as JSON, losslessly."""
    from assistant.domain.events import replay
    from assistant.export.session_file import MAX_BYTES, parse
    from assistant.wiring import new_session_id

    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(
                f"{file} is larger than 50 MB, which no exported session is. Check that it is the right file."
            )
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not UTF-8 text, so it is not an exported session.") from None
    _, log = parse(text)
    new = new_session_id()
    app().log.restore(new, replay(log).title, log)
    if as_json:
        print_json({"session": new})
    else:
        print(f"Imported as {new}.")


# -- the guide ---------------------------------------------------------------------------------------------------------


@cli.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=69, help="How many sections.")] = 5,
    as_json: JsonFlag = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id","query"} lines, write {"id","results"} lines.')
    ] = False,
    chunks: Annotated[bool, typer.Option("--chunks", help="Every passage, not one a section.")] = False,
    collection: Annotated[
        str, typer.Option("--collection", help="What to search: the guide, or what `framefirst ingest` read.")
    ] = cli_guide.OWN_GUIDE,
) -> None:
    """What the guide says, or a collection of your own."""
    if not query and not jsonl:
        raise BadInput("Give something to search for, or --jsonl to read questions from standard input.")
    find = cli_guide.searched(app(), collection)
    if jsonl:
        for row in json_lines(_lines()):
            found = find(str(row.get("query", "")), k, chunks)
            print_json({"id": row.get("id"), "results": [passage_json(p) for p in found]})
        return
    found = find(query or "", k, chunks)
    if as_json:
        print_json([passage_json(passage) for passage in found])
        return
    for passage in found:
        print(f"{passage.title}  ({passage.section}, {passage.score:.2f})\n  {' '.join(passage.text.split())[:300]}\n")
    if not found:
        print(f"The {'guide' if collection == cli_guide.OWN_GUIDE else 'collection'} has nothing to say about that.")


def passage_json(passage: Any) -> dict[str, Any]:
    return {
        "section": passage.section, "title": passage.title, "score": round(passage.score, 4), "text": passage.text,
        "source": passage.source,
    }  # fmt: skip


def json_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise BadInput(f"Line {number} is not JSON. Each line is one object.") from None
        if not isinstance(row, dict):
            raise BadInput(f"Line {number} is not a JSON object.")
        yield row


# -- rules -------------------------------------------------------------------------------------------------------------


@cli.command()
def check(
    text: Annotated[str | None, typer.Argument(help="One utterance.")] = None,
    topic: Annotated[str | None, typer.Option(help="What it answers.")] = None,
    as_json: JsonFlag = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id","text","topic"?} lines, write {"id","flags"} lines.')
    ] = False,
) -> None:
    """The rules on one utterance. Exit 1 when something was found."""
    from assistant.adapters.rule_settings import read_rule_settings
    from assistant.domain import rules

    configuration = read_rule_settings(Path.cwd())

    def flags(words: str, about: str | None) -> list[dict[str, Any]]:
        return [
            {"rule": f.rule, "name": f.name, "severity": f.severity, "message": f.message, "quote": f.quote}
            for f in rules.check(words, about, configuration)
        ]

    if jsonl:
        any_found = False
        for row in json_lines(_lines()):
            found = flags(str(row.get("text", "")), row.get("topic"))
            any_found = any_found or bool(found)
            print_json({"id": row.get("id"), "flags": found})
        raise typer.Exit(1 if any_found else 0)
    if text is None:
        raise BadInput("Give a sentence to check, or --jsonl to read them from standard input.")
    found = flags(text, topic)
    if as_json:
        print_json({"flags": found})
    else:
        for flag in found:
            print(f"{flag['rule']} {flag['name']} ({flag['severity']}): {flag['message']}")
        if not found:
            print("No rule fired. Rules see words, not whether they are true.")
    raise typer.Exit(1 if found else 0)


@cli.command(name="rules")
def rules_(
    name: Annotated[str | None, typer.Argument(help="A rule's id or name.")] = None,
    as_json: JsonFlag = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the whole catalogue as a page.")] = False,
) -> None:
    """The catalogue, or one rule's manual."""
    from assistant.domain import records, rules
    from assistant.domain.rules.manual import manual, page

    found = (rules.find(name) or records.find(name)) if name else None
    if name and found is None:
        raise BadInput(f"There is no rule {name!r}. `framefirst rules` lists them.")
    chosen: list[rules.Rule] = [found] if found else [*rules.CATALOGUE, *records.OWN]
    if as_json:
        print_json([
            {"id": r.id, "name": r.name, "severity": r.severity, "meaning": r.meaning, "bad": r.bad, "good": r.good,
             "section": r.section} for r in chosen
        ])  # fmt: skip
    elif markdown and not found:
        print(page(chosen), end="")
    elif found:
        print(manual(found))
    else:
        for rule in chosen:
            print(f"{rule.id} {rule.name} ({rule.severity})")


# -- numbers -----------------------------------------------------------------------------------------------------------


@cli.command()
def calc(
    name: Annotated[str | None, typer.Argument(help="Which calculation; none lists them.")] = None,
    inputs: Annotated[list[str] | None, typer.Argument(help="key=value pairs, with units: availability=99.9%.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """One calculation, with its working."""
    from assistant.domain import calculators

    if name is None:
        for calculator in calculators.CATALOGUE:
            print(f"{calculator.name:18} {calculator.summary}")
        return
    pairs = dict(_pair(pair) for pair in inputs or [])
    try:
        result = calculators.calculate(name, pairs)
    except ValueError as error:
        raise BadInput(str(error)) from None
    if as_json:
        print_json({
            "name": result.name, "inputs": dict(result.inputs),
            "results": {key: {"value": q.value, "unit": q.unit} for key, q in result.results.items()},
            "working": result.working,
        })  # fmt: skip
        return
    for key, quantity in result.results.items():
        print(f"{key.replace('_', ' ')}: {quantity.value:,.6g} {quantity.unit}")
    print(result.working)


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise BadInput(f"{text!r} is not key=value, such as availability=99.9%.")
    return key.strip(), value.strip()


@cli.command()
def matrix(file: Path, as_json: JsonFlag = False) -> None:
    """A decision matrix from a JSON or YAML file: ranking and what would change it."""
    from assistant.adapters.yaml_files import read_yaml
    from assistant.domain import matrix as matrices

    try:
        analysis = matrices.analyse(matrices.parse(read_yaml(file)))
    except ValueError as error:
        raise BadInput(f"{file}: {' '.join(str(error).split())}") from None
    print_json(analysis.model_dump(mode="json")) if as_json else print(matrices.report(analysis))


# -- how it is set up --------------------------------------------------------------------------------------------------


@cli.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Only look.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """The index of the guide and of your collections: builds it where it is missing or out of date."""
    wired, progress = app(), cli_files.terminal_progress()
    knowledge = wired.knowledge
    if rebuild:
        knowledge.rebuild(progress)
    elif not status:
        knowledge.prepare(progress)
    if not status:
        for collection in wired.library.collections():
            wired.library.prepare(collection, progress, anew=rebuild)
    state = knowledge.status(check=status)
    collections = [wired.library.state(collection) for collection in wired.library.collections()]
    if as_json:
        print_json({**asdict(state), "collections": [asdict(one) for one in collections]})
        return
    print(index_line(state))
    for one in collections:
        fits = "indexed" if one.indexed else "searched by words alone; run `framefirst index`"
        print(f"Collection {one.name!r}: {one.pieces:,} pieces of {one.documents:,} documents, {fits}.")


def index_line(state: "IndexStatus") -> str:
    """How the guide is searched, in a line."""
    if state.mode == "words":
        return f"The guide is searched by words alone: {state.why}"
    return f"{state.sections} sections in {state.entries} entries, searched by meaning and words ({state.embedding}, in {state.place})."


@cli.command()
def schema(what: Annotated[str, typer.Argument(help="frame, turn or event.")]) -> None:
    """A JSON Schema."""
    from assistant.domain.events import EVENTS
    from assistant.domain.frame import Frame
    from assistant.view import Turn

    schemas: dict[str, Callable[[], dict[str, Any]]] = {
        "frame": Frame.model_json_schema,
        "turn": Turn.model_json_schema,
        "event": EVENTS.json_schema,
    }
    if what not in schemas:
        raise BadInput(f"There is no schema {what!r}. Choose frame, turn or event.")
    print_json(schemas[what]())


@cli.command()
def doctor(as_json: JsonFlag = False) -> None:
    """What is configured, what works, and what to do about the rest."""
    from assistant.doctor import examine

    report = examine(app())
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        print(report.text)
    raise typer.Exit(0 if report.ok else 3)


cli_eval.register(cli)
cli_guide.register(cli)
cli_prefill.register(cli)
cli_records.register(cli)
cli_share.register(cli)

__all__ = ["Misconfigured", "cli", "main"]
