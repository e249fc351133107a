"""The decision: options against criteria, live, with what would turn the result."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from assistant import turn
from assistant.domain.events import Captured, Edited, Removed
from assistant.domain.frame import Constraint, Criterion, Frame, Option, Stakes, Trigger
from assistant.domain.hearing import stakes_from
from assistant.domain.matrix import Analysis, Matrix, analyse, from_frame
from assistant.domain.matrix.report import firmness, remarks, turns, verdict
from assistant.domain.reading.reader import read
from assistant.domain.wording import capital
from assistant.export.document import STAKES
from assistant.memory import Known
from assistant.workbench import decision as work
from assistant.workbench import items
from assistant.workbench.decision import Cell, Draft
from ui.hosting import host
from ui.pages import go
from ui.parts import plots
from ui.parts.changes import keep, keep_these, refuse
from ui.parts.passage import section_button
from ui.parts.prose import plain
from ui.parts.readiness import draw_start
from ui.parts.workbench import folded, next_thing, opened

TEACH = "Put the options side by side, weigh what matters, and see what would change the answer."
DRAFTS = "decision-drafts"
"""Where a tab keeps what was moved and not kept yet, by session."""
SCALE = "1 fails · 2 poor · 3 acceptable · 4 good · 5 meets it with room to spare"
LISTED = 12
"""Options listed at first; the grid of scores has them all."""
TOLD = 8
"""Lines of what would change the answer that are there at first."""
ALL_OPTIONS = "decision-all-options"
"""Where a tab keeps that it wants to see all of them."""
LOOKS = ("Ranking", "Tornado", "Flip", "Robustness")


def draw() -> None:
    found = opened("decision", TEACH)
    if found is None:
        return
    here, session = found
    draft = _draft(session)
    changes = work.changes(here.frame, draft)
    frame = work.drafted(here.frame, draft)
    matrix = from_frame(frame)
    analysis = analyse(matrix) if matrix else None
    _head(frame, analysis)
    draw_start(frame)
    left, right = st.columns([0.55, 0.45], gap="large")
    with right, st.container(key="result"):  # first: what somebody moves a weight for is there at once
        _keeping(here, session, changes)
        _result(frame, analysis)
    with left:
        _options(here, session)
        _constraints(here, session)
        _criteria(here, session, matrix, analysis)
        _scores(here, session, draft)
        _reversibility(here, session)
        _recommendation(here, session, analysis)
        _triggers(here, session)


def _head(frame: Frame, analysis: Analysis | None) -> None:
    step = work.next_step(frame)

    def read_it() -> None:
        if st.button("Open the document", type="primary", icon=":material/description:"):
            go("document")

    if analysis and analysis.winners:
        next_thing(capital(verdict(analysis)), f"Next: {step.text}. {step.why}", None if step.key else read_it)
    else:
        next_thing(f"{step.text}.", step.why, None if step.key else read_it)


# -- what was moved and not kept yet -----------------------------------------------------------------------------------


def _moved(session: str) -> dict[str, dict[Any, Any]]:
    drafts = st.session_state.setdefault(DRAFTS, {})
    return drafts.setdefault(session, {"weights": {}, "scores": {}, "reasons": {}})  # type: ignore[no-any-return]


def _draft(session: str) -> Draft:
    return Draft(**_moved(session))


def _keeping(here: Known, session: str, changes: tuple[Edited | Captured, ...]) -> None:
    """Trying out is free: nothing is saved, and so nobody is told, before it is kept."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="keeping"):
        st.button(
            "Keep", key="keep", type="primary", icon=":material/save:", disabled=not changes, on_click=_keep,
            args=(session, changes, here.revision),
        )  # fmt: skip
        st.button("Take back", key="take-back", disabled=not changes, on_click=_take_back, args=(session,))
        count = items.counted(len(changes), "change")
        st.caption(
            f"{count} tried out, not kept yet"
            if changes
            else "Move weights and scores freely: what you try out is kept when you say so."
        )


def _keep(session: str, changes: tuple[Edited | Captured, ...], revision: int) -> None:
    if keep(session, changes, revision):
        _take_back(session)


