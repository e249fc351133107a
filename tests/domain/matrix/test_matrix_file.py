"""Matrix files in the shapes people write them, and what is said about one that is wrong."""

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.matrix import Criterion, Matrix, Option, UnreadableMatrix, analyse, parse, report
from assistant.domain.matrix.analysis import RuledOut

EXPECTED = Matrix(
    options=(Option(id="Queue", text="Queue"), Option(id="Nothing", text="Nothing", baseline=True)),
    criteria=(Criterion(id="Delay", text="Delay", weight=3), Criterion(id="Cost", text="Cost", weight=1)),
    scores={"Queue": {"Delay": 5, "Cost": 2}, "Nothing": {"Delay": 1, "Cost": 5}},
)
OPTIONS = [{"name": "Queue"}, {"name": "Nothing", "baseline": True}]
CRITERIA = [{"name": "Delay", "weight": 3}, {"name": "Cost", "weight": 1}]
SCORES = {"Queue": {"Delay": 5, "Cost": 2}, "Nothing": {"Delay": 1, "Cost": 5}}

SHAPES = {
    "plain": {"options": OPTIONS, "criteria": CRITERIA, "scores": SCORES},
    "ids": {"options": [{"id": "Queue"}, {"id": "Nothing", "baseline": True}], "criteria": CRITERIA, "scores": SCORES},
    "weights apart": {
        "options": OPTIONS,
        "criteria": ["Delay", "Cost"],
        "weights": {"delay": 3, "cost": 1},
        "scores": SCORES,
    },
    "weights by name": {"options": OPTIONS, "criteria": {"Delay": 3, "Cost": "1"}, "scores": SCORES},
    "weight inside": {
        "options": OPTIONS,
        "criteria": {"Delay": {"weight": 3}, "Cost": {"weight": 1}},
        "scores": SCORES,
    },
    "scores inside": {
        "options": [
            {"name": "Queue", "scores": SCORES["Queue"]},
            {"name": "Nothing", "baseline": True, "scores": [1, 5]},
        ],
        "criteria": CRITERIA,
    },
    "options by name": {
        "options": {"Queue": {"scores": SCORES["Queue"]}, "Nothing": {"baseline": True, "Delay": 1, "Cost": 5}},
        "criteria": CRITERIA,
    },
    "criterion first": {
        "options": OPTIONS,
        "criteria": CRITERIA,
        "scores": {"Delay": {"Queue": 5, "Nothing": 1}, "Cost": {"Queue": 2, "Nothing": 5}},
    },
    "rows of numbers": {"options": OPTIONS, "criteria": CRITERIA, "scores": [[5, 2], [1, 5]]},
    "one cell a row": {
        "options": OPTIONS,
        "criteria": CRITERIA,
        "scores": [
            {"option": option, "criterion": criterion, "score": score}
            for option, row in SCORES.items()
            for criterion, score in row.items()
        ],
    },
    "with reasons": {
        "options": OPTIONS,
        "criteria": CRITERIA,
        "scores": {"Queue": {"Delay": {"score": 5, "reason": "measured"}, "Cost": 2}, "Nothing": SCORES["Nothing"]},
    },
    "other case and blanks": {
        "title": "Parcels",
        "options": OPTIONS,
        "criteria": CRITERIA,
        "scores": {" queue": {"DELAY": "5", "cost ": 2.0}, "Nothing": SCORES["Nothing"]},
    },
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_same_matrix(shape):
    assert parse(shape) == EXPECTED


def test_yaml_as_a_person_would_type_it():
    typed = """
    options:
      - Queue
      - {name: Nothing, baseline: yes}
    criteria:
      - {name: Delay, weight: 3}
      - {name: Cost, weight: 1}
    scores:
      Queue: {Delay: 5, Cost: 2}
      Nothing: {Delay: 1, Cost: 5}
    """

    assert parse(yaml.safe_load(typed)) == EXPECTED


def test_an_empty_cell_stays_empty_and_a_missing_weight_missing():
    matrix = parse({"options": ["a", "b"], "criteria": ["x", "y"], "scores": {"a": {"x": 3, "y": None}, "b": {}}})

    assert matrix.scores == {"a": {"x": 3}}
    assert matrix.empty_cells("b") == ("x", "y")
    assert [criterion.weight for criterion in matrix.criteria] == [None, None]


def changed(**changes: object) -> dict:
    return {**SHAPES["plain"], **changes}


WRONG = [
    ([], "This is no matrix: expected {"),
    (None, "This is no matrix: expected {"),
    (changed(options=None), '"options" is missing; expected a list of names.'),
    (changed(criteria="Cost"), '"criteria" is missing; expected a list of names.'),
    (changed(options=["Queue"], scores={"Queue": {"Cost": 1}}), "A matrix needs at least two options; doing nothing"),
    (changed(options=["Queue", " queue "]), '"queue" stands twice among the options; every name may stand there once.'),
    (changed(options=["Queue", {"baseline": True}]), 'One of the options has no "name".'),
    (changed(options=["Queue", True]), "One of the options has no usable name: True."),
    (
        changed(options=[{"name": "Queue", "baseline": "maybe"}, "Nothing"]),
        '"baseline" of "Queue" is \'maybe\'; expected true',
    ),
    (
        changed(options=[{"name": n, "baseline": True} for n in ("Queue", "Nothing")]),
        "Two options are marked as the baseline",
    ),
    (changed(criteria={"Delay": -1, "Cost": 1}), 'The weight of "Delay" is -1; a weight cannot be below 0.'),
    (changed(criteria={"Delay": "high", "Cost": 1}), "The weight of \"Delay\" is 'high'; expected a number."),
    (changed(criteria={"Delay": float("nan"), "Cost": 1}), 'The weight of "Delay" is nan; expected a number.'),
    (changed(criteria={"Delay": 0, "Cost": 0}), "Every weight is 0, so nothing would be decided"),
    (changed(scores={}), "There is no score yet;"),
    (changed(scores={"Queue": {"Delay": 6}}), 'The score of "Queue" on "Delay" is 6; expected a number from 1 (worst)'),
    (changed(scores={"Queue": {"Delay": True}}), 'The score of "Queue" on "Delay" is True; expected a number'),
    (
        changed(scores={"Queue": {"Speed": 5}}),
        "There is a score for 'Speed', which is no criterion; known are Delay, Cost.",
    ),
    (
        changed(scores={"Kew": {"Delay": 5}}),
        "There is a score for 'Kew', which is no option; known are Queue, Nothing.",
    ),
    (changed(scores=[[5, 2, 3]]), 'The scores of "Queue" are [5, 2, 3]; expected 2, each by name or all in order.'),
    (changed(scores=[[5, 2]] * 3), '"scores" has more rows than there are options (2).'),
    (changed(scores=5), '"scores" is 5; expected the scores by option and criterion.'),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_a_file_that_is_wrong_is_explained_in_one_line(content, message):
    with pytest.raises(UnreadableMatrix) as wrong:
        parse(content)

    assert str(wrong.value).startswith(message)
    assert "\n" not in str(wrong.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "b", "x", "options", "\n", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "b", "x", "name", "weight", "scores", "baseline", "option"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries({"options": JSON, "criteria": JSON, "scores": JSON}, optional={"weights": JSON}) | JSON)
def test_any_content_is_a_matrix_or_one_line(content):
    try:
        parse(content)
    except UnreadableMatrix as error:
        refused = str(error)
    else:
        refused = ""
    assert "\n" not in refused


# -- hard constraints --------------------------------------------------------------------------------------------------

THREE = {
    "criteria": CRITERIA,
    "scores": {**SCORES, "Kafka": {"Delay": 5, "Cost": 5}},
}
SCREENED = {
    "at the option": {**THREE, "options": [*OPTIONS, {"name": "Kafka", "breaks": ["400 euro a month"]}]},
    "in a word": {**THREE, "options": [*OPTIONS, {"name": "Kafka", "breaks": "400 euro a month"}]},
    "at the constraint": {
        **THREE,
        "options": [*OPTIONS, {"name": "Kafka"}],
        "constraints": [{"name": "400 euro a month", "broken_by": ["kafka"]}, {"name": "data in the EU"}],
    },
}


@pytest.mark.parametrize("content", SCREENED.values(), ids=SCREENED)
def test_what_breaks_a_hard_constraint_is_out_before_anything_is_weighed(content):
    analysis = analyse(parse(content))
    assert [ranked.option for ranked in analysis.ranking] == ["Queue", "Nothing"]
    assert analysis.ruled_out == (RuledOut(option="Kafka", breaks=("400 euro a month",)),)
    assert "“Kafka” is out: it breaks 400 euro a month." in report(analysis)
    assert set(analysis.sensitivity.robustness) == {"Queue", "Nothing"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**THREE, "options": [*OPTIONS, {"name": "Kafka", "breaks": 3}]}, '"breaks" of "Kafka" is 3'),
        (
            {**THREE, "options": OPTIONS, "scores": SCORES, "constraints": [{"name": "c", "broken_by": ["x"]}]},
            "which is no option",
        ),
        (
            {"options": [{"name": n, "breaks": "c"} for n in SCORES], "criteria": CRITERIA, "scores": SCORES},
            "Every option breaks a hard constraint",
        ),
    ],
)
def test_a_constraint_that_cannot_be_meant_is_named(content, said):
    with pytest.raises(UnreadableMatrix, match=re.escape(said)):
        parse(content)
