"""Every format by name: a session's log in, bytes out.

The heavy libraries are imported by the format that needs them, when it is asked for.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, cached_property, partial
from types import MappingProxyType

from assistant.domain.events import Recorded, replay
from assistant.domain.frame import Frame
from assistant.domain.playbook import Playbook
from assistant.domain.questionnaire import open_questions
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.errors import BadInput
from assistant.export import markdown, session_file
from assistant.export.document import Document, document, statement
from assistant.export.markdown import one_line
from assistant.export.template import fill
from assistant.export.triggers import dated
from assistant.view import TitleOf

NONE: Mapping[str, str] = MappingProxyType({})
"""No templates of a team's own."""


@dataclass(frozen=True)
class Material:
    """What a format may use; nothing else is read, and nothing is fetched."""

    session: str
    log: Sequence[Recorded]
    playbooks: Sequence[Playbook]
    title_of: TitleOf
    sources: bool = True
    rules: Configuration = DEFAULTS
    templates: Mapping[str, str] = field(default_factory=lambda: NONE)
    """A team's own looks, by name."""
    owner: str = ""
    """Whose open questions alone go into a questionnaire; empty for everybody's."""

    @cached_property
    def frame(self) -> Frame:
        return replay(self.log)

    @cached_property
    def document(self) -> Document:
        return document(self.frame, self.log, self.playbooks, self.title_of, self.sources, self.rules)

    @property
    def made(self) -> datetime:
        """When the session last changed: the only date a file knows."""
        return self.log[-1].at.astimezone(UTC) if self.log else datetime(1970, 1, 1, tzinfo=UTC)


def _markdown(material: Material) -> bytes:
    return _own("md", material) or markdown.render(material.document).encode()


def _adr(material: Material) -> bytes:
    from assistant.export import adr

    return _own("adr", material) or adr.render(material.frame, material.document, material.made.date()).encode()


def _own(name: str, material: Material) -> bytes:
    """Through the team's template of that name; empty where there is none."""
    return fill(material.templates[name], blanks(material), name).encode() if name in material.templates else b""


def blanks(material: Material) -> dict[str, str]:
    """Everything a template may use."""
    from assistant.export import adr

    return {
        **markdown.blanks(material.document),
        **adr.blanks(material.frame, material.document, material.made.date()),
        "statement": one_line(statement(material.frame)),
        "date": material.made.date().isoformat(),
    }


def _docx(material: Material) -> bytes:
    from assistant.export import word

    return word.render(material.document, material.made)


def _pdf(material: Material) -> bytes:
    from assistant.export import pdf

    return pdf.render(material.document, material.made)


def _html(material: Material) -> bytes:
    from assistant.export import page

    return page.render(material.document).encode()


def _json(material: Material) -> bytes:
    return session_file.render(material.session, material.log).encode()


def _ics(material: Material) -> bytes:
    from assistant.export import ics

    return ics.render(material.session, material.frame, material.log)


def _csv(material: Material) -> bytes:
    from assistant.export import tickets

    return tickets.render(material.frame, material.playbooks).encode()


def _alerts(material: Material) -> bytes:
    from assistant.export import alerts

    return alerts.render(material.frame, material.made.date()).encode()


def _statement(material: Material) -> bytes:
    return _own("statement", material) or f"{statement(material.frame)}\n".encode()


def _questionnaire(material: Material) -> bytes:
    from assistant.export import questionnaire

    return questionnaire.render(material.session, material.frame, material.playbooks, material.owner).encode()


def _form(material: Material) -> bytes:
    from assistant.export import word_form

    return word_form.render(material.session, material.frame, material.playbooks, material.made, material.owner)


def _no_date(frame: Frame, today: date, playbooks: Sequence[Playbook]) -> str:
    return "" if dated(frame) else "No revisit trigger has a date yet."


def _no_number(frame: Frame, today: date, playbooks: Sequence[Playbook]) -> str:
    from assistant.export.alerts import conditions

    watched = any(conditions(trigger, today) for trigger in frame.triggers)
    return "" if watched else "No revisit trigger names a number to watch yet."


def _no_question(frame: Frame, today: date, playbooks: Sequence[Playbook]) -> str:
    return "" if open_questions(frame, playbooks) else "No question is open for somebody else."