def _take_back(session: str) -> None:
    st.session_state.get(DRAFTS, {}).pop(session, None)
    st.session_state["decision-fresh"] = st.session_state.get("decision-fresh", 0) + 1


def _key(here: Known, name: str) -> str:
    """Widgets start anew from what is saved after every change of the session, and after taking back."""
    return f"{name}-{here.revision}-{st.session_state.get('decision-fresh', 0)}"


# -- options, constraints, criteria ------------------------------------------------------------------------------------


def _options(here: Known, session: str) -> None:
    frame = here.frame
    st.subheader("Options", anchor=False)
    folded_away = 0 if st.session_state.get(ALL_OPTIONS) else len(frame.options) - LISTED
    for option in frame.options[: LISTED if folded_away > 0 else None]:
        broken = frame.ruled_out(option.id)
        notes = ["doing nothing"] * option.baseline + ["asked for at first"] * option.parked
        if broken:
            notes.append(f"ruled out: {', '.join(constraint.text for constraint in broken)}")
        with _item(f"option-{option.id}", capital(option.text), notes, struck=bool(broken)):
            _change(option, partial(_option_form, option, here, session))
    if folded_away > 0:
        st.button(f"Show {folded_away} more", key="all-options", type="tertiary", on_click=_want, args=(ALL_OPTIONS,))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _add("option", "Another option", "what else could really work?", partial(_add_named, here, session, "options"))
        if frame.options and all(not option.baseline for option in frame.options):
            st.button(
                "Add doing nothing", key="add-baseline", icon=":material/pause:", on_click=keep_these,
                args=(session, [items.added_baseline(frame)], here.revision),
            )  # fmt: skip


def _option_form(option: Option, here: Known, session: str) -> None:
    name, trade = f"name-{option.id}-{here.revision}", f"trade-{option.id}-{here.revision}"
    before = option.trade_off.text if option.trade_off else ""
    with st.form(f"form-{option.id}", border=False):
        st.text_input("Name", option.text, key=name)
        st.text_area("What is gained and given up, in numbers where you can", before, key=trade, height=90)

        def save() -> None:
            edits = [Edited(path=f"options.{option.id}", value=st.session_state[name])]
            edits = [edit for edit in edits if edit.value.strip() != option.text]
            told = st.session_state[trade].strip()
            if told and told != before:
                edits.append(Edited(path=f"options.{option.id}.trade_off", value=told))
            keep(session, edits, here.revision)

        st.form_submit_button("Save", on_click=save, type="primary")
    _remove(f"options.{option.id}", here, session)


def _constraints(here: Known, session: str) -> None:
    frame = here.frame
    st.subheader("What rules an option out", anchor=False)
    if not frame.constraints:
        st.caption(
            "A law, a contract, a date, a budget that nobody can move. What breaks it is out, whatever its score."
        )
    rows = {row.constraint.id: row for row in work.screened(frame)}
    names = items.labels(frame.options, 70)
    for constraint in frame.constraints:
        kind = {True: "hard", False: "negotiable", None: "hard or negotiable?"}[constraint.hard]
        with _item(f"constraint-{constraint.id}", capital(constraint.text), [kind]):
            _change(constraint, partial(_constraint_form, constraint, here, session))
        row = rows.get(constraint.id)
        if row is not None and frame.options:
            key = f"breaks-{constraint.id}-{here.revision}"
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"screen-{constraint.id}"):
                st.multiselect(
                    f"Which options break “{constraint.text}”?", [option.id for option in frame.options],
                    list(row.broken_by), format_func=lambda id: names[id], key=key, label_visibility="collapsed",
                    placeholder="no option breaks it" if row.looked_at else "which options break it?",
                    on_change=_screen, args=(key, constraint.id, here, session),
                )  # fmt: skip
                if not row.looked_at:
                    st.button(
                        "None", key=f"none-{key}", help="No option breaks it", on_click=keep_these,
                        args=(session, work.screening(frame, constraint.id, ()), here.revision),
                    )  # fmt: skip
    _add(
        "constraint", "Another hard constraint", "what must hold in any case?", partial(_add_constraint, here, session)
    )


def _screen(key: str, constraint: str, here: Known, session: str) -> None:
    keep(session, work.screening(here.frame, constraint, st.session_state[key]), here.revision)


