"""What a team brings of its own: guide, playbooks, prompts, word lists and cases, by where they lie in its folder.

`knowledge/guide/`, `knowledge/playbooks/`, `prompts/` and `evals/cases/` are taken where they are; the rest is as shipped.
Word lists, rule settings and limits are those of `.framefirst.toml` or `pyproject.toml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import playbooks, prompting
from assistant.adapters.rule_settings import read_rule_settings
from assistant.errors import BadInput, Misconfigured
from assistant.wiring import GUIDE
from evals.case import SHIPPED
from evals.subject import Subject, folder_hash

CASES = Path("evals") / "cases"


@dataclass(frozen=True)
class Team:
    """Paths that are not None are the team's own."""

    guide: Path | None = None
    playbooks: Path | None = None
    prompts: Path | None = None
    cases: tuple[Path, ...] = ()

    @property
    def case_folders(self) -> tuple[Path, ...]:
        return (SHIPPED, *(folder for folder in self.cases if folder.resolve() != SHIPPED.resolve()))

    def subject(self, home: Path, project: Path) -> Subject:
        """Raises Misconfigured for a prompt that the product could not use: it would go on without its model, unnoticed."""
        if self.prompts:
            usable(self.prompts)
        return Subject(
            name="yours" if any((self.guide, self.playbooks, self.prompts)) else "shipped",
            guide=self.guide or GUIDE,
            own_playbooks=self.playbooks,
            prompts=self.prompts or prompting.FOLDER,
            rules=read_rule_settings(project),
            home=home,
        )

    @property
    def told(self) -> str:
        """What is not as shipped, in a line; empty where everything is."""
        own = {"guide": self.guide, "playbooks": self.playbooks, "prompts": self.prompts}
        named = [f"{what} of {folder}" for what, folder in own.items() if folder]
        named += [f"cases of {folder}" for folder in self.cases if folder.resolve() != SHIPPED.resolve()]
        return f"With the {', the '.join(named)}." if named else ""


def find(
    project: Path,
    guide: Path | None = None,
    playbooks_folder: Path | None = None,
    prompts: Path | None = None,
    cases: Sequence[Path] = (),
) -> Team:
    """What is named, or lies where it belongs. Raises BadInput for a named folder without a file of its kind."""
    return Team(
        guide=own(guide, project / "knowledge" / "guide", GUIDE, ".md", "guide"),
        playbooks=own(playbooks_folder, project / "knowledge" / "playbooks", playbooks.SHIPPED, ".yaml", "playbooks"),
        prompts=own(prompts, project / "prompts", prompting.FOLDER, ".md", "prompts"),
        cases=tuple(
            folder
            for one in cases or (project / CASES,)
            if (folder := own(one if cases else None, one, SHIPPED, ".yaml", "cases"))
        ),
    )


def own(named: Path | None, usual: Path, shipped: Path, ending: str, what: str) -> Path | None:
    folder = named or usual
    there = folder.is_dir() and any(file.suffix == ending for file in folder.iterdir())
    if named and not there:
        raise BadInput(f"There are no {what} ({ending} files) in {named}. Check the folder.")
    return folder if there and folder.resolve() != shipped.resolve() else None


def usable(prompts: Path) -> None:
    for file in sorted(prompts.glob("*.md")):
        if not (prompting.FOLDER / file.name).is_file():
            continue
        blanks, filled = (
            set(prompting.load(file.stem, folder).header.blanks) for folder in (prompts, prompting.FOLDER)
        )
        if blanks != filled:
            wrong = ", ".join(sorted(blanks ^ filled))
            raise Misconfigured(f"The prompt {file} has other blanks than the product fills: {wrong}. Put them back.")


def playbook_hash(subject: Subject) -> str:
    return folder_hash(subject.own_playbooks or playbooks.SHIPPED)
