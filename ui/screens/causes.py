"""The causes: the tree of whys as a picture, and the same tree to change beside it."""

from functools import partial

import streamlit as st

from assistant.domain.events import Edited
from assistant.domain.frame import Evidence, Frame, Why
from assistant.memory import Known
from assistant.workbench import causes as work
from assistant.workbench import items
from assistant.workbench.causes import GRADES, Row
from ui.parts.changes import keep, keep_these, refuse
from ui.parts.passage import section_button
from ui.parts.prose import plain
from ui.parts.workbench import folded, next_thing, opened

TEACH = "Ask why until somebody can act on the answer, and see the whole tree at once."


def draw() -> None:
    found = opened("causes", TEACH)
    if found is None:
        return
    here, session = found
    step = work.next_step(here.frame)
    next_thing(step.text, step.why, partial(_next, step, here, session))
    if not here.frame.whys:
        return
    picture, tree = st.columns([0.46, 0.54], gap="large")
    with picture:
        with st.container(key="tree"):
            st.graphviz_chart(work.dot(here.frame), width="content", alt=work.described(here.frame))
        st.caption("Solid: measured or observed. Dashed: reported. Dotted: a guess.")
        section_button("five-whys", "causes", step.text)
    with tree:
        st.subheader("In words", anchor=False)
        for row in work.rows(here.frame):
            _row(row, here, session)
        _backwards(here.frame)
        _countermeasure(here, session)


def _next(step: work.Step, here: Known, session: str) -> None:
    """The next why is answered where it is asked."""
    if not here.frame.whys:
        _start(here, session)
    elif step.about:
        _because(step.about, "Because", here, session, place="next")


def _start(here: Known, session: str) -> None:
    told = work.symptom(here.frame)
    if told is not None:
        st.markdown(plain(told.value))
        st.button(
            "Start from that", type="primary", key="start", on_click=keep_these, args=(session, [told], here.revision)
        )
        return
    with st.form("symptom", border=False), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "What hurts, in a sentence", key="symptom", placeholder="Orders take 9 seconds to load since September"
        )

        def save() -> None:
            if st.session_state["symptom"].strip():
                keep(
                    session, [items.added_why(here.frame, st.session_state["symptom"], None, "reported")], here.revision
                )

        st.form_submit_button("Start", type="primary", on_click=save)


def _because(parent: str, label: str, here: Known, session: str, place: str) -> None:
    """An answer to one why."""
    text, grade = f"because-{place}-{parent}-{here.revision}", f"grade-{place}-{parent}-{here.revision}"
    form = st.form(f"why-{place}-{parent}", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(plain(label), key=text, placeholder="because…")
        st.selectbox("How is that known?", list(GRADES), 2, key=grade, format_func=GRADES.__getitem__, width=150)

        def save() -> None:
            said = st.session_state[text].strip()
            if not said:
                refuse("A cause needs words.")
                return
            keep(session, [items.added_why(here.frame, said, parent, st.session_state[grade])], here.revision)

        st.form_submit_button(
            "Add", type="primary" if place == "next" else "secondary", icon=":material/add:", on_click=save
        )


def _row(row: Row, here: Known, session: str) -> None:
    why = row.why
    grade = "symptom" if row.depth == 0 else GRADES[why.evidence]
    notes = [grade, *(["root cause"] if why.is_root else [])]
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"item-why-{min(row.depth, 6)}-{why.id}"
    ):
        shown = plain(why.text).replace("  \n", " ")
        st.markdown(f"{shown}  \n:small[:gray[{' · '.join(notes)}]]", width="stretch")
        because = partial(_because, why.id, "Because", here, session, place="row")
        folded("Why?", f"because-{why.id}", because, type="tertiary")
        folded("Change", f"change-{why.id}", partial(_form, row, here, session), type="tertiary")


def _form(row: Row, here: Known, session: str) -> None:
    why, frame = row.why, here.frame
    text, grade, parent, root = (f"{field}-{why.id}-{here.revision}" for field in ("text", "grade", "parent", "root"))
    above = [other.id for other in work.could_explain(frame, why.id)]
    names = items.labels(frame.whys, 60)
    with st.form(f"form-{why.id}", border=False):
        st.text_area("In words", why.text, key=text, height=80)
        if row.depth:
            grades: list[Evidence] = list(GRADES)
            st.selectbox(
                "How is that known?", grades, grades.index(why.evidence), key=grade, format_func=GRADES.__getitem__
            )
            st.selectbox(
                "It explains", above, above.index(why.parent) if why.parent in above else None, key=parent,
                format_func=names.__getitem__,
            )  # fmt: skip
            st.toggle("A root cause: the team can act on it", why.is_root, key=root)

        def save() -> None:
            state = st.session_state
            said = work.changes(
                why, state[text], state.get(grade, why.evidence), state.get(parent, why.parent),
                state.get(root, why.is_root),
            )  # fmt: skip
            keep(session, said, here.revision)

        st.form_submit_button("Save", type="primary", on_click=save)
    _cut(row, here, session)


def _cut(row: Row, here: Known, session: str) -> None:
    why = row.why
    with st.container(horizontal=True, gap="small"):
        if row.depth or not row.causes:
            st.button(
                "Cut", key=f"cut-{why.id}", icon=":material/content_cut:", type="tertiary", on_click=keep_these,
                help="What explains it moves up to what it explained" if row.causes else None,
                args=(session, work.cut(here.frame, why.id, whole_branch=False), here.revision),
            )  # fmt: skip
        if row.causes:
            st.button(
                "Cut with all below", key=f"cut-all-{why.id}", icon=":material/content_cut:", type="tertiary",
                on_click=keep_these, args=(session, work.cut(here.frame, why.id, whole_branch=True), here.revision),
            )  # fmt: skip


def _backwards(frame: Frame) -> None:
    branches = work.therefore(frame)
    if not branches:
        return
    st.subheader("Read backwards", anchor=False)
    st.caption("If a “therefore” does not hold, a step is missing there or wrong.")
    for branch in branches:
        with st.container(key=f"therefore-{branch[0].id}"):
            st.markdown(
                "  \n".join(_step(why, first=place == 0, last=why is branch[-1]) for place, why in enumerate(branch))
            )


def _step(why: Why, *, first: bool, last: bool) -> str:
    words = plain(why.text).replace("  \n", " ")
    unchecked = " :orange[(nobody has checked)]" if why.evidence == "guessed" and not last else ""
    return f"{'' if first else ':gray[therefore]  '}{words}{unchecked}"


def _countermeasure(here: Known, session: str) -> None:
    before, key = here.frame.answer("countermeasure").text, f"countermeasure-{here.revision}"
    st.subheader("What you will do about it", anchor=False)
    with st.form("countermeasure", border=False):
        st.text_area(
            "Countermeasure", before, key=key, height=80, label_visibility="collapsed",
            placeholder="What changes so that it cannot come back, and who sees to it",
        )  # fmt: skip

        def save() -> None:
            said = st.session_state[key].strip()
            if said and said != before:
                keep(session, [Edited(path="answers.countermeasure", value=said)], here.revision)

        st.form_submit_button("Save the countermeasure", on_click=save)
