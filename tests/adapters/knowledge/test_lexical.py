import pytest

from assistant.adapters.knowledge.lexical import BM25, stem, terms


@pytest.mark.parametrize(
    "words",
    [
        ("deploy", "deploys", "deployed", "deploying", "deployment", "deployments"),
        ("decision", "decisions"),
        ("stop", "stopped", "stopping"),
        ("query", "queries", "queried"),
        ("optimise", "optimisation", "optimize", "optimizing"),
        ("cache", "caches", "cached", "caching"),
        ("customer", "customers", "customer's"),
    ],
)
def test_forms_of_a_word_meet(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("cost", "coast"), ("region", "reason"), ("class", "clash"), ("ring", "red")]
)
def test_different_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_terms_leave_out_what_every_text_has() -> None:
    assert terms("Why would WE not put a Cache in front of the database?") == ["cach", "front", "databas"]


def test_figures_and_names_with_dots_are_terms() -> None:
    assert terms("p5.48xlarge at 99.9 percent, 7 days") == ["p5.48xlarg", "99.9", "percent", "7", "day"]


def test_a_query_of_stop_words_and_signs_has_no_terms() -> None:
    assert terms("what is it? — !!") == []


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    documents = {"a": ["cost", "egress"], "b": ["cost", "table"], "c": ["cost", "queue"]}
    shares = BM25(documents).shares(["cost", "egress"])
    assert max(shares, key=shares.__getitem__) == "a"
    assert shares["b"] == shares["c"] < shares["a"] < 1


def test_a_query_about_something_else_covers_little_though_one_word_matches() -> None:
    index = BM25({"a": ["queue", "backlog"], "b": ["cache"]})
    assert index.shares(["queue"])["a"] > 3 * index.shares(["queue", "supermarket", "cashier", "tin"])["a"]


def test_documents_that_share_no_term_are_left_out() -> None:
    assert BM25({"a": ["queue"], "b": ["cache"]}).shares(["cache", "nothing"]).keys() == {"b"}


def test_an_empty_index_answers_nothing() -> None:
    assert BM25({}).shares(["cache"]) == {}