def _constraint_form(constraint: Constraint, here: Known, session: str) -> None:
    name = f"name-{constraint.id}-{here.revision}"
    with st.form(f"form-{constraint.id}", border=False):
        st.text_input("What must hold", constraint.text, key=name)
        hard = st.toggle(
            "Hard: nobody here can move it", bool(constraint.hard), key=f"hard-{constraint.id}-{here.revision}"
        )

        def save() -> None:
            edits: list[turn.Change] = []
            if st.session_state[name].strip() != constraint.text:
                edits.append(Edited(path=f"constraints.{constraint.id}", value=st.session_state[name]))
            now = st.session_state[f"hard-{constraint.id}-{here.revision}"]
            if now != constraint.hard:
                edits.append(
                    Captured(topic="constraints", path=f"constraints.{constraint.id}.hard", value=str(now), hard=now)
                )
            keep(session, edits, here.revision)

        st.form_submit_button("Save", on_click=save, type="primary")
        del hard
    _remove(f"constraints.{constraint.id}", here, session)


def _criteria(here: Known, session: str, matrix: Matrix | None, analysis: Analysis | None) -> None:
    frame = here.frame
    st.subheader("Criteria and how much they count", anchor=False)
    if not frame.criteria:
        st.caption("What would you judge the options by? Three to five, named before anything is scored.")
    else:
        st.caption("Ask of each: how much would it matter to go from the worst option on it to the best?")
    end, shown, moved = work.scale_of(frame), work.shown_weights(frame), _moved(session)["weights"]
    for criterion in frame.criteria:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"weight-{criterion.id}"):
            key = _key(here, f"slider-{criterion.id}")
            st.slider(
                plain(criterion.text), 0.0, end, float(moved.get(criterion.id, shown[criterion.id])), end / 100,
                format="%g", key=key, on_change=_weigh, args=(key, criterion.id, session),
            )  # fmt: skip
            _change(criterion, partial(_criterion_form, criterion, here, session))
        st.caption(_swing(criterion, matrix, analysis))
    _add(
        "criterion", "Another criterion", "waiting time, cost a month…", partial(_add_named, here, session, "criteria")
    )


def _weigh(key: str, criterion: str, session: str) -> None:
    _moved(session)["weights"][criterion] = st.session_state[key]


def _swing(criterion: Criterion, matrix: Matrix | None, analysis: Analysis | None) -> str:
    unweighed = "Not weighed yet; counted as the average. " if criterion.weight is None else ""
    found = work.swing(matrix, analysis, criterion.id) if matrix and analysis else None
    if not found or not matrix:
        return f"{unweighed}The options are not scored on it yet."
    name = items.labels(matrix.options)
    if found.low == found.high:
        return f"{unweighed}{found.share:.0%} of the result, and all options score {found.low:g}: it decides nothing."
    return (
        f"{unweighed}{found.share:.0%} of the result. From {plain(name[found.worst])} ({found.low:g}) to "
        f"{plain(name[found.best])} ({found.high:g}) it moves the total by {found.effect:.1f}."
    )


def _criterion_form(criterion: Criterion, here: Known, session: str) -> None:
    name = f"name-{criterion.id}-{here.revision}"
    with st.form(f"form-{criterion.id}", border=False):
        st.text_input("Name", criterion.text, key=name)

        def save() -> None:
            if st.session_state[name].strip() != criterion.text:
                keep(session, [Edited(path=f"criteria.{criterion.id}", value=st.session_state[name])], here.revision)

        st.form_submit_button("Save", on_click=save, type="primary")
    _remove(f"criteria.{criterion.id}", here, session)


# -- scores ------------------------------------------------------------------------------------------------------------


