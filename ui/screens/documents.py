"""A session's own documents: add them, see what was read, ask them, take them out again."""

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant import turn
from assistant.adapters.documents.kinds import ENDINGS, READABLE, label
from assistant.adapters.documents.library import Source
from assistant.adapters.documents.limits import LIMITS
from assistant.errors import FramefirstError
from assistant.ports import DocumentInfo, Passage
from assistant.wiring import new_session_id
from ui.hosting import host
from ui.parts.prefill import draw_prefill
from ui.parts.prose import plain, safe
from ui.session import current, known, open_session
from ui.uploads import Intake, uploads

PASTED = 200_000
"""Characters of a pasted text; more than that is better added as a file."""


def draw() -> None:
    here = known()
    session = current()
    st.title("Your documents", anchor=False)
    st.markdown(
        "What you add here is quoted with its file and page when it bears on a question. Only this session sees it, it "
        "stays on this machine, and it goes when the session is deleted."
    )
    if refused := st.session_state.pop("documents-refused", None):
        st.error(plain(refused))
    _uploader()
    _pasting()
    intake = uploads().of(session) if session else None
    if intake is not None and session is not None:
        if intake.running:
            _reading(session)
        else:
            _outcome(session, intake)
    listed = _listed(session)
    if listed and session is not None:
        st.markdown("##### In this session")
        for document in listed:
            _document(session, document)
        if here is not None:
            draw_prefill(here, session)
        _ask(session)


def _listed(session: str | None) -> Sequence[DocumentInfo]:
    try:
        return host().app.documents.listed(session) if session else ()
    except FramefirstError as error:
        st.error(str(error))
        return ()


def _uploader() -> None:
    # A key of its own each time: what was handed over leaves the box.
    key = f"documents-{st.session_state.get('documents-given', 0)}"
    st.file_uploader(
        f"{READABLE}; {LIMITS.files} at a time, {LIMITS.size // 2**20} MB each",
        type=sorted(ENDINGS), accept_multiple_files=True, key=key, on_change=_given, args=(key,),
        max_upload_size=LIMITS.size // 2**20,
    )  # fmt: skip


def _pasting() -> None:
    with st.expander("Or paste it", icon=":material/content_paste:"):
        key = f"pasted-{st.session_state.get('documents-given', 0)}"
        st.text_area("A requirements document, notes, a ticket", key=key, height=180, max_chars=PASTED)
        st.button("Add it", key="add-pasted", type="primary", on_click=_pasted, args=(key,))


def _pasted(key: str) -> None:
    text = str(st.session_state.get(key) or "")
    if text.strip():
        data = text.encode("utf-8", errors="replace")
        digest = hashlib.sha256(data).hexdigest()[:6]
        _add([_source(f"pasted notes {digest}.md", data)])


def _given(key: str) -> None:
    files: list[Any] = st.session_state.get(key) or []
    if files:
        _add([_source(file.name, file.getvalue()) for file in files])


def _add(sources: Sequence[Source]) -> None:
    session = current()
    try:
        if session is None:
            session = new_session_id()
            turn.begin(host().app.ports, session)
            open_session(session)
    except FramefirstError as error:
        st.session_state["documents-refused"] = str(error)
        return
    st.session_state["documents-given"] = st.session_state.get("documents-given", 0) + 1
    uploads().start(host().app, session, sources)


def _source(name: str, data: bytes) -> Source:
    return Source(label(name), len(data), lambda: data)


@st.fragment(run_every=0.5)
def _reading(session: str) -> None:
    intake = uploads().of(session)
    if intake is None or not intake.running:
        st.rerun(scope="app")
        return
    st.progress(intake.fraction or 0.0, text=f"{plain(intake.doing)}…")


def _outcome(session: str, intake: Intake) -> None:
    """Stays until it is closed or the next files are added: a refusal must not slip by."""
    for taken in intake.taken:
        if taken.refused:
            st.warning(f"Not taken: {plain(taken.refused)}", icon=":material/block:")
        elif taken.known:
            st.info(f"{plain(taken.name)} is there already.", icon=":material/done:")
    if intake.failure:
        st.error(plain(intake.failure))
    new = [taken for taken in intake.taken if not taken.refused and not taken.known]
    if new:
        parts = sum(taken.pieces for taken in new)
        st.success(
            f"{_files(len(new))} read, {parts:,} {'passage' if parts == 1 else 'passages'} found.",
            icon=":material/done:",
        )
    elif st.button("Close", key="documents-close", type="tertiary"):
        uploads().seen(session)
        st.rerun()


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _document(session: str, document: DocumentInfo) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"document-{document.id[:16]}"):
        passages = "1 passage" if document.pieces == 1 else f"{document.pieces:,} passages"
        st.markdown(f"**{plain(document.name)}**  \n:gray[{passages} · {_size(document.bytes)}]", width="stretch")
        if st.button("Remove", key=f"remove-{document.id[:16]}", icon=":material/delete:"):
            try:
                host().app.documents.remove(session, document.id)
            except FramefirstError as error:
                st.error(str(error))
            else:
                uploads().seen(session)
                st.rerun()


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, round(count / 1024)):,} KB"


def _ask(session: str) -> None:
    words = st.text_input("What do they say about", placeholder="a question or a few words", max_chars=500)
    if not words.strip():
        return
    try:
        found = host().app.documents.find(session, words, 5)
    except FramefirstError as error:
        st.error(str(error))
        return
    if not found:
        st.info("Nothing in your documents comes near that.")
    for passage in found:
        _passage(passage)


def _passage(passage: Passage) -> None:
    with st.container(border=True):
        st.markdown(f":gray[{plain(passage.source)}]")
        st.markdown(safe(passage.text))
