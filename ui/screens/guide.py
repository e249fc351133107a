"""The engineering guide, to read and to search."""

import re

import streamlit as st

from assistant.ports import Section
from ui.hosting import host
from ui.parts.passage import draw_text
from ui.parts.prose import plain

FIRST = "question-checklist"
CHOSEN = "guide-section"


def draw() -> None:
    st.title("Guide", anchor=False)
    words = st.text_input(
        "Search", placeholder="a question or a complaint, in your own words", key="guide-words", live=True,
        icon=":material/search:", persist_state="session",
    )  # fmt: skip
    if host().guide_progress:
        _building()
    contents, text = st.columns([0.32, 0.68], gap="large")
    linked = st.query_params.get("section", FIRST)
    chosen = st.session_state.pop(CHOSEN, None) or linked
    with contents, st.container(key="contents"):
        if words.strip():
            _found(words, chosen)
        else:
            _tree(chosen)
    with text, st.container(key="section-text"):
        _section(chosen, words)


def _found(words: str, chosen: str) -> None:
    with st.spinner("Looking through the guide…"):
        found = host().app.knowledge.find(words, 8)
    if not found:
        st.info("The guide has nothing to say about that.")
    for passage in found:
        title = host().app.titles(passage.section) or passage.title
        st.button(
            f"**{title}**" if passage.section == chosen else title, key=f"found-{passage.section}", type="tertiary",
            on_click=_open, args=(passage.section,), help=plain(passage.heading) or None,
        )  # fmt: skip


@st.fragment(run_every=1)
def _building() -> None:
    progress = host().guide_progress
    if progress is None:
        st.rerun(scope="app")
    else:
        what, fraction = progress
        st.progress(fraction or 0.0, text=f"{what}. Search goes by words alone until then.")


def _section(id: str, words: str) -> None:
    section = host().app.knowledge.section(id)
    if section is None:
        st.info("That section is not in this guide. Choose one from its contents.")
        return
    st.query_params["section"] = id
    st.subheader(plain(section.cited), anchor=False)
    draw_text(section, words)
    if section.asks:
        with st.expander("Questions this answers", expanded=True):
            st.markdown("\n".join(f"- {plain(ask)}" for ask in section.asks))
    related = [other for other in map(host().app.knowledge.section, section.related) if other]
    if related:
        st.caption("Read on")
        for other in related:
            st.button(other.cited, key=f"related-{other.id}", type="tertiary", on_click=_open, args=(other.id,))


def _open(id: str) -> None:
    st.session_state[CHOSEN] = id


def _tree(chosen: str) -> None:
    parts: dict[str, list[Section]] = {}
    for id in host().app.knowledge.ids():
        section = host().app.knowledge.section(id)
        if section:
            parts.setdefault(section.part, []).append(section)
    for part in sorted(parts, key=_part_order):
        here = sorted(parts[part], key=lambda section: _number(section.number))
        with st.expander(part, expanded=any(section.id == chosen for section in here)):
            for section in here:
                title = f"**{section.cited}**" if section.id == chosen else section.cited
                st.button(title, key=f"section-{section.id}", type="tertiary", on_click=_open, args=(section.id,))


ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def _part_order(part: str) -> tuple[int, str]:
    return ROMAN.get(part.split(" ")[0], 9), part


def _number(number: str) -> list[int]:
    """1.10 comes after 1.9."""
    return [int(piece) for piece in re.findall(r"\d+", number)]
