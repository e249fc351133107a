"""The HTML report: one file that needs nothing else, with people's words as words."""

from evals.record import Exchange, Record
from evals.reports import kills, markdown, page, text
from evals.result import Figure, Judged, Kill, KillMatrix, Result, Score
from evals.store import Header

HEADER = Header(endpoint="none", model="guided", suites={"flow": "abc"}, prompt="p", guide="g", playbooks="b")
SCORE = Score(
    suite="flow", asks="is a person heard", hash="abc", passed=1, failed=1, errors=0, skipped=0, bar=0.9,
    figures=(Figure(name="elicited", value=0.5, n=2, least=0.9),),
)  # fmt: skip
TALK = Record(case="a", exchanges=(Exchange(said="<script>alert(1)</script>", reply="**Heard**: it.", asks="Why?"),))
BAD = Result(
    suite="flow",
    case="a",
    verdict="fail",
    reason="ends: <b>never</b>",
    record=TALK,
    judgements=(Judged("ends", "fail", "x"),),
)
GOOD = Result(suite="flow", case="b", verdict="pass")


def test_the_page_loads_nothing_and_shows_words_as_words() -> None:
    shown = page.render(HEADER, [SCORE], [BAD, GOOD])

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "ends: &lt;b&gt;never&lt;/b&gt;" in shown
    assert "http" not in shown
    assert "prefers-color-scheme:dark" in shown
    assert "1 of 1 suites did not hold" in shown


def test_a_conversation_is_told_once_and_pointed_at_from_the_next_suite() -> None:
    again = BAD.model_copy(update={"suite": "questions"})
    shown = page.render(HEADER, [SCORE, SCORE.model_copy(update={"suite": "questions"})], [BAD, again])

    assert shown.count("alert(1)") == 1
    assert '<a href="#flow-a">' in shown


def test_the_kill_matrix_names_who_got_away() -> None:
    lived = Kill(mutant="early solution", family="M1", says="offers Kafka", killer="drafts/leads", verdict="survived")
    matrix = KillMatrix(rows=(lived,), controls=(), weights={"drafts/leads": ()})

    assert not matrix.held
    assert "NOT M1      early solution: survived (wants drafts/leads)" in kills.render(matrix)
    assert "early solution" in page.of_kills(matrix)
    assert "0 of 1 killed" in markdown.render([SCORE], [BAD], kills=matrix)


def test_figures_below_their_bar_are_told_with_the_bar() -> None:
    assert "NOT elicited 0.5 (at least 0.9, n=2)" in text.render([SCORE], [BAD, GOOD])
    assert "| ❌ | flow: elicited | 0.5 | ≥ 0.9 | 2 |" in markdown.render([SCORE], [BAD, GOOD])
