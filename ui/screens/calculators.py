"""Calculations to play with: inputs with units, the result with its working, a picture where looking beats reading."""

import streamlit as st

from assistant.domain.calculators.calculator import CalculationError, Calculator, Result
from assistant.domain.calculators.catalogue import calculate, find
from assistant.memory import Known
from assistant.workbench import calculators as work
from assistant.workbench.items import counted
from ui.parts import plots
from ui.parts.changes import keep_these
from ui.parts.passage import section_button
from ui.parts.prose import plain
from ui.parts.workbench import head, next_thing
from ui.session import current, known

CHOSEN = "calculator"


def draw() -> None:
    here, session = known(), current()
    head("calculators", here)
    calculator = _choose()
    inputs, result = st.columns([0.36, 0.64], gap="large")
    with inputs:
        given = _inputs(calculator)
    with result:
        try:
            found = calculate(calculator.name, given)
        except CalculationError as error:
            next_thing(
                plain_sentence(str(error)),
                "Change an input on the left; a unit goes behind the number, such as 15 min or 400 EUR/month.",
            )
            return
        _result(calculator, found, here, session)


def plain_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _choose() -> Calculator:
    """The address says which one, so that a link leads back to it."""
    names = [calculator.name for calculator in work.catalogue()]
    linked = st.query_params.get(CHOSEN)
    chosen = st.selectbox(
        "What do you want to work out?", names, names.index(linked) if linked in names else 0, format_func=work.name_of,
        key="which",
    )  # fmt: skip
    st.query_params[CHOSEN] = chosen
    return find(chosen)


def _inputs(calculator: Calculator) -> dict[str, str]:
    st.subheader("Inputs", anchor=False)
    st.caption(plain(calculator.summary))
    said = {}
    for name, text in work.starting_inputs(calculator).items():
        expected = next(i for i in calculator.inputs if i.name == name)
        label = f"{name.replace('-', ' ').capitalize()}: {expected.meaning}"
        said[name] = st.text_input(
            label, text, key=f"{calculator.name}-{name}", persist_state="session",
            placeholder=f"may be left out; such as {expected.example}" if expected.optional else expected.example,
        )  # fmt: skip
    return work.given(said)


def _result(calculator: Calculator, found: Result, here: Known | None, session: str | None) -> None:
    next_thing(work.headline(found), "", lambda: _into_session(found, here, session))
    st.markdown(results_table(found))
    curve = work.curve(found)
    if curve is not None:
        plots.draw(plots.curve(curve), alt=curve.says)
    st.subheader("Working", anchor=False)
    st.markdown("\n".join(f"- {plain(line)}" for line in found.working.splitlines()))
    for assumption in found.assumptions:
        st.caption(plain(plain_sentence(assumption)))
    section_button(calculator.section, "calculators", calculator.summary)


def results_table(found: Result) -> str:
    rows = [f"| {name.replace('_', ' ')} | **{plain(work.shown(q))}** |" for name, q in found.results.items()]
    return "\n".join(["| Result | Value |", "| --- | ---: |", *rows])


def _into_session(found: Result, here: Known | None, session: str | None) -> None:
    if here is None or session is None:
        st.caption("Open a session to put this into its document.")
        return
    line = work.calculated(found)
    there = line.calculation in here.frame.calculations
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "In the session" if there else "Put this into the session", key="into", type="primary", disabled=there,
            icon=":material/check:" if there else ":material/add:", on_click=keep_these, args=(session, [line], here.revision),
        )  # fmt: skip
        if here.frame.calculations:
            st.caption(f"{counted(len(here.frame.calculations), 'calculation')} in the document, under What must hold.")
