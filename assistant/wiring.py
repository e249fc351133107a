"""Which adapter stands behind which port: the one place that knows both sides."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.documents.part import title_of as document_title
from assistant.adapters.logs import report_crash
from assistant.settings import GUIDED, Settings

# Each adapter is imported where it is built: a command pays for what it uses.
if TYPE_CHECKING:
    from assistant.adapters.documents.library import Library, SessionDocuments
    from assistant.adapters.knowledge.knowledge import GuideKnowledge
    from assistant.domain.playbook import Playbook
    from assistant.domain.rules.configuration import Configuration
    from assistant.ports import Log, Model, Ports

GUIDE = Path(__file__).resolve().parent.parent / "knowledge" / "guide"


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 (this is the clock)


@dataclass(frozen=True)
class App:
    """The product, wired. Each part is built when it is first needed."""

    settings: Settings

    @cached_property
    def clock(self) -> SystemClock:
        return SystemClock()

    @cached_property
    def log(self) -> "Log":
        from assistant.adapters.sql_log import open_log

        return open_log(self.settings.database_url, self.clock)

    @cached_property
    def knowledge(self) -> "GuideKnowledge":
        """The guide, found by meaning and by words; nothing is opened before the first search."""
        from assistant.adapters.knowledge.knowledge import open_guide

        return open_guide(
            GUIDE,
            self.settings.home,
            chroma_url=self.settings.get("FRAMEFIRST_CHROMA_URL") or None,
            embedding=self.settings.get("FRAMEFIRST_EMBEDDING"),
            base_url=self.settings.get("OPENAI_BASE_URL") or None,
            api_key=self.settings.get("OPENAI_API_KEY") or None,
        )

    @cached_property
    def library(self) -> "Library":
        """People's own documents by collection; shares the guide's embedding model and its memory of queries."""
        from assistant.adapters.documents.library import Library

        return Library(
            self.settings.home / "documents",
            self.knowledge.embedder,
            self.clock,
            chroma_url=self.settings.get("FRAMEFIRST_CHROMA_URL") or None,
            vector=self.knowledge.vector,
        )

    @cached_property
    def documents(self) -> "SessionDocuments":
        """Those that a session sees alone."""
        from assistant.adapters.documents.library import SessionDocuments

        return SessionDocuments(lambda: self.library)

    @cached_property
    def model(self) -> "Model | None":
        """None in guided mode."""
        if self.settings.model == GUIDED:
            return None
        from assistant.adapters.chat_model import Limits, connect

        limits = Limits(
            first_token=self.settings.seconds("FRAMEFIRST_FIRST_TOKEN_TIMEOUT"),
            idle=self.settings.seconds("FRAMEFIRST_IDLE_TIMEOUT"),
            turn=self.settings.seconds("FRAMEFIRST_TURN_TIMEOUT"),
        )
        base_url = self.settings.get("OPENAI_BASE_URL") or None
        return connect(self.settings.model, base_url, self.settings.api_key or None, limits=limits)

    @cached_property
    def ports(self) -> "Ports":
        from assistant.ports import Ports

        return Ports(
            log=self.log, knowledge=self.knowledge, clock=self.clock, model=self.model, documents=self.documents,
            report=report_crash, rules=self.rules, budget=self.settings.budget,
        )  # fmt: skip

    @cached_property
    def rules(self) -> "Configuration":
        """What the project around the working folder set for the catalogue."""
        from assistant.adapters.rule_settings import read_rule_settings

        return read_rule_settings(Path.cwd())

    def titles(self, section: str) -> str | None:
        """A section of the guide, or a place in a document, as people cite it."""
        return self.knowledge.title(section) or document_title(section)

    def delete(self, session: str) -> None:
        """A session for good, with the documents that were added to it."""
        self.log.delete(session)
        self.documents.forget(session)

    @cached_property
    def playbooks(self) -> "tuple[Playbook, ...]":
        """The shipped ones, with a team's own where there is a folder of them."""
        from assistant import playbooks

        folder = self.settings.get("FRAMEFIRST_PLAYBOOKS")
        return playbooks.with_own(Path(folder).expanduser()) if folder else playbooks.shipped()

    @property
    def templates(self) -> dict[str, str]:
        """A team's own document templates, as they are on disk now."""
        folder = self.settings.get("FRAMEFIRST_TEMPLATES")
        if not folder:
            return {}
        from assistant.adapters.template_files import read_templates

        return read_templates(Path(folder).expanduser())


def new_session_id() -> str:
    """128 random bits: a session's link cannot be guessed."""
    return secrets.token_hex(16)
