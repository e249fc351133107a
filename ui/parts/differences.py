"""What is different between two frames, as lines of a page."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.comparison import Difference
from assistant.domain.wording import short
from ui.parts.prose import plain

SHOWN = 40
"""Differences; the command line lists them all."""


def draw_differences(found: Sequence[Difference], none: str) -> None:
    with st.container(key="differences"):
        for difference in found[:SHOWN]:
            st.markdown(_told(difference))
        if len(found) > SHOWN:
            st.caption(f"{len(found) - SHOWN} more; `framefirst compare` lists them all.")
        if not found:
            st.caption(none)


def _told(difference: Difference) -> str:
    before, after = (plain(short(text, 120)) for text in (difference.before, difference.after))
    match difference.kind:
        case "added":
            return f":green-badge[new] **{plain(difference.what)}** {after}"
        case "removed":
            return f":gray-badge[gone] **{plain(difference.what)}** :gray[{before}]"
        case _:
            return f":orange-badge[changed] **{plain(difference.what)}** {after}  \n:small[:gray[was {before}]]"
