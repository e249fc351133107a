"""One HTML file that needs nothing else: what held, what did not, and the conversation behind each case."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from evals.baseline import Difference
from evals.record import Exchange, Record
from evals.reports.style import CSS
from evals.reports.text import LIVE, OFFLINE
from evals.result import Figure, Kill, KillMatrix, Result, Score
from evals.store import Header

BOLD = re.compile(r"\*\*(.+?)\*\*")
DATA = 600
"""Characters of a suite's own data; the kept results have the whole."""
WORDS = {"pass": "pass", "fail": "fail", "error": "error", "skip": "skip"}


def render(
    header: Header,
    scores: Sequence[Score],
    results: Sequence[Result],
    differences: Sequence[Difference] = (),
    kills: KillMatrix | None = None,
    team: str = "",
) -> str:
    told: dict[tuple[str, int], str] = {}
    body = "".join(
        (
            _top(header, scores, team),
            _changes(differences, results),
            _overview(scores),
            *(_suite(score, [one for one in results if one.suite == score.suite], told) for score in scores),
            _kills(kills) if kills else "",
        )
    )
    return _document(body)


def of_kills(kills: KillMatrix) -> str:
    """The check of the checks alone."""
    head = "Every mutant was killed" if kills.held else "The checks did not hold"
    return _document(f"<header><p class=brand>Framefirst evals</p><h1>{head}</h1></header>{_kills(kills)}")


def _document(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Framefirst evals</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<style>{CSS}</style></head><body><main>{body}</main></body></html>\n"
    )


def _top(header: Header, scores: Sequence[Score], team: str) -> str:
    held = [score for score in scores if score.held]
    n = sum(score.selected for score in scores)
    verdict = (
        "Everything held"
        if len(held) == len(scores)
        else f"{len(scores) - len(held)} of {len(scores)} suites did not hold"
    )
    meaning = LIVE if any(score.interval for score in scores) else OFFLINE
    facts = {
        "model": f"{header.model} ({header.endpoint})" if header.endpoint not in ("none", "stub") else header.model,
        "cases": f"{n} judged",
        "guide": header.guide, "prompts": header.prompt, "playbooks": header.playbooks,
    }  # fmt: skip
    listed = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in facts.items())
    return (
        f"<header><p class=brand>Framefirst evals</p><h1>{verdict}</h1><p class=meaning>{escape(meaning)} {escape(team)}</p>"
        f"<dl class=facts>{listed}</dl></header>"
    )


def _changes(differences: Sequence[Difference], results: Sequence[Result]) -> str:
    worse = [(one.suite, case) for one in differences for case in one.worse]
    better = [(one.suite, case) for one in differences for case in one.better]
    if not differences:
        return ""
    if not worse and not better:
        return "<section class=changes><h2>Against the baseline</h2><p>No case changed.</p></section>"
    items = [*((*one, "worse", "fail") for one in worse), *((*one, "better", "pass") for one in better)]
    listed = "".join(
        f'<li><span class="verdict {kind}">{word}</span> <a href="#{_anchor(suite, case)}">{escape(suite)}/{escape(case)}</a></li>'
        for suite, case, word, kind in items
    )
    return f"<section class=changes><h2>Against the baseline</h2><ul class=plain>{listed}</ul></section>"


