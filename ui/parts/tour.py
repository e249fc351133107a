"""What somebody sees who has framed nothing yet: the four things to know, and a finished session to look around in."""

import streamlit as st

from assistant import sample
from assistant.wiring import new_session_id
from ui.hosting import host
from ui.session import open_session

STEPS = (
    ("Say it as it came to you", "A problem, a wish, a product by name. One question comes back at a time."),
    ("Watch the frame fill in", "Every line keeps your words. Click one to see the quote or to change it."),
    ("Look where looking helps", "Causes as a tree, options as a matrix, findings beside the words they are about."),
    ("Take the document along", "Each line says who said it, and what is missing stands there as missing."),
)


def draw_tour() -> None:
    with st.container(key="tour"):
        for place, (column, (title, text)) in enumerate(zip(st.columns(len(STEPS)), STEPS, strict=True), 1):
            with column, st.container(key=f"step-{place}"):
                st.markdown(f"**{title}**")
                st.caption(text)


def sample_button(key: str) -> None:
    if st.button("Open the sample session", key=key, icon=":material/local_library:"):
        with st.spinner("Saying the sample to the product, so that you see what it does with it…"):
            open_session(_sample())
        st.rerun()


def _sample() -> str:
    """The one that is there already, or a new one."""
    app = host().app
    title = sample.script().title
    there = next((info.id for info in app.log.sessions() if info.title == title and not info.archived), None)
    if there is not None:
        return there
    session = new_session_id()
    sample.play(app.ports, session, app.playbooks)
    return session
