"""A section of the guide: opened over the page by a citation, or read on its own; what bears on the words is marked."""

import streamlit as st

from assistant.ports import Section
from ui import state
from ui.hosting import host
from ui.parts.prose import safe
from ui.session import current


def section_button(section: str, where: str, about: str = "") -> None:
    """ "Guide 2.3": opens the section over the page, at the passage about these words."""
    title = host().app.titles(section)
    if title is None:
        return
    number = title.split(" ", 1)[0]
    if st.button(
        f"Guide {number}", key=f"cite-{where}-{section}", type="tertiary", icon=":material/menu_book:", help=title
    ):
        _show(section, about)


@st.dialog("From the guide", width="large")
def _show(section: str, about: str) -> None:
    found = host().app.knowledge.section(section)
    if found is None:
        st.info("That section is not in this guide.")
        return
    st.subheader(found.cited, anchor=False)
    draw_text(found, about)


def draw_text(section: Section, about: str = "") -> None:
    """The section's text; the passage about these words stands out, and the browser goes there."""
    passage = host().app.knowledge.passage(section.id, about) if about.strip() else ""
    before, cited, after = state.around(section.body, passage)
    for text, key in ((before, "before"), (cited, "cited"), (after, "after")):
        if text:
            with st.container(key=f"{key}-{section.id}"):
                st.markdown(safe(text, _address))


def _address(section: str) -> str:
    session = current()
    return f"/guide?section={section}" + (f"&session={session}" if session else "")
