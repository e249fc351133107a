"""Prompts with one rule deleted or inverted (M3), and the lines of a prompt that nothing would miss."""

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.prompting import FOLDER, TURN_BEGINS
from evals.stubs.obedient import Heeded

RULES = Path(__file__).with_name("rules.yaml")
Change = Literal["deleted", "inverted"]


class Rule(BaseModel):
    """A line of the prompt, by the words that a model looks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    heeds: str
    """As it stands in the prompt, with single spaces."""
    clause: bool = False
    """Only these words are the rule, not the sentence around them."""
    fault: str
    inverted: str
    killer: str
    cases: tuple[str, ...] = ()


@cache
def rules(file: Path = RULES) -> tuple[Rule, ...]:
    return tuple(Rule.model_validate(rule) for rule in yaml.safe_load(file.read_text(encoding="utf-8")))


def heeded(source: Path = FOLDER) -> tuple[Heeded, ...]:
    """The rules that a folder of prompts has: what a team's own prompt never said, nobody can be blamed for."""
    _, fixed, _ = fixed_part((source / "turn.md").read_text(encoding="utf-8"))
    return tuple(Heeded(rule.heeds, rule.fault) for rule in rules() if is_in(rule.heeds, fixed))


def fixed_part(text: str) -> tuple[str, str, str]:
    """Header, what is the same on every turn, and the rest."""
    _, header, body = text.split("---\n", 2)
    fixed, _, turn = body.partition(f"{TURN_BEGINS}\n")
    return header, fixed, turn


def sentences(fixed: str) -> list[str]:
    """Sentences and items of the instructions as they stand, without headings."""
    paragraphs = re.split(r"\n\s*\n|\n(?=- )", re.sub(r"^#.*$", "", fixed, flags=re.MULTILINE))
    parts = [re.split(r"(?<=[.!?:])\s+(?=[A-Z\"])", paragraph) for paragraph in paragraphs]
    return [part.strip() for several in parts for part in several if part.strip()]


def is_in(words: str, text: str) -> bool:
    return words in " ".join(text.split())


def loosely(words: str) -> re.Pattern[str]:
    """The words with any white space between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def changed(text: str, rule: Rule, change: Change) -> str:
    """The prompt file without the rule, or with its opposite. Raises LookupError when the rule is not in it."""
    header, fixed, turn = fixed_part(text)
    words = rule.heeds.strip(", ") if rule.clause else rule.heeds
    sentence = next((one for one in sentences(fixed) if is_in(words, one)), None)
    if sentence is None:
        raise LookupError(f"no line of the prompt says {rule.heeds!r}")
    instead = rule.inverted if change == "inverted" else ""
    pattern = re.compile(r"\s*" + loosely(rule.heeds).pattern) if rule.clause else loosely(sentence)
    mutated = pattern.sub(
        lambda found: f"{'' if instead.startswith(',') else ' '}{instead}" if rule.clause else instead, fixed, 1
    )
    return f"---\n{header}---\n{mutated}{TURN_BEGINS}\n{turn}"


def folder_with(rule: Rule, change: Change, source: Path = FOLDER) -> Path:
    """A copy of a folder of prompts with one rule of `turn.md` changed; whoever asks removes it."""
    text = changed((source / "turn.md").read_text(encoding="utf-8"), rule, change)
    folder = Path(tempfile.mkdtemp(prefix="framefirst-prompts-"))
    for file in source.glob("*.md"):
        shutil.copy(file, folder / file.name)
    (folder / "turn.md").write_text(text, encoding="utf-8")
    return folder


def unsensed(source: Path = FOLDER) -> tuple[str, ...]:
    """Lines of the instructions that no rule stands for, so that no eval would notice their loss."""
    _, fixed, _ = fixed_part((source / "turn.md").read_text(encoding="utf-8"))
    known = [rule.heeds.strip(", ") for rule in rules()]
    return tuple(" ".join(one.split()) for one in sentences(fixed) if not any(is_in(words, one) for words in known))
