"""The conversation, with the frame beside it filling in."""

from functools import partial

import streamlit as st

from assistant import turn
from assistant.domain import wording
from assistant.domain.events import Answered
from assistant.domain.usage import asked_in_vain
from assistant.errors import ChangedElsewhere, FramefirstError
from assistant.memory import Known
from assistant.view import steps
from assistant.wiring import new_session_id
from ui import state
from ui.hosting import host
from ui.pages import go
from ui.parts.frame_panel import draw_panel, is_dialog_open
from ui.parts.prose import plain, safe
from ui.parts.question import draw_question
from ui.parts.tour import draw_tour, sample_button
from ui.parts.transcript import draw_transcript
from ui.session import current, known, open_session

QUICK = 0.6
"""Seconds a page waits for a quick answer before it shows that one is coming."""
RECENT = 3
"""Sessions that the first page offers to go on with."""
LOOK_AGAIN = 1.5
"""Seconds between looks for changes made in another tab."""


def draw() -> None:
    here = known()
    if here is None:
        _welcome()
        return
    session = current()
    assert session is not None
    frame = here.frame
    waiting = turn.waiting(here.log) is not None
    answer = partial(send, revision=here.revision)
    with st.container(key="head"):
        st.title(plain(frame.title) if frame.title else "New session", anchor=False)
        _progress(here)
    conversation, panel = st.columns([0.6, 0.4], gap="large")
    with conversation:
        draw_transcript(here, session)
        _unsent()
        if waiting:
            if host().failure(session) is None:
                host().answer(session)
            _wait(session)
        elif frame.ask is not None:
            _ask_again(here, session)
            draw_question(frame.ask, answer)
        else:
            _finished()
    with panel, st.container(key="panel"):
        draw_panel(here, session, answer)
    st.session_state["seen"] = here.revision
    _input("Being answered…" if waiting else "Type your answer…", disabled=waiting)
    if not waiting:
        _watch(session, here.revision)


def _ask_again(here: Known, session: str) -> None:
    """After a turn in which the model failed: the question that stands goes on, and the model can be given another go."""
    last = here.log[-1]
    if not isinstance(last.event, Answered) or not asked_in_vain(last.event.usage):
        return
    with st.container(key="again"):
        st.button(
            "Ask the model again", key=f"again-{last.turn}", type="tertiary", icon=":material/refresh:",
            help="Your last message once more; what came of it without the model is taken back.",
            on_click=_again, args=(session, here.revision),
        )  # fmt: skip


def _again(session: str, revision: int) -> None:
    try:
        host().ask_again(session, revision)
    except FramefirstError as error:
        st.session_state["unsent"] = ("", str(error))
        return
    host().wait(session, QUICK)


def _finished() -> None:
    with st.container(key="question"):
        with st.container(key="asked"):
            st.markdown("The document is ready.")
        st.caption("Say more or change a line whenever you like; it is written anew each time.")
        if st.button("Open the document", type="primary", icon=":material/description:"):
            go("document")


def _welcome() -> None:
    spoken = wording.first_words()
    st.title("What are we framing?", anchor=False)
    st.markdown(spoken.reply)
    with st.container(key="question"):
        with st.container(key="asked"):
            st.markdown(spoken.ask.question if spoken.ask else "")
        _input("In your own words; Enter sends it")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="examples"):
            st.caption("Or try one", width="content")
            for opening in ("We need Kafka", "Users complain the app is slow", "Postgres or Mongo for orders?"):
                st.button(opening, key=f"example-{opening}", on_click=send, args=(opening,))
            if st.button("Start from a document or notes", key="from-document", icon=":material/upload_file:"):
                go("documents")
    _unsent()
    _first_steps()


def _first_steps() -> None:
    """Where to go on; whoever has nothing to go on with is shown around."""
    recent = [info for info in host().app.log.sessions() if not info.archived][:RECENT]
    if recent:
        st.markdown("##### Go on with")
        with st.container(key="recent", gap=None):
            for info in recent:
                st.button(
                    f"{plain(info.title or 'Untitled')}  :gray[{state.since(info.updated, host().app.clock.now())}]",
                    key=f"go-on-{info.id}", type="tertiary", on_click=open_session, args=(info.id,),
                )  # fmt: skip
    st.markdown("##### How it works")
    draw_tour()
    sample_button("sample")