def _scores(here: Known, session: str, draft: Draft) -> None:
    frame = here.frame
    st.subheader("Scores", anchor=False)
    rows = [option for option in frame.options if not frame.ruled_out(option.id)]
    if not rows or not frame.criteria:
        st.caption("A grid opens here once there are options and criteria.")
        return
    st.caption(SCALE)
    what = st.segmented_control(
        "Fill in", ("scores", "reasons"), default="scores", required=True, key="grid-shows", label_visibility="collapsed",
        format_func={"scores": "Scores", "reasons": "Why these scores"}.__getitem__,
    )  # fmt: skip
    numbers = what != "reasons"
    key = _key(here, f"grid-{what}-{len(rows)}")
    names = items.labels(frame.criteria, 40)
    columns = [criterion.id for criterion in frame.criteria]
    column: Callable[[str], Any] = (
        (lambda id: st.column_config.NumberColumn(names[id], min_value=1, max_value=5, step=1, format="%d"))
        if numbers
        else (lambda id: st.column_config.TextColumn(names[id], max_chars=300, width="medium"))
    )
    st.data_editor(
        _table(key, frame, rows, numbers, draft),
        key=key,
        hide_index=True,
        disabled=["option"],
        column_config={
            "option": st.column_config.TextColumn("Option", width="medium", pinned=True),
            **{id: column(id) for id in columns},
        },
        on_change=_fill,
        args=(key, session, [option.id for option in rows], numbers),
        alt="Scores, options by criteria" if numbers else "Reasons for the scores, options by criteria",
    )
    loose = work.reasons_without_score(frame, draft)
    if loose:
        st.caption(
            f":orange[:material/warning:] {items.counted(loose, 'reason')} without a score is not kept: score first."
        )
    elif numbers:
        told = sum(bool(score.reason) for score in frame.scores)
        st.caption(
            f"{told} of {items.counted(len(frame.scores), 'score')} {'has' if told == 1 else 'have'} a reason. Enter opens a cell, Tab goes on."
        )


def _table(key: str, frame: Frame, rows: list[Option], numbers: bool, draft: Draft) -> pd.DataFrame:
    """What the grid starts from. It stays the same while the grid is on the page: the grid keeps its own changes."""
    kept = st.session_state.get("decision-table")
    if key in st.session_state and kept and kept[0] == key:
        return kept[1]
    scored: dict[Cell, Any] = {(s.option, s.criterion): s.value if numbers else s.reason for s in frame.scores}
    scored |= draft.scores if numbers else draft.reasons
    table = pd.DataFrame({"option": [option.text for option in rows]})
    for criterion in frame.criteria:
        column = [scored.get((option.id, criterion.id)) for option in rows]
        table[criterion.id] = pd.array(column, dtype="Int64") if numbers else [text or "" for text in column]
    st.session_state["decision-table"] = (key, table)
    return table


def _fill(key: str, session: str, options: list[str], numbers: bool) -> None:
    moved = _moved(session)["scores" if numbers else "reasons"]
    for row, cells in st.session_state[key]["edited_rows"].items():
        for criterion, value in cells.items():
            moved[options[int(row)], criterion] = (None if value is None else int(value)) if numbers else value or ""


# -- the way back, the choice, the next look ---------------------------------------------------------------------------


def _reversibility(here: Known, session: str) -> None:
    frame = here.frame
    st.subheader("The way back", anchor=False)
    key, door = f"undo-{here.revision}", f"door-{here.revision}"
    text = frame.answer("reversibility").text
    with st.form("reversibility", border=False):
        st.text_area(
            "If it turns out wrong in a year, what exactly would have to be undone, and how long does that take?", text,
            key=key, height=90, placeholder="Two weeks to move the orders back, and a contract to end",
        )  # fmt: skip
        kinds: list[Stakes] = ["two_way", "costly", "one_way"]
        st.radio(
            "That makes it", kinds, index=kinds.index(frame.stakes) if frame.stakes in kinds else None, key=door,
            format_func=STAKES.__getitem__,
        )  # fmt: skip

        def save() -> None:
            told, chosen = st.session_state[key].strip(), st.session_state[door]
            edits: list[turn.Change] = []
            if told and told != text:
                edits.append(Edited(path="answers.reversibility", value=told))
            if chosen and (chosen != frame.stakes or frame.stakes_origin is None):
                edits.append(Captured(topic="reversibility", path="stakes", value=chosen, quote=told))
            keep(session, edits, here.revision)

        st.form_submit_button("Save the way back", on_click=save)
    if text:
        today = host().app.clock.now().date()
        read_as = stakes_from(text, read(text, today).facts)
        if read_as and read_as != frame.stakes:
            st.caption(f":orange[:material/warning:] By the time it names, that reads as {STAKES[read_as]}.")


