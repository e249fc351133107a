"""The frame so far: every line with who said it and when, open to a change."""

from collections.abc import Callable

import streamlit as st

from assistant import turn
from assistant.domain.events import Accepted, Edited, FlagSettled, PutAside, Reaffirmed, Removed
from assistant.domain.flow import on_offer
from assistant.domain.frame import AsideKind, Flag
from assistant.domain.topics import DEPENDENTS, NAMES, TOPICS
from assistant.domain.wording import listed, short
from assistant.errors import ChangedElsewhere, FramefirstError
from assistant.memory import Known
from assistant.view import ASIDE_TEXT, Row, panel, row, usage_line
from ui.hosting import host
from ui.pages import go
from ui.parts.prose import plain, quoted

OPEN = "open-dialog"
"""Where a tab keeps which dialog is open: its kind, what it is about, and the revision it was opened on."""

NOT_SAVED = "dialog-not-saved"
"""Where a tab keeps why what was typed into the dialog could not be saved."""


def draw_panel(here: Known, session: str, send: Callable[[str], None]) -> None:
    _rows(here, session)
    frame = here.frame
    aside = sum(answer.aside is not None and not answer.values for answer in frame.answers.values())
    counts = [
        (len(frame.open_flags), "finding"), (len(frame.calculations), "calculation"), (aside, "open question"),
    ]  # fmt: skip
    told = [f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count]
    st.caption("  ·  ".join(told) or "Findings, calculations and open questions show up here.")
    if used := usage_line(here.log):
        st.caption(used)
    for flag in frame.open_flags[-3:]:
        with st.container(key=f"flag-{flag.id}"):
            st.caption(f":orange[:material/warning:] {plain(flag.message)}")
            st.button(
                "Waive", key=f"waive-{flag.id}", type="tertiary", help="Keep it as it is, with a reason",
                on_click=open_dialog, args=("waive", flag.id, here.revision),
            )  # fmt: skip
    _suggestions(here, session)
    with st.container(horizontal=True, gap="small"):
        if here.log[-1].turn > 0:
            st.button("Undo", key="undo", icon=":material/undo:", on_click=send, args=("/undo",))
        if not frame.closed and frame.messages:
            st.button("Enough, write it now", key="enough", icon=":material/edit_note:", on_click=send, args=("/done",))
        if frame.messages:
            _reviews(here, send)


@st.fragment
def _rows(here: Known, session: str) -> None:
    """A fragment: to open a line draws nothing else anew, however long the conversation is."""
    draw_dialog(here, session)
    st.markdown("##### The frame so far\n:gray[:small[Click a line for its quote, or to change it.]]")
    with st.container(key="rows"):
        for known in panel(here.frame):
            st.button(
                _label(known),
                key=f"row-{known.state}-{known.topic}",
                type="tertiary",
                on_click=open_dialog,
                args=("edit", known.topic, here.revision),
            )


def _reviews(here: Known, send: Callable[[str], None]) -> None:
    """Further questions that somebody may want asked."""
    offers = on_offer(here.frame, host().app.playbooks)
    if not offers:
        return
    with st.popover("Go deeper", type="tertiary", icon=":material/add_task:"):
        for offer in offers:
            st.markdown(f"**{plain(offer.title)}**  {plain(offer.about)}")
            st.button("Take it up", key=f"review-{offer.id}", on_click=send, args=(f"/review {offer.id}",))


def _suggestions(here: Known, session: str) -> None:
    """What the model proposed, to be taken up or left."""
    offered = [one for one in here.frame.suggestions if one.source == "model"]
    stated = len(here.frame.suggestions) - len(offered)
    if stated and st.button(
        f"{stated} found in your documents", key="found-in-documents", type="tertiary", icon=":material/find_in_page:"
    ):
        go("documents")
    if not offered:
        return
    st.markdown("##### Suggested, not yet yours")
    for suggestion in offered[-5:]:
        st.caption(f"{NAMES[suggestion.topic]}: {plain(suggestion.text)}")
        with st.container(horizontal=True, gap="small", key=f"suggestion-{suggestion.id}"):
            for label, change in (
                ("Take it", Accepted(suggestion=suggestion.id)),
                ("Leave it", Removed(path=f"suggestions.{suggestion.id}")),
            ):
                st.button(
                    label, key=f"{label}-{suggestion.id}", type="tertiary", on_click=_amend,
                    args=(session, [change], here.revision),
                )  # fmt: skip


def _amend(session: str, changes: list[turn.Change], revision: int) -> None:
    try:
        turn.amend(host().app.ports, session, changes, host().app.playbooks, revision)
    except FramefirstError as error:
        st.session_state["refused"] = str(error)


NOTES = {"heard": " :gray[(in passing)]", "vague": " :orange[(vague)]", "stale": " :orange[(check again)]"}


