"""The question that stands open: the one thing on the page that stands out."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.frame import Ask
from ui.parts.passage import section_button
from ui.parts.prose import plain

LABELS = {
    "press": "A little narrower",
    "complete": "To complete that",
    "settle": "Two things do not fit together",
    "therefore": "Read backwards",
    "defend": "Before we go on",
    "confirm": "Before it is final",
}


def draw_question(ask: Ask, send: Callable[[str], None]) -> None:
    with st.container(key="question"):
        if ask.move in LABELS:
            st.caption(LABELS[ask.move])
        with st.container(key="asked"):
            st.markdown(plain(ask.question))
        if ask.chips:
            with st.container(horizontal=True, gap="small"):
                for chip in ask.chips:
                    st.button(chip, key=f"chip-{ask.key}-{chip}", on_click=send, args=(chip,))
        if ask.why:
            st.caption(plain(ask.why))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if ask.move != "confirm":
                _ways_out(ask, send)
            if ask.section:
                section_button(ask.section, "question", f"{ask.question} {ask.why}")


def _ways_out(ask: Ask, send: Callable[[str], None]) -> None:
    def with_detail(command: str, field: str) -> None:
        send(f"{command} {st.session_state.get(field) or ''}".strip())

    with st.popover("I don't know", type="tertiary"):
        st.text_input("Who would know?", key=f"owner-{ask.key}", placeholder="a name or a role, if you have one")
        st.button(
            "Note as unknown", key="unknown", type="primary", on_click=with_detail,
            args=("/unknown", f"owner-{ask.key}"),
        )  # fmt: skip
    with st.popover("Skip", type="tertiary"):
        st.text_input("Why?", key=f"reason-{ask.key}", placeholder="a reason for whoever reads the document")
        st.button(
            "Skip this question", key="skip", type="primary", on_click=with_detail,
            args=("/skip", f"reason-{ask.key}"),
        )  # fmt: skip
    st.button("Later", key="later", type="tertiary", on_click=send, args=("/later",))
