"""What a session's documents state, set against what is missing; taken over by topic, or one by one where it weighs."""

import streamlit as st

from assistant.adapters.documents.part import title_of
from assistant.domain.events import Accepted, Removed
from assistant.domain.frame import Suggestion
from assistant.domain.prefill import Group, groups, missing
from assistant.domain.topics import NAMES
from assistant.domain.wording import listed
from assistant.errors import FramefirstError
from assistant.memory import Known
from assistant.prefill import read_documents
from ui.hosting import host
from ui.pages import go
from ui.parts.changes import draw_refused, keep_these, refuse
from ui.parts.prose import plain, quoted

LOOKED = "prefill-looked"
"""Where a tab keeps for which session the documents were looked through, and how much that brought."""


def draw_prefill(here: Known, session: str) -> None:
    st.markdown("##### What they state")
    draw_refused()
    waiting = groups(here.frame)
    if not waiting:
        st.caption(
            "One pass over all of them: every answer they hold, with its words and place. Nothing counts until you take it over."
        )
    st.button(
        "Look for answers in them", key="prefill", icon=":material/find_in_page:",
        type="secondary" if waiting else "primary", on_click=_look, args=(session,),
    )  # fmt: skip
    looked = st.session_state.get(LOOKED)
    if looked == (session, 0):
        st.info(
            "Nothing new was found in them. Text under headings such as Users, Goals or Out of scope is found best."
        )
    if not waiting:
        return
    left = missing(here.frame)
    count = sum(len(group.found) for group in waiting)
    with st.container(key="prefill-found"):
        st.markdown(
            f"**{count} found**, in {len(waiting)} topic{'' if len(waiting) == 1 else 's'}.  \n"
            f"**{len(left)} missing**{': ' + listed([NAMES[topic].lower() for topic in left]) if left else ''}."
        )
        for group in waiting:
            _group(group, here, session)
    if st.button("Go on with what is missing", type="primary", icon=":material/forum:", key="prefill-go-on"):
        go("conversation")


def _look(session: str) -> None:
    app = host().app
    try:
        found = read_documents(app.ports, session, app.documents.everything(session), app.playbooks).offered
    except FramefirstError as error:
        refuse(str(error))
        return
    st.session_state[LOOKED] = (session, found)


def _group(group: Group, here: Known, session: str) -> None:
    with st.container(border=True, key=f"found-in-documents-{group.topic}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{group.name}**", width="stretch")
            if group.singly:
                st.caption("decides much: one by one", width="content")
            elif len(group.found) > 1:
                st.button(
                    f"Take all {len(group.found)}", key=f"take-all-{group.topic}", on_click=keep_these,
                    args=(session, [Accepted(suggestion=one.id) for one in group.found], here.revision),
                )  # fmt: skip
        for one in group.found:
            _found(one, here, session)


def _found(one: Suggestion, here: Known, session: str) -> None:
    place = title_of(one.citation or "") or "a document"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"item-prefill-{one.id}"):
        st.markdown(f"{quoted(one.quote)}\n\n:small[:gray[{plain(place)}]]", width="stretch")
        st.button(
            "Take it", key=f"take-{one.id}", type="tertiary", icon=":material/check:", on_click=keep_these,
            args=(session, [Accepted(suggestion=one.id)], here.revision),
        )  # fmt: skip
        st.button(
            "Leave it", key=f"leave-{one.id}", type="tertiary", icon=":material/close:", on_click=keep_these,
            args=(session, [Removed(path=f"suggestions.{one.id}")], here.revision),
        )  # fmt: skip
