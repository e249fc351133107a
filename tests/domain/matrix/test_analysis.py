"""What follows from a matrix, and where it comes from in a conversation."""

import json

import pytest
from pydantic import ValidationError

from assistant.domain import frame as nouns
from assistant.domain.frame import Frame, Provenance
from assistant.domain.matrix import Matrix, analyse, from_frame, parse, report
from assistant.domain.matrix.analysis import (
    DecidesNothing,
    Dominated,
    Flip,
    Ranked,
    ScoreNeeded,
    WhatWouldHaveToBeTrue,
    Without,
)
from assistant.domain.matrix.report import verdict

PARCELS = {
    "options": ["Queue", "Faster job", "Broker", {"name": "Nothing", "baseline": True, "breaks": ()}],
    "criteria": [
        {"name": "Delay", "weight": 4},
        {"name": "Operable", "weight": 3},
        {"name": "Cost", "weight": 2},
        {"name": "Region", "weight": 1},
    ],
    "scores": {
        "Queue": {"Delay": 5, "Operable": 3, "Cost": 4, "Region": 2},
        "Faster job": {"Delay": 3, "Operable": 5, "Cost": 4, "Region": 2},
        "Broker": {"Delay": 5, "Operable": 1, "Cost": 1, "Region": 2},
        "Nothing": {"Delay": 1, "Operable": 4, "Cost": 5, "Region": 2},
    },
}


@pytest.fixture
def parcels() -> Matrix:
    return parse(PARCELS)


def test_ranking_margin_and_verdict(parcels):
    analysis = analyse(parcels)

    assert analysis.ranking == (
        Ranked(option="Queue", total=3.9, rank=1),
        Ranked(option="Faster job", total=3.7, rank=2),
        Ranked(option="Nothing", total=2.8, rank=3),
        Ranked(option="Broker", total=2.7, rank=4),
    )
    assert analysis.weights == {"Delay": 0.4, "Operable": 0.3, "Cost": 0.2, "Region": 0.1}
    assert analysis.winners == ("Queue",)
    assert analysis.margin == pytest.approx(0.2 / 3.9)
    assert not analysis.clear_winner


def test_sensitivity_dominance_and_what_decides_nothing(parcels):
    analysis = analyse(parcels)

    assert analysis.sensitivity.smallest_flip == Flip(criterion="Delay", change=-1, winner="Faster job")
    assert analysis.sensitivity.equal_weights == ("Queue", "Faster job")
    assert analysis.sensitivity.without_criterion[0] == Without(without="Delay", winners=("Faster job",))
    assert analysis.dominated == (Dominated(option="Broker", by=("Queue",)),)
    assert analysis.decides_nothing == (DecidesNothing(criterion="Region", reason="same_scores"),)
    assert analysis.to_win == (
        WhatWouldHaveToBeTrue(
            option="Faster job",
            weight=Flip(criterion="Delay", change=-1, winner="Faster job"),
            score=ScoreNeeded(option="Faster job", criterion="Delay", given=3, needed=4),
        ),
        WhatWouldHaveToBeTrue(option="Broker", weight=None, score=None),
        WhatWouldHaveToBeTrue(
            option="Nothing",
            weight=Flip(criterion="Cost", change=11, winner="Nothing"),
            score=ScoreNeeded(option="Nothing", criterion="Delay", given=1, needed=4),
        ),
    )


def test_the_json_is_the_one_that_scripts_read(parcels):
    printed = json.loads(analyse(parcels).model_dump_json())

    assert [(ranked["option"], ranked["total"]) for ranked in printed["ranking"]][0] == ("Queue", 3.9)
    assert printed["sensitivity"]["smallest_flip"] == {"criterion": "Delay", "change": -1.0, "winner": "Faster job"}


