"""What is missing before options are weighed, and before the document is final."""

import streamlit as st

from assistant.domain.frame import Frame
from assistant.domain.readiness import DOORS, Part, readiness
from assistant.domain.topics import NAMES
from ui.hosting import host
from ui.parts.prose import plain

THERE, MISSING = ":green[:material/check_circle:]", ":orange[:material/radio_button_unchecked:]"


def draw_readiness(frame: Frame) -> None:
    """The parts of a final document, each with what it lacks, and the weakest link of the decision."""
    st.markdown("##### Before it is final")
    if frame.stakes == "nothing":
        st.caption("Nothing here is worth a record, so nothing more is asked.")
        return
    ready = readiness(frame, host().app.playbooks)
    st.markdown("  \n".join(_part(part) for part in ready.done))
    if ready.unclear:
        unclear = ", ".join(f"{NAMES[one.topic].lower()} ({plain(one.state)})" for one in ready.unclear)
        st.caption(f"Not clear enough for {DOORS[frame.stakes]}: {unclear}.")
    weakest = ready.weakest
    if weakest.missing:
        st.caption(
            f"A decision is as good as the weakest of its six links. Here: {weakest.name.lower()}, {weakest.held} of {weakest.of}."
        )
    elif ready.is_final:
        st.caption("Everything that a final document needs is there.")


def draw_start(frame: Frame) -> None:
    """What should be there before anything is weighed; silent when it is, or when there is nothing to weigh yet."""
    if frame.stakes == "nothing" or not frame.criteria:
        return
    ready = readiness(frame, host().app.playbooks)
    if ready.may_be_weighed:
        return
    with st.expander("Before you weigh", expanded=not frame.scores, icon=":material/checklist:"):
        st.markdown("  \n".join(_part(part) for part in ready.start))


def _part(part: Part) -> str:
    if not part.missing:
        return f"{THERE} {part.name}"
    return f"{MISSING} **{part.name}** :small[lacks {plain('; '.join(part.missing))}]"
