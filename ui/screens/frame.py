"""Everything known, topic by topic: who said it, how far it may be relied on, what is missing and who would know."""

import streamlit as st

from assistant.domain.events import Reaffirmed
from assistant.domain.wording import short
from assistant.memory import Known
from assistant.workbench import known as work
from assistant.workbench.items import counted
from assistant.workbench.known import OWN_PAGE, SHOWS, Line, Step
from ui.pages import PAGES, go
from ui.parts.changes import keep_these
from ui.parts.frame_panel import draw_dialog, open_dialog
from ui.parts.prose import plain
from ui.parts.questionnaire import draw_questionnaire
from ui.parts.workbench import next_thing, opened

TEACH = "Everything you said, by topic: with who said it, how sure it is, and what is still missing."


def draw() -> None:
    found = opened("frame", TEACH)
    if found is None:
        return
    here, session = found
    draw_dialog(here, session)
    step = work.next_step(here.frame)
    next_thing(f"{step.text}.", step.why, lambda: _do(step, here))
    count = work.counts(here.frame)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input("Find", placeholder="a word of a topic or an answer", key="frame-words", width="stretch")
        show = st.segmented_control(
            "Show", SHOWS, default=SHOWS[0], required=True, key="frame-show", label_visibility="collapsed",
            format_func={
                "everything": f"Everything · {count.known + count.missing}",
                "missing": f"Missing · {count.missing}",
                "to check": f"To check · {count.to_check}",
            }.__getitem__,
        )  # fmt: skip
    if count.unowned:
        st.caption(f"{counted(count.unowned, 'open question')} without an owner: open one to say who would know.")
    groups = work.groups(here.frame, show or SHOWS[0], words)
    if not groups:
        st.info("Nothing here. Show everything, or look for another word.")
    for group in groups:
        st.subheader(group.title, anchor=False)
        with st.container(gap="xxsmall"):
            for line in group.lines:
                _line(line, here, session)
    draw_questionnaire(here, session)


def _do(step: Step, here: Known) -> None:
    if step.topic is not None:
        st.button(
            "Open it", type="primary", key="next", on_click=_edit, args=(step.topic, here.revision)
        )  # fmt: skip
    elif here.frame.open_flags:
        if st.button("Open the findings", type="primary", icon=":material/flag:"):
            go("findings")
    elif here.frame.ask is not None:
        if st.button("Open the conversation", type="primary", icon=":material/forum:"):
            go("conversation")
    elif st.button("Open the document", type="primary", icon=":material/description:"):
        go("document")


def _edit(topic: str, revision: int) -> None:
    open_dialog("edit", topic, revision)


def _line(line: Line, here: Known, session: str) -> None:
    if line.row.state != "stale":
        _open_button(line, here)
        return
    topic = line.row.topic
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"to-check-{topic}"):
        _open_button(line, here)
        st.button(
            "Still stands", key=f"stands-{topic}", type="tertiary", on_click=keep_these, help=plain(line.row.note),
            args=(session, [Reaffirmed(topic=topic)], here.revision),
        )  # fmt: skip


def _open_button(line: Line, here: Known) -> None:
    """The whole line is what one clicks: with 43 lines, each further element is felt when the page opens."""
    row = line.row
    page = OWN_PAGE.get(row.topic)
    does = PAGES[page][0] if page else "Answer" if row.state in ("empty", "aside") else "Change"
    label, key = f"**{row.name}** {_said(line)} :primary[{does}]", f"item-topic-{row.topic}"
    if page is None:
        st.button(label, key=key, type="tertiary", width="stretch", on_click=_edit, args=(row.topic, here.revision))
    elif st.button(label, key=key, type="tertiary", width="stretch"):
        go(page)


def _said(line: Line) -> str:
    """What was said, and apart from it where it comes from and how far it may be relied on."""
    row = line.row
    if row.state == "empty":
        return ":gray[not asked yet]"
    if line.aside is not None:
        return f":gray[{plain(work.told(line.aside))}]"
    doubtful = line.confidence not in ("", "stated")
    notes = [
        plain(row.origin),
        f":orange[:material/warning: {line.confidence}]" if doubtful else line.confidence,
        *(f":orange[:material/flag: {plain(short(flag.message, 90))}]" for flag in row.flags),
    ]
    shown = plain(short(row.text, 260)).replace("  \n", " ")
    return f":small[{shown}] :gray[{' · '.join(note for note in notes if note)}]"
