"""What the pages of the workbench share: their head, and the next thing to do."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from assistant.memory import Known
from ui import pages
from ui.pages import go
from ui.parts.changes import UNFOLDED, draw_refused
from ui.parts.prose import plain
from ui.parts.tour import sample_button
from ui.session import current, known


def opened(name: str, teach: str) -> tuple[Known, str] | None:
    """The session of this tab under the page's head; without one, what the page is for and where to start."""
    here, session = known(), current()
    head(name, here)
    if here is None or session is None:
        with st.container(key="question"):
            with st.container(key="asked"):
                st.markdown(teach)
            st.caption("It works on a session: start one, or open the sample to look around.")
            with st.container(horizontal=True, gap="small"):
                if st.button("Start a session", type="primary", icon=":material/forum:"):
                    go("conversation")
                if st.button("Open one I have", icon=":material/folder_open:"):
                    go("sessions")
                sample_button("sample")
        return None
    return here, session


def head(name: str, here: Known | None) -> None:
    title, _ = pages.PAGES[name]
    st.title(title, anchor=False)
    if here is not None and here.frame.title:
        st.caption(plain(here.frame.title))
    draw_refused()


def folded(label: str, key: str, draw: Callable[[], None], **look: Any) -> None:
    """A form that opens over the page at a click and closes when it is kept. It is put together only while it is open."""
    popover = st.popover(label, key=key, on_change="rerun", **look)
    if popover.open:
        st.session_state[UNFOLDED] = key
        with popover:
            draw()


def next_thing(text: str, why: str, action: Callable[[], None] | None = None) -> None:
    """The one thing on the page that stands out."""
    with st.container(key="question"):
        with st.container(key="asked"):
            st.markdown(plain(text))
        if why:
            st.caption(plain(why))
        if action is not None:
            action()
