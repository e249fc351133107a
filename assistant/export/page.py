"""The document as one web page that needs no server: nothing is loaded, nothing runs, light and dark, printable."""

from html import escape

from assistant.export.document import Blocks, Chain, Document, Line, Missing, Section, Table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #1d2426; --muted: #5c6564; --accent: #0b5f66; --amber: #8a5400; --page: #fbfaf7; --wash: #f1efe9; --line: #dcd8cd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e5df; --muted: #a2aaa8; --accent: #6cc5c6; --amber: #e0b060; --page: #14191b; --wash: #1d2427; --line: #333d41; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
.sheet { display: grid; grid-template-columns: 15rem minmax(0, 46rem); gap: 3.5rem; max-width: 70rem; margin: 0 auto; padding: 3rem 1.5rem 6rem; }
nav { position: sticky; top: 2rem; align-self: start; font-size: .86rem; }
nav a { display: block; padding: .16rem 0; color: var(--muted); text-decoration: none; }
nav a:hover, nav a:focus { color: var(--accent); text-decoration: underline; }
nav .gap::after { content: " – missing"; color: var(--amber); }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; color: var(--accent); }
.status { color: var(--muted); margin: 0 0 1.4rem; }
.lead { background: var(--wash); border-left: 3px solid var(--accent); padding: 1rem 1.3rem; margin: 0; font-size: 1.06rem; border-radius: 0 6px 6px 0; }
ul { padding-left: 1.1rem; margin: .4rem 0; }
li { margin: .28rem 0; }
li::marker { color: var(--accent); }
.mark { color: var(--muted); font-size: .82em; font-style: italic; }
.missing b { color: var(--amber); }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .93rem; }
.wide { overflow-x: auto; }
th { text-align: start; color: var(--accent); background: var(--wash); }
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
.tree ul { border-inline-start: 1px solid var(--line); margin-inline-start: .3rem; }
.tree li { list-style: none; }
.tree .root { font-weight: 600; }
.bars { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .5rem 1rem; margin: 1rem 0; align-items: center; font-size: .9rem; }
.bar { display: flex; align-items: center; gap: 1px; height: 1.5rem; }
.bar i { display: block; height: 100%; min-width: 0; }
.bar b { margin-inline-start: .5rem; }
.legend { grid-column: 2; display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .8rem; color: var(--muted); }
.legend i { display: inline-block; width: .7rem; height: .7rem; margin-inline-end: .35rem; }
@media (max-width: 60rem) { .sheet { display: block; } nav { position: static; columns: 2; margin-bottom: 2rem; } }
@media print { nav { display: none; } .sheet { display: block; padding: 0; } body { background: none; } h2 { break-after: avoid; } }
"""
COLOURS = ("#0b5f66", "#c98a2b", "#7a966e", "#5c6b8a", "#b0624e", "#96b2b4", "#785c80", "#a09882")


def render(document: Document) -> str:
    title = escape(" ".join(document.title.split()))
    contents = "".join(
        f'<a href="#s{place}"{_gap(section)}>{escape(section.title)}</a>'
        for place, section in enumerate(document.sections, 1)
    )
    lead = "".join(
        f'<p class="lead" dir="auto">{_text(block.text)}</p>' if isinstance(block, Line) else _body((block,))
        for block in document.lead
    )
    sections = "\n".join(
        f'<section id="s{place}"><h2>{escape(section.title)}</h2>\n{_body(section.blocks)}</section>'
        for place, section in enumerate(document.sections, 1)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<div class="sheet">\n<nav aria-label="Contents">{contents}</nav>\n<main>\n<h1 dir="auto">{title}</h1>\n'
        f'<p class="status" dir="auto">Status: {_text(document.status)}</p>\n{lead}\n{sections}\n</main>\n</div>\n</body>\n</html>\n'
    )


def _gap(section: Section) -> str:
    return ' class="gap"' if all(isinstance(block, Missing) for block in section.blocks) else ""


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _body(blocks: Blocks) -> str:
    parts: list[str] = []
    open_list = False
    for block in blocks:
        bullet = isinstance(block, Missing) or (isinstance(block, Line) and block.bullet)
        if bullet != open_list:
            parts.append("<ul>" if bullet else "</ul>")
            open_list = bullet
        parts.append(_block(block))
    return "\n".join([*parts, *(["</ul>"] if open_list else [])])


def _block(block: Line | Missing | Table | Chain) -> str:
    match block:
        case Line():
            label = f"<b>{_text(block.label)}:</b> " if block.label else ""
            mark = f' <span class="mark">{_text(block.mark)}</span>' if block.mark else ""
            tag = "li" if block.bullet else "p"
            return f'<{tag} dir="auto">{label}{_text(block.text)}{mark}</{tag}>'
        case Missing():
            return f'<li class="missing" dir="auto"><b>Missing.</b> {_text(block.text)}</li>'
        case Table():
            return _bars(block) + _table(block)
        case Chain():
            return f'<div class="tree">{_tree(block)}</div>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col" dir="auto">{_text(column)}</th>' for column in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(f'<td dir="auto">{_text(cell)}</td>' for cell in row) + "</tr>" for row in table.rows
    )
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>'


def _bars(table: Table) -> str:
    """The same bars as in the other files; the numbers stand in the table below them."""
    if not table.shares or len(table.columns) - 2 > len(COLOURS):
        return ""
    rows = "".join(
        f'<span dir="auto">{_text(row[0])}</span><span class="bar">{_parts(parts)}<b>{_text(row[-1])}</b></span>'
        for row, parts in zip(table.rows, table.shares, strict=True)
    )
    legend = "".join(
        f'<span dir="auto"><i style="background:{colour}"></i>{_text(name)}</span>'
        for name, colour in zip(table.columns[1:-1], COLOURS, strict=False)
    )
    return f'<div class="bars" aria-hidden="true">{rows}<span class="legend">{legend}</span></div>'


def _parts(parts: tuple[float, ...]) -> str:
    return "".join(
        f'<i style="width:{part * 17:.2f}%;background:{colour}"></i>'
        for part, colour in zip(parts, COLOURS, strict=False)
        if part > 0
    )


def _tree(chain: Chain) -> str:
    """Nested lists: each cause inside what it explains."""
    parts: list[str] = []
    depth = -1
    for level, text, mark in chain.steps:
        # A step goes at most one deeper than the one before it.
        level = min(level, depth + 1)
        parts.append("<ul>" if level > depth else "</li>" + "</ul></li>" * (depth - level))
        root = ' class="root"' if "root cause" in mark else ""
        parts.append(f'<li dir="auto"><span{root}>{_text(text)}</span> <span class="mark">{_text(mark)}</span>')
        depth = level
    return "".join(parts) + "</li></ul>" * (depth + 1)