def _recommendation(here: Known, session: str, analysis: Analysis | None) -> None:
    frame = here.frame
    st.subheader("Your recommendation", anchor=False)
    if not frame.options:
        st.caption("First the options.")
        return
    key, why = f"chosen-{here.revision}", f"because-{here.revision}"
    ids = [option.id for option in frame.options]
    names = items.labels(frame.options, 70)
    text = frame.answer("recommendation").text
    with st.form("recommendation", border=False):
        st.selectbox(
            "I would defend", ids, ids.index(frame.chosen) if frame.chosen in ids else None, key=key,
            format_func=names.__getitem__, placeholder="one of the options",
        )  # fmt: skip
        st.text_input("because", text, key=why, placeholder="the main reason")

        def save() -> None:
            chosen, because = st.session_state[key], st.session_state[why].strip()
            edits: list[turn.Change] = []
            if chosen and chosen != frame.chosen:
                edits.append(Captured(topic="recommendation", path="chosen", value=chosen, quote=because))
            if because and because != text:
                edits.append(Edited(path="answers.recommendation", value=because))
            keep(session, edits, here.revision)

        st.form_submit_button("Save the recommendation", on_click=save)
    if frame.chosen and analysis and analysis.winners and frame.chosen not in analysis.winners:
        leads = names.get(analysis.winners[0], "")
        st.caption(
            f":orange[:material/warning:] The matrix has {plain(leads)} first. Either may be right; the reason says why."
        )


def _triggers(here: Known, session: str) -> None:
    frame = here.frame
    st.subheader("When to look again", anchor=False)
    if not frame.triggers:
        st.caption(
            "A figure at a value, a date, and who watches. For example: p95 above 2 s for a week; Ines; 1 March."
        )
    for trigger in frame.triggers:
        notes = [trigger.owner or "nobody watches yet", trigger.due or "no date"]
        if not trigger.measurable:
            notes.append("cannot be measured")
        with _item(f"trigger-{trigger.id}", trigger.text, notes):
            _change(trigger, partial(_trigger_form, trigger, here, session))
    folded("Add a trigger", "add-trigger", partial(_trigger_form, None, here, session), icon=":material/add:")


def _trigger_form(trigger: Trigger | None, here: Known, session: str) -> None:
    id = trigger.id if trigger else "new"
    text, owner, due = (f"{field}-{id}-{here.revision}" for field in ("text", "owner", "due"))
    with st.form(f"trigger-form-{id}", border=False):
        st.text_input(
            "Look again if", trigger.text if trigger else "", key=text, placeholder="p95 above 2 s for a week"
        )
        st.text_input(
            "Who watches", (trigger.owner or "") if trigger else "", key=owner, placeholder="a name or a role"
        )
        st.date_input("And in any case on", trigger.due if trigger else None, key=due, format="YYYY-MM-DD")

        def save() -> None:
            said = st.session_state[text].strip()
            today = host().app.clock.now().date()
            if not said:
                refuse("A trigger needs words: what would make you look again?")
                return
            new = items.trigger(
                here.frame, said, st.session_state[owner], st.session_state[due], today, trigger.id if trigger else None
            )
            keep(session, [new], here.revision)

        st.form_submit_button("Save", on_click=save, type="primary")
    if trigger:
        _remove(f"triggers.{trigger.id}", here, session)


# -- small parts -------------------------------------------------------------------------------------------------------


