"""Saving what somebody changed in place. Meant for callbacks: they run before the page is drawn anew."""

from collections.abc import Sequence

import streamlit as st

from assistant import turn
from assistant.errors import FramefirstError
from ui.hosting import host

REFUSED = "refused"
UNFOLDED = "unfolded"
"""Where a tab keeps the key of the form that lies open over the page."""


def keep_these(session: str, changes: Sequence[turn.Change], revision: int) -> None:
    """Saves, as a callback; after a refusal nothing is saved, and the page says why."""
    keep(session, changes, revision)


def keep(session: str, changes: Sequence[turn.Change], revision: int) -> bool:
    """Saves, and says whether it was saved; after a refusal nothing is, and the page says why."""
    if not changes:
        return False
    try:
        turn.amend(host().app.ports, session, list(changes), host().app.playbooks, revision)
    except FramefirstError as error:
        st.session_state[REFUSED] = str(error)
        return False
    if unfolded := st.session_state.pop(UNFOLDED, None):
        st.session_state[unfolded] = False
    return True


def refuse(why: str) -> None:
    st.session_state[REFUSED] = why


def draw_refused() -> None:
    """Why the last change was not saved, once."""
    why = st.session_state.pop(REFUSED, None)
    if why:
        st.warning(why)