def _label(row: Row) -> str:
    """Name, words and origin, each in a column of its own."""
    if row.state == "empty":
        return f"**{row.name}** :gray[not asked yet]"
    text = plain(short(row.text, 110))
    if row.state == "aside":
        text = f":gray[{text}]"
    warning = " :orange[:material/warning:]" if row.flags else ""
    return f"**{row.name}** :small[{text}{NOTES.get(row.state, '')}{warning}] :gray[{plain(row.origin)}]"


def open_dialog(kind: str, id: str, revision: int) -> None:
    """What is open stays open while the page is drawn again, so that nobody's typing is lost to another tab."""
    st.session_state[OPEN] = (kind, id, revision)
    st.session_state.pop(NOT_SAVED, None)


def is_dialog_open() -> bool:
    """Streamlit closes a dialog for a moment when the whole page is drawn, and what is half typed in it is gone."""
    return OPEN in st.session_state


def _close() -> None:
    st.session_state.pop(OPEN, None)
    st.session_state.pop(NOT_SAVED, None)


def _why_not_saved() -> None:
    """Stays while the page is drawn again, which it is at once when another tab was the reason."""
    if NOT_SAVED in st.session_state:
        st.warning(plain(st.session_state[NOT_SAVED]))


def draw_dialog(here: Known, session: str) -> None:
    """What was opened by `open_dialog`, if anything."""
    if OPEN not in st.session_state:
        return
    kind, id, _ = st.session_state[OPEN]
    topic = next((topic for topic in TOPICS if kind == "edit" and topic == id), None)
    flag = next((flag for flag in here.frame.open_flags if kind == "waive" and flag.id == id), None)
    if topic is not None:
        _edit(row(here.frame, topic), here, session)
    elif flag is not None:
        _waive(flag, session)
    else:
        _close()


def _edit(row: Row, here: Known, session: str) -> None:
    @st.dialog(row.name, on_dismiss=_close)
    def dialog() -> None:
        if row.quote:
            st.caption(plain(row.origin))
            st.markdown(quoted(row.quote))
        if row.was:
            st.caption(f"Was: {plain(row.was)}")
        for flag in row.flags:
            st.caption(f":orange[:material/warning:] {plain(flag.message)}")
        if row.note and row.state != "empty":
            st.caption(plain(row.note))
        value = st.text_area(
            "What should stand here?", row.text if row.state != "aside" else "", key=f"edit-{row.topic}"
        )
        dependents = [NAMES[topic].lower() for topic in DEPENDENTS.get(row.topic, ()) if here.frame.knows(topic)]
        if dependents:
            st.caption(f"A change here asks you to look again at {listed(dependents)}.")
        with st.container(horizontal=True):
            if st.button("Save", type="primary", key="save"):
                _apply(session, Edited(path=f"answers.{row.topic}", value=value))
            if row.state == "stale" and st.button("It still stands", key="stands"):
                _apply(session, Reaffirmed(topic=row.topic))
            if row.state in ("empty", "heard") and st.button("Does not apply", key="na"):
                _apply(session, PutAside(topic=row.topic, kind="not_applicable"))
        if row.state in ("empty", "heard", "aside"):
            with st.expander("Nobody here can say yet", expanded=row.state == "aside"):
                _put_aside(row, here, session)
        _why_not_saved()

    dialog()


def _put_aside(row: Row, here: Known, session: str) -> None:
    """An open question: what kind, who would know, until when."""
    before = here.frame.answer(row.topic).aside
    kinds: list[AsideKind] = ["unknown", "someone_else", "later"]
    place = kinds.index(before.kind) if before and before.kind in kinds else 0
    kind = st.radio("Why not", kinds, place, format_func=ASIDE_TEXT.__getitem__, horizontal=True, key="aside-kind")
    owner = st.text_input("Who would know?", (before.owner or "") if before else "", key="aside-owner")
    due = st.date_input("By when", before.due if before else None, key="aside-due", format="YYYY-MM-DD")
    if st.button("Note it as open", key="aside"):
        by = due.isoformat() if due else None
        _apply(session, PutAside(topic=row.topic, kind=kind, owner=owner.strip() or None, due=by))


def _waive(flag: Flag, session: str) -> None:
    @st.dialog("Waive a finding", on_dismiss=_close)
    def dialog() -> None:
        st.markdown(plain(flag.message))
        reason = st.text_input("Why is it fine as it is?", key="waive-reason")
        if st.button("Waive", type="primary", disabled=not reason.strip(), key="waive-now"):
            _apply(session, FlagSettled(flag=flag.id, state="waived", reason=reason.strip()))
        _why_not_saved()

    dialog()


def _apply(session: str, change: turn.Change) -> None:
    """Saves and closes; after a refusal the words stay, and saving again is meant for the session as it now is."""
    kind, id, revision = st.session_state[OPEN]
    try:
        turn.amend(host().app.ports, session, [change], host().app.playbooks, revision)
    except ChangedElsewhere as error:
        open_dialog(kind, id, host().know(session).revision)
        st.session_state[NOT_SAVED] = str(error)
        return
    except FramefirstError as error:
        st.session_state[NOT_SAVED] = str(error)
        return
    _close()
    st.rerun()
