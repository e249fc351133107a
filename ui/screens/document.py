"""The document as it stands, with a live preview and the files to keep."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from assistant import turn
from assistant.domain.events import DecisionRecorded, Retitled
from assistant.errors import FramefirstError
from assistant.export.document import document
from assistant.export.formats import FOR_SOMEBODY, Format, available, export_session, slug
from assistant.export.markdown import render
from assistant.memory import Known
from ui.hosting import host
from ui.parts.changes import draw_refused
from ui.parts.milestones import draw_milestones
from ui.parts.prose import plain, safe
from ui.parts.questionnaire import draw_questionnaire
from ui.parts.readiness import draw_readiness
from ui.session import current, known

TO_READ = ("docx", "pdf", "html", "md")
"""What people read; every other format is for a tool."""
FIRST_HEADING = re.compile(r"\A# .*\n")


def draw() -> None:
    here = known()
    session = current()
    if here is None or session is None:
        st.title("Document", anchor=False)
        st.info(
            "The document writes itself while you talk. Start under Conversation, or open a session under Sessions."
        )
        return
    st.title(plain(here.frame.title or "Untitled"), anchor=False)
    draw_refused()
    text, side = st.columns([0.66, 0.34], gap="large")
    with side:
        templates = _templates()
        sources = _downloads(here, session, templates)
        draw_readiness(here.frame)
        _decision(here, session)
        draw_questionnaire(here, session)
        draw_milestones(here, session)
        _rename(here, session)
    with text, st.container(key="document"):
        st.markdown(safe(_preview(here, session, sources, templates)))


def _preview(here: Known, session: str, sources: bool, templates: Mapping[str, str]) -> str:
    """The Markdown file without its first heading, which the page has as its title; in the team's look where it has one."""
    app = host().app
    if "md" in templates:
        made = export_session(session, here.log, "md", app.playbooks, app.titles, sources, templates=templates).decode()
    else:
        made = render(document(here.frame, here.log, app.playbooks, app.titles, sources))
    return FIRST_HEADING.sub("", made)


def _downloads(here: Known, session: str, templates: Mapping[str, str]) -> bool:
    """Whether the appendix of sources is wanted."""
    st.markdown("##### Take it with you")
    sources = st.toggle("With the appendix of sources", value=True, help="What each line rests on, as it was said.")
    formats = available(templates)
    _buttons(here, session, [(name, formats[name]) for name in TO_READ], sources, templates)
    st.caption("For the tools you work with")
    apart = (*TO_READ, *FOR_SOMEBODY)
    others = [(name, format) for name, format in formats.items() if name not in apart]
    _buttons(here, session, others, sources, templates)
    return sources


def _templates() -> Mapping[str, str]:
    """The team's own; without them, and with the reason on the page, where they cannot be used."""
    try:
        return host().app.templates
    except FramefirstError as error:
        st.warning(plain(str(error)))
        return {}


def _buttons(
    here: Known, session: str, formats: Sequence[tuple[str, Format]], sources: bool, templates: Mapping[str, str]
) -> None:
    app = host().app
    columns = st.columns(2, gap="small")
    for place, (name, format) in enumerate(formats):
        lacks = format.lacks(here.frame, here.log[-1].at.date(), app.playbooks)
        # Made when somebody asks for it: a page run costs nothing, however heavy the format is.
        make = partial(export_session, session, here.log, name, app.playbooks, app.titles, sources, templates=templates)
        columns[place % 2].download_button(
            format.label, make, f"{slug(here.frame.title)}.{format.ending}", format.media, key=f"download-{name}",
            on_click="ignore", icon=":material/download:", width="stretch", help=lacks or format.about,
            disabled=bool(lacks),
        )  # fmt: skip


def _decision(here: Known, session: str) -> None:
    st.markdown("##### Decision")
    frame = here.frame
    if frame.decided:
        st.caption(f"Decided by {plain(frame.decided.by)} on {frame.decided.on}.")
        return
    if not frame.options:
        st.caption("Nothing to decide yet: no options are on the table.")
        return
    with st.expander("Record who decided"):
        option = st.selectbox("Option", [o.id for o in frame.options], format_func=lambda id: _text(here, id))
        by = st.text_input("Decided by", placeholder="the name of a person")
        if st.button("Record the decision", disabled=not by.strip(), type="primary"):
            today = host().app.clock.now().date().isoformat()
            _apply(session, DecisionRecorded(by=by.strip(), option=option, on=today), here.revision)


def _text(here: Known, id: str) -> str:
    return next((option.text for option in here.frame.options if option.id == id), id)


def _rename(here: Known, session: str) -> None:
    with st.expander("Rename"):
        title = st.text_input("Title", here.frame.title, max_chars=200)
        if st.button("Save the title") and title.strip():
            _apply(session, Retitled(title=title.strip()), here.revision)


def _apply(session: str, change: turn.Change, revision: int) -> None:
    try:
        turn.amend(host().app.ports, session, [change], host().app.playbooks, revision)
    except FramefirstError as error:
        st.warning(str(error))
        return
    st.rerun()
