"""What was framed before: found again, filed, branched, compared, put away, deleted and brought back."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from assistant import turn
from assistant.domain.comparison import compare
from assistant.domain.events import Recorded
from assistant.errors import FramefirstError
from assistant.ports import SessionInfo
from assistant.wiring import new_session_id
from ui import state
from ui.hosting import host
from ui.pages import go
from ui.parts.changes import draw_refused, refuse
from ui.parts.differences import draw_differences
from ui.parts.prose import plain
from ui.parts.tour import sample_button
from ui.session import current, open_session

SHOWN = 50
DELETED = "deleted"
TAGGING = "tagging"
COMPARED = "compared"
LEAVE = "to-the-conversation"
"""Set by a callback, which cannot go to another page itself."""


class Deleted(NamedTuple):
    """What it takes to bring a session back, for as long as the tab is open."""

    info: SessionInfo
    log: tuple[Recorded, ...]
    had_documents: bool


def draw() -> None:
    if st.session_state.pop(LEAVE, False):
        go("conversation")
    st.title("Sessions", anchor=False)
    draw_refused()
    everything = host().app.log.sessions()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            "Find", placeholder="words of a title or a tag", key="sessions-words", live=True, width="stretch",
            icon=":material/search:", persist_state="session",
        )  # fmt: skip
        st.button("New session", type="primary", icon=":material/add:", on_click=_open, args=(None,))
    tag, archived = _narrow(everything)
    _undo_delete()
    found = [
        info
        for info in everything
        if (archived or not info.archived) and state.is_found(info, words) and (tag is None or tag in info.tags)
    ]
    if not everything:
        st.info("Nothing here yet. A session starts with its first message; it is kept on this machine.")
        sample_button("sample")
    elif not found:
        st.info("No session like that. Look for fewer words, or among the archived.")
    with st.container(key="sessions", gap=None):
        for info in found[:SHOWN]:
            _draw(info)
    if len(found) > SHOWN:
        st.caption(f"{len(found) - SHOWN} more; narrow them down with a word of the title.")
    _tagging(everything)
    _comparing(everything)


def _narrow(everything: Sequence[SessionInfo]) -> tuple[str | None, bool]:
    """The tag that was chosen, and whether what was put away is wanted too."""
    tags = sorted({tag for info in everything for tag in info.tags}, key=str.casefold)
    tag = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if tags:
            tag = st.pills("Tag", tags, key="sessions-tag", format_func=plain, label_visibility="collapsed")
        archived = any(info.archived for info in everything) and st.toggle("Archived too")
    return tag, archived


def _draw(info: SessionInfo) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"session-{info.id}"):
        marks = [
            *([":primary[open here]"] if info.id == current() else []),
            *(["archived"] if info.archived else []),
            state.since(info.updated, host().app.clock.now()),
            *(f":gray-badge[{plain(tag)}]" for tag in info.tags),
        ]
        with st.container(gap=None):
            st.button(
                f"**{plain(info.title or 'Untitled')}**", key=f"open-{info.id}", type="tertiary", on_click=_open,
                args=(info.id,),
            )  # fmt: skip
            st.markdown(f":small[:gray[{' · '.join(marks)}]]")
        key = f"more-{info.id}"
        st.menu_button(
            "More", ["Branch", "Compare", "Tags", "Unarchive" if info.archived else "Archive", "Delete"], key=key, type="tertiary",
            icon=":material/more_horiz:", on_click=_chosen, args=(key, info),
        )  # fmt: skip


def _open(session: str | None) -> None:
    open_session(session)
    st.session_state.pop("unsent", None)
    st.session_state[LEAVE] = True


def _chosen(key: str, info: SessionInfo) -> None:
    try:
        match st.session_state[key]:
            case "Branch":
                new = new_session_id()
                turn.branch(host().app.ports, info.id, new)
                host().app.log.tag(new, info.tags)
                _open(new)
            case "Compare":
                st.session_state[COMPARED] = info.id
            case "Tags":
                st.session_state[TAGGING] = info.id
            case "Archive" | "Unarchive":
                host().app.log.archive(info.id, not info.archived)
            case "Delete":
                _delete(info)
    except FramefirstError as error:
        refuse(str(error))


def _delete(info: SessionInfo) -> None:
    """Keeps the log in this tab for as long as it is open, so that a slip can be undone."""
    documents = host().app.documents.listed(info.id)
    st.session_state[DELETED] = Deleted(info, host().app.log.read(info.id), bool(documents))
    host().app.delete(info.id)
    host().forget(info.id)
    if current() == info.id:
        open_session(None)


def _undo_delete() -> None:
    deleted: Deleted | None = st.session_state.get(DELETED)
    if deleted is None:
        return
    gone = " Its documents are gone for good." if deleted.had_documents else ""
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="undo-delete"):
        st.markdown(f"Deleted “{plain(deleted.info.title or 'Untitled')}”.{gone}", width="stretch")
        st.button("Bring it back", icon=":material/undo:", on_click=_bring_back, args=(deleted,))


def _bring_back(deleted: Deleted) -> None:
    info, log = deleted.info, host().app.log
    try:
        log.restore(info.id, info.title, deleted.log)
        log.tag(info.id, info.tags)
        log.archive(info.id, info.archived)
    except FramefirstError as error:
        refuse(str(error))
    else:
        del st.session_state[DELETED]


# -- tags --------------------------------------------------------------------------------------------------------------


def _tagging(everything: Sequence[SessionInfo]) -> None:
    """Stays open while the page is drawn again, so that nobody's typing is lost."""
    chosen = next((info for info in everything if info.id == st.session_state.get(TAGGING)), None)
    if chosen is None:
        return

    @st.dialog("Tags", on_dismiss=_close)
    def dialog() -> None:
        st.caption(plain(chosen.title or "Untitled"))
        with st.form("tags", border=False):
            words = st.text_input(
                "Tags, separated by commas", ", ".join(chosen.tags), key="tags-words", max_chars=200,
                placeholder="billing, second quarter",
            )  # fmt: skip
            if st.form_submit_button("Save", type="primary"):
                host().app.log.tag(chosen.id, state.tags_of(words))
                _close()
                st.rerun()

    dialog()


def _close() -> None:
    st.session_state.pop(TAGGING, None)
    st.session_state.pop(COMPARED, None)


# -- two of them -------------------------------------------------------------------------------------------------------


def _comparing(everything: Sequence[SessionInfo]) -> None:
    chosen = next((info for info in everything if info.id == st.session_state.get(COMPARED)), None)
    if chosen is None:
        return
    others = {info.id: info.title or "Untitled" for info in everything if info.id != chosen.id}

    @st.dialog("Compare two sessions", width="large", on_dismiss=_close)
    def dialog() -> None:
        st.caption(f"What is different in another session, seen from “{plain(chosen.title or 'Untitled')}”.")
        other = st.selectbox(
            "The other one", list(others), None, format_func=others.__getitem__, key=f"compare-{chosen.id}",
            placeholder="choose a session",
        )  # fmt: skip
        if other is not None:
            before, after = host().know(chosen.id).frame, host().know(other).frame
            related = chosen.id == after.branched_from or other == before.branched_from
            draw_differences(compare(before, after, related=related), "Both say the same.")

    dialog()