def _input(placeholder: str, *, disabled: bool = False) -> None:
    st.chat_input(placeholder, key="answer", disabled=disabled, on_submit=_typed)


def _typed() -> None:
    send(st.session_state.get("answer") or "")


def send(text: str, revision: int | None = None) -> None:
    """Hands a message over before the page is drawn, once; whatever could not be sent stays on the page.

    A button knows the `revision` it was drawn at, so that its second click is not taken for an answer to what came since.
    Whatever touches the page comes after the message is safe: a tab that just closed ends this run at its next touch.
    """
    session, seen = current(), revision or st.session_state.get("seen")
    started = session is None
    refused = ""
    try:
        if session is None:
            session, seen = new_session_id(), None
            turn.begin(host().app.ports, session)
        host().send(session, text, seen)
    except ChangedElsewhere:
        refused = "The session moved on in another tab, so this was not sent yet."
    except FramefirstError as error:
        refused = str(error)
    if started:
        open_session(session)
    if refused:
        st.session_state["unsent"] = (text, refused)
    else:
        st.session_state.pop("unsent", None)
        if session is not None:
            host().wait(session, QUICK)


def _unsent() -> None:
    if "unsent" not in st.session_state:
        return
    text, why = st.session_state["unsent"]
    with st.container(key="unsent", border=True):
        st.warning(plain(why))
        st.text_area("Not sent yet", text, key="unsent-text")
        with st.container(horizontal=True):
            st.button("Send it now", type="primary", on_click=_send_unsent)
            st.button("Drop it", on_click=_drop_unsent)


def _send_unsent() -> None:
    send(st.session_state["unsent-text"])


def _drop_unsent() -> None:
    st.session_state.pop("unsent", None)


def _progress(here: Known) -> None:
    shown = steps(here.frame, host().app.playbooks)
    parts = []
    for step in shown:
        label = f"{step.name} {state.dots(step)}"
        parts.append(f":primary[**{label}**]" if step.state == "current" else label)
    with st.container(key="progress"):
        st.markdown(f"{'  ·  '.join(parts)}  ·  :gray[{state.left_line(shown, here.frame)}]")


@st.fragment(run_every=0.25)
def _wait(session: str) -> None:
    """Looks for the answer; the whole page is drawn once it is there."""
    failure = host().failure(session)
    if failure:
        st.error(plain(failure))
        if st.button("Try again", icon=":material/refresh:"):
            host().answer(session)
        return
    if turn.waiting(host().know(session).log) is None:
        st.rerun(scope="app")
    _arriving(session)


def _arriving(session: str) -> None:
    """The reply as far as it has come, why it is waited for, and a way not to wait."""
    call = host().call(session)
    text = call.text if call else ""
    if not text:  # another process may be answering, or one that was killed had begun to
        text = (host().app.log.drafted(session) or (0, ""))[1]
    if text:
        with st.container(key="arriving"):
            st.markdown(safe(text))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="waiting"):
        if call and call.why_stopped:
            st.caption(":material/more_horiz: Stopping…")
        elif call and (pause := call.wait):
            st.caption(f":material/hourglass: {plain(pause.why)}. Asking again in {pause.seconds_left} s…")
        else:
            st.caption(":material/more_horiz: Reading what you said…")
        if call and host().app.model is not None and not call.why_stopped:
            st.button("Stop", key="stop", icon=":material/stop_circle:", type="tertiary", on_click=call.stop)


@st.fragment(run_every=LOOK_AGAIN)
def _watch(session: str, drawn: int) -> None:
    """Draws the page again when another tab has changed the session; not under the hands of who types in a dialog."""
    if is_dialog_open():
        return
    try:
        if host().app.log.revision(session) != drawn:
            st.rerun(scope="app")
    except FramefirstError:
        st.rerun(scope="app")
