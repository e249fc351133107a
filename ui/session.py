"""Which session this tab is on. The link carries it, so a reload or a copied address opens the same place."""

import streamlit as st

from assistant.errors import NoSuchSession
from assistant.memory import Known
from ui.hosting import host

PARAMETER = "session"


def current() -> str | None:
    return st.session_state.get(PARAMETER)


def open_session(session: str | None) -> None:
    st.session_state[PARAMETER] = session
    if session is None:
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = session


def keep_link() -> None:
    """The address wins over what the tab remembers; moving between pages keeps the session."""
    linked, remembered = st.query_params.get(PARAMETER), current()
    if linked:
        st.session_state[PARAMETER] = linked
    elif remembered:
        st.query_params[PARAMETER] = remembered


def known() -> Known | None:
    """The session of this tab, or None with a line on the page where it does not exist any more."""
    session = current()
    if session is None:
        return None
    try:
        return host().know(session)
    except NoSuchSession:
        host().forget(session)
        open_session(None)
        st.warning("That session does not exist (any more). Start a new one here, or open one under Sessions.")
        return None
