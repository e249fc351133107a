"""How an utterance looks to a rule: sentences, blanked quotes, numbers, names, denials."""

import pytest

from assistant.domain.rules.utterance import LONGEST_SENTENCE, MEASURE, NUMBER, PRODUCT_MARK, hear, phrase


def only(text):
    (sentence,) = hear(text).sentences
    return sentence


def test_sentences_are_cut_where_english_ends_them():
    assert [sentence.text for sentence in hear("It is late. Why? Nobody knows.").sentences] == [
        "It is late.",
        "Why?",
        "Nobody knows.",
    ]


def test_a_question_is_told_from_a_statement():
    assert [sentence.is_question for sentence in hear("It is late. Why? Nobody knows.").sentences] == [
        False,
        True,
        False,
    ]


def test_quoted_words_are_blanked_and_offsets_stay():
    sentence = only('They said "never down" to us.')
    assert sentence.plain == "They said ············ to us."
    assert len(sentence.plain) == len(sentence.text)


@pytest.mark.parametrize("text", ["the driver's van and the clerk's desk", "it's the drivers' choice"])
def test_apostrophes_are_not_quotation_marks(text):
    assert only(text).plain == text


def test_products_are_marked_whatever_their_name():
    assert only("We run PostgreSQL here.").marked == f"We run {PRODUCT_MARK * 10} here."
    assert only("We speak English here.").marked == "We speak English here."


@pytest.mark.parametrize(
    "text",
    [
        "40 calls",
        "1,900 owners",
        "two days",
        "half of it",
        "~30 s",
        "≥ 5",
        "€400",
        "within a minute",
        "once an hour",
        "3.5 TB",
    ],
)
def test_a_quantity_is_seen(text):
    assert NUMBER.search(text)


@pytest.mark.parametrize(
    "text", ["p95", "S3", "in 2024", "24/7", "100%", "option 2", "phase 3", "v2", "one of them", "B2B", "none"]
)
def test_what_is_no_quantity_is_not(text):
    assert NUMBER.search(text) is None


@pytest.mark.parametrize("text", ["20 minutes", "99.5%", "200 ms", "half an hour", "3 GB", "400 euro", "a day"])
def test_a_measure_has_a_unit(text):
    assert MEASURE.search(text)


@pytest.mark.parametrize("text", ["two screens", "40 calls", "100%", "24/7"])
def test_a_bare_count_is_no_measure(text):
    assert MEASURE.search(text) is None


def test_a_number_in_the_next_sentence_answers_this_one():
    first, second = hear("The load is heavy. It is 340 a second.").sentences
    assert (first.has_number, first.is_quantified) == (False, True)
    assert second.has_number


@pytest.mark.parametrize(
    "text", ["we show Scalable Vector Graphics", "Simple Storage Service holds it", "we call it Fast"]
)
def test_a_capitalised_word_is_a_name(text):
    start = next(at for at, char in enumerate(text) if char.isupper())
    assert only(text).is_name(start)


@pytest.mark.parametrize("text", ["Fast and reliable", "Simple to use", "IT MUST BE FAST"])
def test_a_capital_at_the_start_or_everywhere_is_none(text):
    assert not only(text).is_name(0)


def test_a_denial_reaches_to_the_end_of_its_clause():
    text = "It need not be pretty, but it must be fast."
    assert only(text).is_denied(text.index("pretty"))
    assert not only(text).is_denied(text.index("fast"))


@pytest.mark.parametrize(
    "text",
    [
        "We dropped the wish.",
        "It was ruled out.",
        "They no longer insist on it.",
        "The vendor claims it, but we found a limit.",
    ],
)
def test_what_was_given_up_or_only_claimed_is_let_go(text):
    assert only(text).is_let_go


@pytest.mark.parametrize("text", ["It drops messages.", "The vendor claims it.", "We drop it in May."])
def test_what_still_stands_is_not_let_go(text):
    assert not only(text).is_let_go


def test_a_condition_makes_what_follows_a_supposition():
    text = "If there were no way back, we would wait."
    assert only(text).is_supposed(text.index("no way"))
    assert not only(text).is_supposed(text.index("would"))


def test_an_endless_sentence_is_cut_between_words():
    text = "word " * 1000
    sentences = hear(text).sentences
    assert all(len(sentence.text) <= LONGEST_SENTENCE for sentence in sentences)
    assert "".join(sentence.text for sentence in sentences).split() == text.split()


def test_a_phrase_matches_whole_words_in_any_case_over_any_blanks():
    assert phrase("no way").search("There is NO\n way.")
    assert phrase("no way").search("no wayward driver") is None
    assert phrase("no way", "dead end").search("a dead end")


def test_a_lone_negation_matches_inside_its_verb():
    assert phrase("(?:not|n't) any").search("there aren't any").group() == "aren't any"
