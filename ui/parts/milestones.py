"""Milestones of the open session: set one, and see what changed since."""

import streamlit as st

from assistant.domain.comparison import compare
from assistant.domain.events import milestones, replay
from assistant.errors import FramefirstError
from assistant.memory import Known
from assistant.milestones import LONGEST_NAME, log_at, set_milestone
from ui import state
from ui.hosting import host
from ui.parts.changes import refuse
from ui.parts.differences import draw_differences
from ui.parts.prose import plain

NEW_NAME = "milestone-name"


def draw_milestones(here: Known, session: str) -> None:
    st.markdown("##### Milestones")
    named = milestones(here.log)
    if named:
        since = st.selectbox(
            "What changed since", [None, *(one.name for one in reversed(named))], key="milestone-since",
            format_func=lambda name: plain(name) if name else "choose a milestone",
        )  # fmt: skip
        if since:
            _draw_differences(here, since)
    else:
        st.caption("Give the document as it stands a name, and see later what changed since.")
    with st.form("milestone", border=False, enter_to_submit=True):
        st.text_input("Name it as it stands", max_chars=LONGEST_NAME, placeholder="before the review", key=NEW_NAME)
        st.form_submit_button("Set a milestone", on_click=_set, args=(session, here.revision))


def _draw_differences(here: Known, since: str) -> None:
    try:
        then = log_at(here.log, since)
    except FramefirstError as error:
        st.warning(str(error))
        return
    found = compare(replay(then), here.frame)
    st.caption(f"Set on {state.when(then[-1].at)}.")
    draw_differences(found, "Nothing changed since.")


def _set(session: str, revision: int) -> None:
    try:
        set_milestone(host().app.ports, session, st.session_state[NEW_NAME], revision)
    except FramefirstError as error:
        refuse(str(error))
        return
    st.session_state[NEW_NAME] = ""
