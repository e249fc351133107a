"""What was flagged and what does not fit together: beside the words it is about, to be resolved or waived."""

from functools import partial

import streamlit as st

from assistant.domain.events import ContradictionSettled, FlagSettled
from assistant.domain.frame import Contradiction
from assistant.memory import Known
from assistant.workbench import findings as work
from assistant.workbench.findings import MEANING, Found
from ui.pages import go
from ui.parts.changes import keep, refuse
from ui.parts.frame_panel import draw_dialog, open_dialog
from ui.parts.passage import section_button
from ui.parts.prose import plain
from ui.parts.workbench import folded, next_thing, opened

TEACH = "Words that two readers would take in two ways, figures that do not fit: found while you talk, settled here."
ICONS = {"error": ":red[:material/error:]", "warning": ":orange[:material/warning:]", "info": ":gray[:material/info:]"}

SETTLED = (
    ("Waive", "waived", "Why is it fine as it is?", "Waive it"),
    ("Resolved", "resolved", "What took care of it?", "Mark as resolved"),
)


def draw() -> None:
    opened_here = opened("findings", TEACH)
    if opened_here is None:
        return
    here, session = opened_here
    draw_dialog(here, session)
    pairs, flags = work.unsettled(here.frame), work.found(here.frame, here.log)
    step = work.next_step(here.frame)
    next_thing(step.text, step.why, None if pairs or flags else _on)
    for both in pairs:
        _pair(both, here, session)
    for found in flags:
        _flag(found, here, session)
    dealt_with = work.settled(here.frame)
    if dealt_with:
        with st.expander(f"Dealt with · {len(dealt_with)}"):
            for one in dealt_with:
                st.markdown(f"{plain(one.text)}  \n:small[:gray[{plain(one.how)}]]")


def _on() -> None:
    if st.button("Open the conversation", type="primary", icon=":material/forum:"):
        go("conversation")


def _pair(both: Contradiction, here: Known, session: str) -> None:
    with st.container(border=True, key=f"pair-{both.id}"):
        st.markdown(f"{ICONS['warning']} **Two things do not fit together.** {plain(both.why)}")
        first, second = st.columns(2)
        first.markdown(f"> {_on_one_line(both.first_quote)}")
        second.markdown(f"> {_on_one_line(both.second_quote)}")
        key = f"resolution-{both.id}"
        with st.form(f"settle-{both.id}", border=False):
            st.text_input(
                "What holds, and why", key=key, placeholder="The 30 seconds hold; the nightly file is replaced in March"
            )
            with st.container(horizontal=True, gap="small"):
                st.form_submit_button(
                    "Settle it", type="primary", on_click=_settle, args=(both, "settled", key, here, session)
                )
                st.form_submit_button(
                    "Both stand", on_click=_settle, args=(both, "accepted", key, here, session),
                    help="An accepted tension: the document shows both halves and your reason",
                )  # fmt: skip


def _settle(both: Contradiction, state: str, key: str, here: Known, session: str) -> None:
    said = st.session_state[key].strip()
    if not said:
        refuse("Say in a few words what holds, or why both may stand: it goes into the document.")
        return
    change = ContradictionSettled.model_validate({"contradiction": both.id, "state": state, "resolution": said})
    keep(session, [change], here.revision)


def _flag(found: Found, here: Known, session: str) -> None:
    flag = found.flag
    with st.container(border=True, key=f"finding-{flag.id}"):
        st.markdown(f"{ICONS[flag.severity]} {plain(flag.message)}")
        if found.words:
            st.markdown(f"> {_on_one_line(found.before)}**{_on_one_line(found.words)}**{_on_one_line(found.after)}")
        st.caption(f"{MEANING[flag.severity].capitalize()} · on {plain(found.about)} · {flag.rule} {flag.name}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if found.topic is not None:
                st.button(
                    "Say it precisely", key=f"fix-{flag.id}", type="primary", on_click=open_dialog,
                    args=("edit", found.topic, here.revision),
                )  # fmt: skip
            for label, state, question, button in SETTLED:
                folded(label, f"{state}-{flag.id}", partial(_reason, found, state, question, button, here, session))
            if flag.section:
                section_button(flag.section, flag.id, flag.message)


def _reason(found: Found, state: str, question: str, button: str, here: Known, session: str) -> None:
    key = f"reason-{state}-{found.flag.id}"

    def settle() -> None:
        reason = st.session_state[key].strip()
        if not reason:
            refuse("It takes a reason: whoever reads the document sees it.")
            return
        change = FlagSettled.model_validate({"flag": found.flag.id, "state": state, "reason": reason})
        keep(session, [change], here.revision)

    with st.form(f"form-{key}", border=False):
        st.text_input(question, key=key)
        st.form_submit_button(button, type="primary", on_click=settle)


def _on_one_line(text: str) -> str:
    """Words without line breaks; a space at either end stays."""
    lead, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{lead}{plain(' '.join(text.split()))}{tail if text.strip() else ''}"