def test_the_report_reads_from_top_to_bottom(parcels):
    assert report(analyse(parcels)).split("\n") == [
        "1. Queue               3.90",
        "2. Faster job          3.70",
        "3. Nothing (baseline)  2.80",
        "4. Broker              2.70",
        "Weights: Delay 40%, Operable 30%, Cost 20%, Region 10%",
        "",
        "No clear winner: “Queue” is 5.1% ahead of “Faster job”; under 10% is too close to call.",
        "With equal weights: “Queue” and “Faster job”.",
        "Wins over random weights: “Queue” 46%, “Faster job” 40%, “Nothing” 14%.",
        "",
        "Smallest flip: with Delay weighing under 3 instead of 4, “Faster job” wins.",
        "Without Delay: “Faster job”.",
        "For “Faster job” to win: Delay weighing under 3 instead of 4 or “Faster job” at 4 instead of 3 on Delay.",
        "For “Nothing” to win: Cost weighing over 13 instead of 2 or “Nothing” at 4 instead of 1 on Delay.",
        "For “Broker” to win: no single weight or score is enough.",
        "",
        "“Broker” is no better than “Queue” anywhere and worse somewhere.",
        "Region decides nothing: all options score the same on it.",
    ]


def two(first: list, second: list, **weights: float | None) -> Matrix:
    return parse({"options": ["a", "b"], "criteria": weights or {"x": 1, "y": 1}, "scores": [first, second]})


@pytest.mark.parametrize(
    ("first", "second", "clear"), [([5, 5], [5, 4], True), ([4, 4], [4, 3.2], True), ([4, 4], [4, 3.3], False), ([4, 4], [4, 4], False)]
)  # fmt: skip
def test_a_clear_winner_leads_by_a_tenth_of_its_total(first, second, clear):
    assert analyse(two(first, second)).clear_winner is clear


def test_a_tie_is_called_a_tie():
    analysis = analyse(two([5, 1], [1, 5]))

    assert analysis.winners == ("a", "b")
    assert [ranked.rank for ranked in analysis.ranking] == [1, 1]
    assert analysis.to_win == ()
    assert report(analysis).split("\n")[4:6] == [
        "No clear winner: “a” and “b” have the same total.",
        "Wins over random weights: “a” 51%, “b” 49%.",
    ]
    assert "with the slightest change to the weight of x, “b” wins" in report(analysis)


def test_an_empty_cell_is_reported_and_never_counts_as_zero():
    analysis = analyse(two([4, None], [3, 5]))

    assert analysis.ranking == (
        Ranked(option="a", total=4, rank=1, incomplete=("y",)),
        Ranked(option="b", total=4, rank=1),
    )
    assert "no score for y" in report(analysis)


def test_no_winner_is_clear_while_an_empty_cell_could_undo_it():
    could = analyse(two([5, None], [3, 3]))
    could_not = analyse(two([5, 5], [1, None]))

    assert (could.margin, could.empty_cells_could_decide, could.clear_winner) == (0.4, True, False)
    assert (could_not.empty_cells_could_decide, could_not.clear_winner) == (False, True)


def test_an_option_without_any_score_comes_last():
    matrix = parse({"options": ["a", "b"], "criteria": ["x"], "scores": {"b": {"x": 1}}})

    analysis = analyse(matrix)

    assert analysis.ranking[-1] == Ranked(option="a", total=None, rank=2, incomplete=("x",))
    assert (analysis.winners, analysis.margin, analysis.clear_winner) == (("b",), None, False)
    assert "“b” is the only option with a score." in report(analysis)


def test_unweighted_criteria_count_the_same_and_that_is_said():
    analysis = analyse(two([5, 1], [3, 4], x=None, y=None))

    assert analysis.weights == {"x": 0.5, "y": 0.5}
    assert analysis.notes == ("No criterion was weighed, so all count the same.",)


