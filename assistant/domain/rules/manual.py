"""The catalogue as a page, and one rule's manual as text."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.domain.rules.configuration import DEFAULTS, Limits
from assistant.domain.rules.rule import Rule

FAMILIES = {
    "FF1": ("Wording", "Words that sound like a requirement and cannot be checked."),
    "FF2": ("Framing", "A problem that is not one yet, or that nobody will recognise when it is solved."),
    "FF3": ("Root cause", "Causes that stop early, walk in a circle or name a person."),
    "FF4": ("Trade-off", "A decision without a choice, a loss, a weight or a way back."),
    "FF5": ("Consistency", "Figures that do not fit each other, by arithmetic."),
    "FF6": ("Judgement", "Traps that the guide knows, when the answers show one."),
    "FF7": ("Model output", "What a language model wrote, held against what it had to go by."),
    "FF8": ("Decision records", "What a record that already exists leaves its next reader to guess."),
}
SHOWN = 4
"""Examples of each list on the page; the tests run all of them."""

INTRODUCTION = """\
# The rules

{count} deterministic checks. A rule that fires raises a finding with the words it is about, what to do and a section of the
guide; a finding is resolved by a better answer or waived with a reason. Silence means that no rule spoke, not that all is
well: rules see words and numbers, not whether they are true.

`framefirst rules` lists them, `framefirst rules {first}` prints one, `framefirst check "…"` runs them on a sentence.
This page is written by `framefirst rules --markdown`.

## Settings for a project

In `pyproject.toml` under `[tool.framefirst.rules]`, or in `.framefirst.toml` under `[rules]`; the nearest file from the
working folder upwards counts. Rules are named by id, by the beginning of an id or by name; the more precise line wins.

```toml
[tool.framefirst.rules]
select = ["FF"]                       # everything, which is what happens without this line
vague_words = ["synergy", "best of breed"]

[tool.framefirst.rules.ignore]        # each with the reason
FF609 = "the team was split on purpose"
no-calendar-trigger = "the architecture board meets every quarter"

[tool.framefirst.rules.limits]
{limits}
```
"""


def page(catalogue: Sequence[Rule]) -> str:
    """Every rule in the order of the numbers, in Markdown."""
    parts = [INTRODUCTION.format(count=len(catalogue), first=catalogue[0].id, limits=_limits())]
    for family, rules in groupby(catalogue, key=lambda rule: rule.id[:3]):
        title, about = FAMILIES[family]
        members = list(rules)
        rows = [f"| {r.id} | [{r.name}](#{r.id.lower()}-{r.name}) | {r.severity} |" for r in members]
        parts.append(
            "\n".join([f"## {title}", "", about, "", "| id | name | severity |", "| --- | --- | --- |", *rows, ""])
        )
        parts += [_entry(rule) for rule in members]
    return "\n".join(parts)


def _limits() -> str:
    return "\n".join(f"{name} = {getattr(DEFAULTS.limits, name):_}" for name in Limits.model_fields)


def _entry(rule: Rule) -> str:
    lines = [
        f"### {rule.id} {rule.name}",
        "",
        rule.meaning,
        "",
        f"- Severity: {rule.severity}. Looks at {rule.looks_at}.",
        f"- Bad: {rule.bad}",
        f"- Good: {rule.good}",
        f"- Guide: [{rule.section}](../knowledge/guide/{rule.section}.md)",
        "",
    ]
    for title, examples in (("Catches", texts(rule)), ("Leaves alone", left_alone(rule))):
        if examples:
            lines += [f"{title}:", "", *(f"- {_item(example)}" for example in examples[:SHOWN]), ""]
    return "\n".join(lines)


def _item(example: str) -> str:
    """An example in a list; a record, which is Markdown itself, as code with its lines set apart."""
    lines = [line.strip() for line in example.splitlines() if line.strip()]
    return f"`{' ⏎ '.join(lines)}`" if len(lines) > 1 else _inline(example)


def _inline(example: str) -> str:
    return " ".join(example.split())


def texts(rule: Rule) -> tuple[str, ...]:
    """Examples that a rule catches, where they are sentences or short records."""
    return _in_words(rule.catches)


def left_alone(rule: Rule) -> tuple[str, ...]:
    return _in_words(rule.leaves_alone)


def _in_words(examples: Iterable[object]) -> tuple[str, ...]:
    return tuple(example for example in examples if isinstance(example, str))


def manual(rule: Rule) -> str:
    """One rule for a terminal."""
    lines = [
        f"{rule.id} {rule.name} ({rule.severity})", "", rule.meaning, "",
        f"Bad:   {rule.bad}", f"Good:  {rule.good}", f"Guide: {rule.section}",
    ]  # fmt: skip
    for title, examples in (("Catches", texts(rule)), ("Leaves alone", left_alone(rule))):
        if examples:
            lines += ["", f"{title}:", *(f"  {_inline(example)}" for example in examples)]
    return "\n".join(lines)