def _overview(scores: Sequence[Score]) -> str:
    rows = "".join(
        f'<tr><td><span class="verdict {"pass" if score.held else "fail"}">{"held" if score.held else "not held"}</span></td>'
        f'<td><a href="#suite-{score.suite}">{escape(score.suite)}</a><br><small>{escape(score.asks)}</small></td>'
        f"<td class=number>{score.passed}/{score.selected}{_within(score)}</td>"
        f"<td class=bar>{_bar(score)}</td>"
        f"<td class=number>{score.errors or '–'}</td><td class=number>{score.skipped or '–'}</td></tr>"
        for score in scores
    )
    return (
        "<section><h2>Suites</h2><div class=wide><table><thead><tr><th></th><th>suite</th><th class=number>passed</th>"
        "<th>rate and bar</th><th class=number>not judged</th><th class=number>skipped</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _within(score: Score) -> str:
    return f"<br><small>{score.interval[0]:.0%} to {score.interval[1]:.0%}</small>" if score.interval else ""


def _bar(score: Score) -> str:
    """The rate as a bar, with a mark where it has to reach."""
    kind = "pass" if score.held else "fail"
    return (
        f'<span class=track role=img aria-label="{score.rate:.1%} passed, the bar is {score.bar:.0%}">'
        f'<span class="fill {kind}" style="width:{100 * score.rate:.1f}%"></span>'
        f'<span class=mark style="left:{min(100 * score.bar, 99.6):.1f}%"></span></span> <small>{score.rate:.1%}, bar {score.bar:.0%}</small>'
    )


def _suite(score: Score, results: Sequence[Result], told: dict[tuple[str, int], str]) -> str:
    """`told` are the conversations that are already on the page, by case and attempt, and where."""
    bad = [one for one in results if one.verdict in ("fail", "error")]
    good = [one for one in results if one.verdict not in ("fail", "error")]
    parts = [
        f'<section id="suite-{score.suite}"><h2>{escape(score.suite)}</h2><p>{escape(score.asks.capitalize())}.</p>'
    ]
    parts += [_figures(score.figures)] if score.figures else []
    parts += [f"<h3>Not passed ({len(bad)})</h3>", *(_case(one, told) for one in bad)] if bad else []
    if good:
        parts.append(
            f"<details class=group><summary>Passed or skipped ({len(good)})</summary>{''.join(_case(one, told) for one in good)}</details>"
        )
    return "".join([*parts, "</section>"])


def _figures(figures: Sequence[Figure]) -> str:
    barred = [figure for figure in figures if figure.least is not None or figure.most is not None]
    others = [figure for figure in figures if figure not in barred]
    table = "<div class=wide><table class=figures><thead><tr><th>figure</th><th class=number>value</th><th class=number>bar</th><th class=number>n</th></tr></thead><tbody>{}</tbody></table></div>"
    shown = table.format("".join(map(_figure, barred))) if barred else ""
    if others:
        shown += f"<details class=group><summary>More figures ({len(others)})</summary>{table.format(''.join(map(_figure, others)))}</details>"
    return shown


def _figure(figure: Figure) -> str:
    bar = (
        f"≥ {figure.least:g}" if figure.least is not None else f"≤ {figure.most:g}" if figure.most is not None else "–"
    )
    kind = "" if figure.held else " class=missed"
    return f"<tr{kind}><td>{escape(figure.name)}</td><td class=number>{figure.value:g}</td><td class=number>{bar}</td><td class=number>{figure.n}</td></tr>"


def _anchor(suite: str, case: str) -> str:
    return escape(f"{suite}-{case}", quote=True)


def _case(result: Result, told: dict[tuple[str, int], str]) -> str:
    again = f" run {result.attempt}" if result.attempt > 1 else ""
    anchor = f' id="{_anchor(result.suite, result.case)}"' if result.attempt == 1 else ""
    head = (
        f'<summary><span class="verdict {result.verdict}">{WORDS[result.verdict]}</span> <b>{escape(result.case)}</b>{again} '
        f"<small>{escape(result.kind)}</small><span class=reason>{escape(result.reason)}</span></summary>"
    )
    return f"<details class=case{anchor}>{head}<div class=inside>{''.join(_inside(result, told))}</div></details>"


def _inside(result: Result, told: dict[tuple[str, int], str]) -> Iterator[str]:
    if result.file:
        yield f"<p class=place>{escape(result.file)}:{result.line} · tokens {result.tokens} · latency {result.latency}</p>"
    if result.judgements:
        rows = "".join(
            f'<li><span class="verdict {one.verdict}">{one.verdict}</span> {escape(one.check)} <small>{escape(one.reason)}</small></li>'
            for one in result.judgements
        )
        yield f'<ul class="plain checks">{rows}</ul>'
    if result.record is None:
        return
    if result.record.exchanges and (there := told.get((result.case, result.attempt))):
        yield f'<p>The conversation is told under <a href="#{there}">{there}</a>.</p>'
    else:
        told[(result.case, result.attempt)] = _anchor(result.suite, result.case)
        yield from _record(result.record)


def _record(record: Record) -> Iterator[str]:
    if record.exchanges:
        yield f"<div class=talk>{''.join(_exchange(one) for one in record.exchanges)}</div>"
    if record.found:
        yield f"<p><small>found</small> {escape(', '.join(record.found))}</p>"
    for name, value in record.data.items():
        shown = str(value)
        cut = f"{shown[:DATA]}…" if len(shown) > DATA else shown
        yield f"<p class=data><small>{escape(name)}</small> {escape(cut)}</p>"
    if record.requests:
        sent = "".join(f"<pre>{escape(_request(one))}</pre>" for one in record.requests)
        yield f"<details class=group><summary>Requests to the model ({len(record.requests)})</summary>{sent}</details>"
    if record.log:
        flags = record.frame.flags
        if flags:
            rows = "".join(
                f"<li><b>{escape(flag.rule)} {escape(flag.name)}</b> <small>{flag.state}</small> {escape(flag.message)}</li>"
                for flag in flags
            )
            yield f"<details class=group><summary>Flags raised ({len(flags)})</summary><ul class=plain>{rows}</ul></details>"
    if record.document:
        yield f"<details class=group><summary>The document</summary><pre>{escape(record.document)}</pre></details>"


def _request(request: dict[str, object]) -> str:
    messages = request.get("messages")
    if not isinstance(messages, list):
        return str(request)
    words = "\n\n".join(f"[{one.get('role')}]\n{one.get('content')}" for one in messages)
    return f"{words}\n\n[answer]\n{request.get('answer', '(none)')}"


def _exchange(exchange: Exchange) -> str:
    topic = f"<small>{escape(exchange.topic)}</small>" if exchange.topic else ""
    question = f"<p class=asked>{topic}{escape(exchange.question)}</p>" if exchange.question else ""
    degraded = f" <small class=degraded>{escape(exchange.degraded)}</small>" if exchange.degraded else ""
    words = BOLD.sub(r"<b>\1</b>", escape(exchange.reply))
    reply = f"<p class=reply>{words}{degraded}</p>" if words or degraded else ""
    return f"{question}<p class=said>{escape(exchange.said)}</p>{reply}"


def _kills(kills: KillMatrix) -> str:
    good = (
        f"<p>The good stub failed {escape(', '.join(kills.good_failures))}: nothing below counts.</p>"
        if kills.good_failures
        else ""
    )
    idle = sorted(check for check, alone in kills.weights.items() if not alone)
    rows = "".join(map(_kill, (*kills.rows, *kills.controls)))
    weights = "".join(
        f"<tr><td>{escape(check)}</td><td>{escape(', '.join(alone)) or 'no mutant lives because of it alone'}</td></tr>"
        for check, alone in sorted(kills.weights.items())
    )
    lines = "".join(f"<li>{escape(line)}</li>" for line in kills.unsensed)
    unsensed = (
        f"<details class=group><summary>Lines of the prompt that no check would miss ({len(kills.unsensed)})</summary>"
        f"<ul>{lines}</ul></details>"
        if kills.unsensed
        else ""
    )
    return (
        "<section id=mutants><h2>The check of the checks</h2>"
        f"<p>{sum(k.held for k in kills.rows)} of {len(kills.rows)} mutants were killed by the check named for them, "
        f"{sum(k.held for k in kills.controls)} of {len(kills.controls)} controls were left unharmed.</p>{good}"
        "<div class=wide><table><thead><tr><th></th><th>family</th><th>mutant</th><th>has to be killed by</th><th>was killed by</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        f"<details class=group><summary>What lives without each check ({len(idle)} carry no weight alone)</summary>"
        f"<div class=wide><table><tbody>{weights}</tbody></table></div></details>{unsensed}</section>"
    )


def _kill(kill: Kill) -> str:
    kind = "pass" if kill.held else "fail"
    killers = ", ".join(f"<b>{escape(one)}</b>" if one == kill.killer else escape(one) for one in kill.killed_by) or "–"
    return (
        f'<tr><td><span class="verdict {kind}">{escape(kill.verdict)}</span></td><td>{kill.family}</td>'
        f"<td>{escape(kill.mutant)}<br><small>{escape(kill.says)} {escape(kill.reason)}</small></td>"
        f"<td>{escape(kill.killer) or '–'}</td><td>{killers}</td></tr>"
    )
