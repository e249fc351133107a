"""What a session's documents state, set against what is missing; taken over by topic, or one by one where it weighs."""

import streamlit as st

from assistant.adapters.documents.part import title_of
from assistant.domain.events import Accepted, Removed
from assistant.domain.frame import Suggestion
from assistant.domain.prefill import Group, groups, missing
from assistant.domain.topics import NAMES
from assistant.domain.wording import listed
from assistant.memory import Known
from ui.hosting import Looking, host
from ui.pages import go
from ui.parts.changes import draw_refused, keep_these
from ui.parts.prose import plain, quoted

QUICK = 0.6
"""Seconds the page waits for a pass before it shows how far it is."""


def draw_prefill(here: Known, session: str) -> None:
    st.markdown("##### What they state")
    draw_refused()
    waiting = groups(here.frame)
    looking = host().looking(session)
    running = looking is not None and looking.is_running
    if not waiting:
        st.caption(
            "One pass over all of them: every answer they hold, with its words and place. Nothing counts until you take it over."
        )
    st.button(
        "Look for answers in them", key="prefill", icon=":material/find_in_page:", disabled=running,
        type="secondary" if waiting else "primary", on_click=_look, args=(session,),
    )  # fmt: skip
    if running:
        _progress(session, here.revision)
    elif looking is not None:
        _outcome(looking)
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
    host().look(session)
    host().wait_for_look(session, QUICK)


@st.fragment(run_every=0.5)
def _progress(session: str, drawn: int) -> None:
    """How far it is and a way to end it; the whole page is drawn once more is known."""
    looking = host().looking(session)
    if looking is None or not looking.is_running or host().app.log.revision(session) != drawn:
        st.rerun(scope="app")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="prefill-looking"):
        call = looking.call
        doing = "Stopping" if call.why_stopped else looking.doing
        if pause := call.wait:
            doing = f"{pause.why}. Asking again in {pause.seconds_left} s"
        st.progress(looking.fraction or 0.0, text=f"{plain(doing)}…", width="stretch")
        if host().app.model is not None and not call.why_stopped:
            st.button("Stop", key="prefill-stop", icon=":material/stop_circle:", type="tertiary", on_click=call.stop)


def _outcome(looking: Looking) -> None:
    """Stays until the next pass: what was not read must not slip by."""
    if looking.failure:
        st.warning(plain(looking.failure))
    elif looking.outcome is not None:
        if looking.outcome.note:
            st.warning(plain(looking.outcome.note))
        if not looking.outcome.offered:
            st.info(
                "Nothing new was found in them. Text under headings such as Users, Goals or Out of scope is found best."
            )


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
