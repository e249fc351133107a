from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.adapters.knowledge import ranking
from assistant.adapters.knowledge.ranking import Near, ranked_by_words


def near(section: str, kind: str, *similarities: float) -> list[Near]:
    return [Near(section, kind, similarity) for similarity in similarities]


def ranked(
    evidence: Sequence[Near], words: Mapping[str, float], more: int = 3, asked: float = 0.05
) -> list[tuple[str, float]]:
    """Ranked in an index that holds `more` further entries of every kind of each section in the evidence."""
    kept = Counter((one.kind, one.section) for one in evidence)
    return ranking.ranked(evidence, {each: several + more for each, several in kept.items()}, words, asked)


def sections(found: list[tuple[str, float]]) -> list[str]:
    return [section for section, _ in found]


FAR = [*near("", "elsewhere", 0.1), *near("z", "text", 0.1, 0.1, 0.1)]


def test_steady_evidence_beats_one_lucky_sentence() -> None:
    found = ranked([*near("lucky", "ask", 0.7), *near("steady", "ask", 0.6, 0.6, 0.6), *near("", "elsewhere", 0.3)], {})
    assert sections(found)[:2] == ["steady", "lucky"]


def test_words_decide_between_equals() -> None:
    found = ranked([*near("a", "ask", 0.5, 0.5, 0.5), *near("b", "ask", 0.5, 0.5, 0.5), *FAR], {"b": 0.6})
    assert sections(found)[:2] == ["b", "a"]


def test_equal_scores_come_in_the_same_order_every_time() -> None:
    evidence = [*near("b", "ask", 0.6), *near("a", "ask", 0.6), *FAR]
    assert ranked(evidence, {}) == ranked(evidence[::-1], {})
    assert sections(ranked(evidence, {}))[:2] == ["a", "b"]


def test_silence_where_everything_is_far() -> None:
    assert (
        ranked([*near("a", "ask", 0.2), *near("a", "text", 0.15), *near("", "elsewhere", 0.2)], {"a": 0.1}, asked=0.02)
        == []
    )


def test_silence_where_something_else_is_nearer() -> None:
    evidence = [*near("a", "ask", 0.5, 0.3, 0.3), *near("a", "text", 0.3, 0.3, 0.3)]
    assert sections(ranked([*evidence, *near("", "elsewhere", 0.2)], {})) == ["a"]
    assert ranked([*evidence, *near("", "elsewhere", 0.75)], {}) == []


def test_silence_where_the_query_is_like_nothing_that_people_ask_the_guide() -> None:
    evidence = [*near("a", "ask", 0.5, 0.3, 0.3), *near("", "elsewhere", 0.45)]
    assert sections(ranked(evidence, {}, asked=0.1)) == ["a"]
    assert ranked(evidence, {}, asked=0.0) == []


def test_what_lies_elsewhere_is_never_a_result() -> None:
    found = ranked([*near("a", "ask", 0.9, 0.9, 0.9), *near("", "elsewhere", 0.8)], {})
    assert sections(found) == ["a"]


def test_sections_far_behind_the_best_are_not_listed() -> None:
    evidence = [*near("a", "text", 0.8, 0.8, 0.8), *near("a", "ask", 0.8, 0.8, 0.8), *near("b", "ask", 0.1, 0.1, 0.1)]
    assert sections(ranked([*evidence, *near("", "elsewhere", 0.1)], {})) == ["a"]


def test_by_words_alone_a_thin_share_is_silence() -> None:
    assert ranked_by_words({"a": 0.15, "b": 0.1}) == []
    assert ranked_by_words({"a": 0.5, "b": 0.4, "c": 0.1}) == [("a", 0.5), ("b", 0.4)]


def test_by_words_alone_what_another_field_covers_as_well_is_silence() -> None:
    assert ranked_by_words({"a": 0.4}, elsewhere=0.2) == [("a", 0.4)]
    assert ranked_by_words({"a": 0.4}, elsewhere=0.4) == []


def test_no_evidence_is_silence() -> None:
    assert (ranked([], {}), ranked_by_words({})) == ([], [])


def test_a_section_without_asks_is_judged_by_its_text() -> None:
    far = near("", "elsewhere", 0.1)
    with_asks = ranked([*near("a", "text", 0.5, 0.5, 0.5), *near("a", "ask", 0.5, 0.5, 0.5), *far], {})
    assert ranked([*near("a", "text", 0.5, 0.5, 0.5), *far], {}) == with_asks


def test_a_section_of_one_piece_is_not_punished_for_being_short() -> None:
    far = near("", "elsewhere", 0.1)
    assert ranked([*near("a", "text", 0.6), *far], {}, more=0) == [("a", 0.51)]
    assert ranked([*near("a", "text", 0.6), *far], {}, more=2) == [("a", 0.2267)]
