"""Open questions out to somebody without the app, and their answers back in."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.adapters.returned import returned
from assistant.domain.questionnaire import open_questions, owners
from assistant.domain.topics import NAMES
from assistant.domain.wording import listed
from assistant.errors import FramefirstError
from assistant.export.formats import FOR_SOMEBODY, FORMATS, export_session, slug
from assistant.memory import Known
from assistant.questionnaires import take_in
from ui.hosting import host
from ui.parts.prose import plain

TOLD = "questionnaire-told"
BACK = ("md", "txt", "docx")


def draw_questionnaire(here: Known, session: str) -> None:
    app = host().app
    st.markdown("##### Ask somebody else")
    count = len(open_questions(here.frame, app.playbooks))
    if count:
        st.caption(
            f"{count} open question{'s' if count != 1 else ''} as a file to fill in. It comes back here with a name."
        )
    else:
        st.caption("Nothing is open for somebody else. Say “I don't know” to a question and name who would.")
    owner = _for_whom(owners(here.frame, app.playbooks))
    with st.container(horizontal=True, gap="small"):
        for name in FOR_SOMEBODY:
            format = FORMATS[name]
            st.download_button(
                format.label,
                partial(export_session, session, here.log, name, app.playbooks, app.titles, owner=owner),
                f"{slug(here.frame.title)}.{format.ending}", format.media, key=f"download-{name}", on_click="ignore",
                icon=":material/download:", help=format.about, disabled=not count, width="stretch",
            )  # fmt: skip
    with st.expander("A questionnaire came back"):
        file = st.file_uploader("The file", type=BACK, key="questionnaire-file", max_upload_size=5)
        name = st.text_input("Whose answers, if the file does not say", key="questionnaire-name", max_chars=80)
        if st.button("Take the answers in", key="questionnaire-in", disabled=file is None, type="primary") and file:
            _take_in(here, session, file.name, file.getvalue(), name)
    told = st.session_state.pop(TOLD, None)
    if told:
        st.success(told)


def _for_whom(named: Sequence[str]) -> str:
    """Whose questions alone; empty for everybody's."""
    if not named:
        return ""
    return st.selectbox("For", ("", *named), format_func=lambda one: one or "everybody", key="questionnaire-for")


def _take_in(here: Known, session: str, name: str, data: bytes, by: str) -> None:
    app = host().app
    try:
        taken = take_in(app.ports, session, returned(name, data), app.playbooks, by, here.revision)
    except FramefirstError as error:
        st.warning(str(error))
        return
    topics = listed([NAMES[topic].lower() for topic in taken.answered])
    st.session_state[TOLD] = (
        f"{plain(taken.by)} answered: {topics}." if topics else "Nothing new in it: it was taken in before."
    )
    st.rerun()