def _nothing(frame: Frame, today: date, playbooks: Sequence[Playbook]) -> str:
    return ""


@dataclass(frozen=True)
class Format:
    label: str
    about: str
    ending: str
    media: str
    render: Callable[[Material], bytes]
    is_text: bool = True
    """Whether a terminal can show it."""
    lacks: Callable[[Frame, date, Sequence[Playbook]], str] = _nothing
    """Why there is nothing in it yet, in a line; empty where there is something."""


FORMATS: dict[str, Format] = {
    "md": Format("Markdown", "For a wiki, a pull request, a diff", "md", "text/markdown", _markdown),
    "adr": Format("Decision record", "MADR 4.0, to keep beside the code", "adr.md", "text/markdown", _adr),
    "docx": Format("Word", "With contents, tables and pictures", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx, is_text=False),
    "pdf": Format("PDF", "With contents, tables and pictures, to print or mail", "pdf", "application/pdf", _pdf, is_text=False),
    "html": Format("Web page", "One file that opens in any browser", "html", "text/html", _html),
    "json": Format("Session (JSON)", "Everything, to import again", "json", "application/json", _json),
    "ics": Format("Calendar", "The dates to look at the decision again, each with a reminder", "ics", "text/calendar", _ics, lacks=_no_date),
    "csv": Format("Tickets (CSV)", "Requirements and open questions, for Jira or a spreadsheet", "csv", "text/csv", _csv),
    "alerts": Format("Alert rules", "Revisit triggers with a number, as Prometheus rules", "rules.yml", "application/yaml", _alerts, lacks=_no_number),
    "questionnaire": Format("Questions (text)", "Open questions to mail or paste; the answers come back with a name", "questions.md", "text/markdown", _questionnaire, lacks=_no_question),
    "form": Format("Questions (Word)", "Open questions as a form; the answers come back with a name", "questions.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _form, is_text=False, lacks=_no_question),
    "statement": Format("Statement (text)", "The recommendation in one paragraph", "txt", "text/plain", _statement),
}  # fmt: skip


@cache
def blank_names() -> tuple[str, ...]:
    return tuple(blanks(Material("", (), (), str)))


FOR_SOMEBODY = ("form", "questionnaire")
"""Questions that one person alone may be asked."""
OVERRIDABLE = ("md", "adr", "statement")
"""Formats whose look a team's template of that name replaces."""


def available(templates: Mapping[str, str] = NONE) -> dict[str, Format]:
    """The formats there are, a team's own last."""
    own = [name for name in templates if name not in FORMATS]
    return FORMATS | {
        name: Format(name.replace("-", " ").capitalize(), "Your team's own template", f"{name}.md", "text/markdown", partial(_own, name))
        for name in own
    }  # fmt: skip


def format_named(name: str, templates: Mapping[str, str] = NONE) -> Format:
    """Raises BadInput for a format that does not exist."""
    there = available(templates)
    if name not in there:
        raise BadInput(f"There is no format {name!r}. Choose one of {', '.join(there)}.")
    return there[name]


def export_session(
    session: str,
    log: Sequence[Recorded],
    format: str,
    playbooks: Sequence[Playbook],
    title_of: TitleOf,
    sources: bool = True,
    rules: Configuration = DEFAULTS,
    templates: Mapping[str, str] = NONE,
    owner: str = "",
) -> bytes:
    """`sources` adds the appendix of quotes to formats that have one; a questionnaire for an `owner` has their questions
    alone. Raises BadInput for an unknown format.
    """
    material = Material(session, log, playbooks, title_of, sources, rules, templates, owner)
    return format_named(format, templates).render(material)


def template_to_start_from(name: str) -> str:
    """A built-in look as a template. Raises BadInput for a format that is not made from one."""
    from assistant.export import adr

    looks = {"md": markdown.template(document(Frame())), "adr": adr.RECORD, "statement": "$statement\n"}
    if name not in looks:
        raise BadInput(f"There is no template for {name!r}. Choose one of {', '.join(looks)}.")
    return looks[name]


def slug(title: str) -> str:
    """A file name no system trips over."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
    reserved = words in {"con", "prn", "aux", "nul"} or re.fullmatch(r"(com|lpt)\d", words)
    return f"frame-{words}" if reserved or not words else words