def test_one_unweighted_criterion_counts_as_the_average_of_the_others():
    matrix = parse({"options": ["a", "b"], "criteria": {"x": 3, "y": 1, "z": None}, "scores": [[5, 1, 1], [1, 5, 5]]})

    analysis = analyse(matrix)

    assert analysis.weights == {"x": 0.5, "y": pytest.approx(1 / 6), "z": pytest.approx(1 / 3)}
    assert analysis.notes == ("z was not weighed; it counts as the average of the other weights.",)


def test_robustness_depends_on_the_seed_alone(parcels):
    first, again, other = (analyse(parcels, seed=seed).sensitivity.robustness for seed in (1, 1, 2))

    assert first == again != other
    assert sum(first.values()) == pytest.approx(1)


def test_robustness_is_the_share_of_weightings():
    """a wins wherever x outweighs y, half of all weightings; with scores 5:4 against 4:3 lines it wins always."""
    assert analyse(two([5, 1], [1, 5]), samples=4000).sensitivity.robustness["a"] == pytest.approx(0.5, abs=0.03)
    assert analyse(two([5, 4], [4, 3]), samples=100).sensitivity.robustness == {"a": 1.0, "b": 0.0}
    # a leads while 1·wx > 3·wy, so while the share of x is above 3/4: a quarter of the evenly spread shares.
    assert analyse(two([4, 1], [3, 4]), samples=4000).sensitivity.robustness["a"] == pytest.approx(0.25, abs=0.03)


def test_a_matrix_is_a_value():
    with pytest.raises(ValidationError):
        two([5, 1], [1, 5]).options = ()  # type: ignore[misc]


# -- from a conversation -----------------------------------------------------------------------------------------------

SAID = Provenance(quote="said")


def conversation(**changes: object) -> Frame:
    known = {
        "options": (
            nouns.Option(id="o1", text="Queue", origin=SAID),
            nouns.Option(id="o2", text="Do nothing", origin=SAID, baseline=True),
        ),
        "criteria": (
            nouns.Criterion(id="c1", text="Delay", origin=SAID, weight=3),
            nouns.Criterion(id="c2", text="Cost", origin=SAID),
        ),
        "scores": (
            nouns.Score(option="o1", criterion="c1", value=5, origin=SAID),
            nouns.Score(option="o2", criterion="c1", value=1, origin=SAID),
            nouns.Score(option="o9", criterion="c1", value=5, origin=SAID),
        ),
    }
    return Frame(**{**known, **changes})


def test_a_frame_gives_its_matrix():
    matrix = from_frame(conversation())

    assert matrix is not None
    assert matrix.model_dump() == {
        "options": (
            {"id": "o1", "text": "Queue", "baseline": False, "breaks": ()},
            {"id": "o2", "text": "Do nothing", "baseline": True, "breaks": ()},
        ),
        "criteria": (
            {"id": "c1", "text": "Delay", "weight": 3.0},
            {"id": "c2", "text": "Cost", "weight": None},
        ),
        "scores": {"o1": {"c1": 5.0}, "o2": {"c1": 1.0}},
    }
    assert report(analyse(matrix)).startswith("1. Queue                  5.00   no score for Cost")


def test_a_frame_without_scores_has_no_matrix_yet():
    assert from_frame(conversation(scores=())) is None
    assert from_frame(Frame()) is None


LONG = "have the catalogue's vendor host the search and keep the old index for the archive"


def test_a_long_name_is_cut_within_a_sentence():
    matrix = parse({"options": [LONG, "b"], "criteria": {"x": 1}, "scores": [[5], [4]]})

    assert verdict(analyse(matrix)) == (
        "“have the catalogue's vendor host the search and keep the…” wins, 20% ahead of “b”."
    )


def test_long_names_that_begin_alike_stay_whole():
    matrix = parse({"options": [f"{LONG} of 2019", f"{LONG} of 2020"], "criteria": {"x": 1}, "scores": [[5], [4]]})

    assert verdict(analyse(matrix)) == f"“{LONG} of 2019” wins, 20% ahead of “{LONG} of 2020”."