def _item(key: str, text: str, notes: list[str], struck: bool = False) -> Any:
    """A line of a list, with room at its end."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"item-{key}")
    shown = plain(text).replace("  \n", " ")
    row.markdown(
        (f":gray[{shown}]" if struck else shown) + (f"  \n:small[:gray[{plain(' · '.join(notes))}]]" if notes else ""),
        width="stretch",
    )
    return row


def _change(item: Option | Constraint | Criterion | Trigger, draw_form: Callable[[], None]) -> None:
    folded("Change", f"change-{item.id}", draw_form, type="tertiary")


def _remove(path: str, here: Known, session: str) -> None:
    st.button(
        "Remove", key=f"remove-{path}", icon=":material/delete:", type="tertiary", on_click=keep_these,
        args=(session, [Removed(path=path)], here.revision),
    )  # fmt: skip


def _add(kind: str, label: str, example: str, add: Callable[[str], bool]) -> None:
    key = f"new-{kind}"

    def submit() -> None:
        if add((st.session_state.get(key) or "").strip()):
            st.session_state[key] = ""

    with st.form(f"add-{kind}", border=False), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(label, key=key, placeholder=example)
        st.form_submit_button("Add", icon=":material/add:", on_click=submit)


def _add_named(here: Known, session: str, collection: Any, text: str) -> bool:
    if not text:
        return False
    if items.is_listed(here.frame, collection, text):
        refuse("That is on the list already.")
        return False
    if collection == "options":
        _want(ALL_OPTIONS)  # what was added is seen
    return keep(session, [items.added(here.frame, collection, text)], here.revision)


def _add_constraint(here: Known, session: str, text: str) -> bool:
    return bool(text) and keep(session, [items.added_constraint(here.frame, text, hard=True)], here.revision)


# -- the result --------------------------------------------------------------------------------------------------------


@st.fragment
def _result(frame: Frame, analysis: Analysis | None) -> None:
    """A fragment: to look at it from another side changes nothing else on the page."""
    if analysis is None or not analysis.winners:
        st.caption("The ranking shows here with the first score, and moves with every slider.")
        return
    what = st.segmented_control(
        "Look at", LOOKS, default=LOOKS[0], required=True, key="look", label_visibility="collapsed"
    )
    with st.container(key="plot"):
        if what == LOOKS[1]:
            plots.draw(plots.tornado(work.tornado(analysis)), alt="How far each weight alone moves the winner's lead")
            st.caption("A bar that crosses 0 turns the result within twice its weight.")
        elif what == LOOKS[2]:
            _one_weight(frame, analysis)
        elif what == LOOKS[3]:
            plots.draw(plots.shares(work.robustness(analysis)), alt="How often each option wins over random weights")
            st.caption("How often each wins in 1,000 draws in which every weighting is as likely as any other.")
        else:
            plots.draw(plots.ranking(work.parts(analysis)), alt=f"The ranking. {verdict(analysis)}")
        if what != LOOKS[1] and len(analysis.ranking) > work.PICTURED:
            st.caption(
                f"The picture has {work.PICTURED} of {len(analysis.ranking)} options; the document ranks them all."
            )
    _told("What would change the answer", [*firmness(analysis)[1:], *turns(analysis)], "turns")
    _told("What makes no difference", remarks(analysis), "remarks")
    section_button("expensive-decisions", "decision", "what it costs to undo a decision")


def _want(all_of: str) -> None:
    st.session_state[all_of] = True


def _told(title: str, lines: list[str], name: str) -> None:
    """A list under a title; of a long one the beginning, and the rest for who wants it."""
    if not lines:
        return
    st.markdown(f"##### {title}")
    wanted = f"decision-all-{name}"
    shown = lines if len(lines) <= TOLD + 1 or st.session_state.get(wanted) else lines[:TOLD]
    st.markdown("\n".join(f"- {plain(capital(line))}" for line in shown))
    if rest := len(lines) - len(shown):
        st.button(f"Show {rest} more", key=f"all-{name}", type="tertiary", on_click=_want, args=(wanted,))


def _one_weight(frame: Frame, analysis: Analysis) -> None:
    names = items.labels(frame.criteria)
    ids = list(names)
    nearest = analysis.sensitivity.smallest_flip
    chosen = st.selectbox(
        "The weight that moves", ids, ids.index(nearest.criterion) if nearest else 0, format_func=names.__getitem__,
        key="moving",
    )  # fmt: skip
    found = work.flips(analysis, chosen or ids[0], work.scale_of(frame))
    at = f"another option takes the lead at {found.turns[0]:.3g}" if found.turns else "no other option takes the lead"
    plots.draw(plots.flips(found), alt=f"Totals while one weight moves; {at}")
    st.caption(f"Solid: the weight now, {found.now:.3g}. " + (f"Dashed: {at}." if found.turns else f"Here {at}."))
