"""Sentences and clauses of a message, with their offsets."""

from assistant.domain.reading import spans


def quotes(text: str) -> list[str]:
    return [span.quote for span in spans.sentences(text)]


def clause_quotes(text: str) -> list[str]:
    return [span.quote for span in spans.clauses(text, spans.sentences(text))]


def test_full_stops_questions_and_line_breaks_end_sentences():
    assert quotes("Bins overflow. Who empties them?\nNobody knows") == [
        "Bins overflow.",
        "Who empties them?",
        "Nobody knows",
    ]


def test_decimals_and_abbreviations_do_not_end_a_sentence():
    text = "It takes approx. 1.5 seconds, e.g. on a phone. Done."
    assert quotes(text) == ["It takes approx. 1.5 seconds, e.g. on a phone.", "Done."]


def test_bullets_and_list_numbers_are_left_out_of_the_quote():
    assert quotes("- first thing\n1) second thing\n• third") == ["first thing", "second thing", "third"]


def test_a_message_without_punctuation_is_one_sentence():
    assert quotes("we lose trucks in the yard every night") == ["we lose trucks in the yard every night"]


def test_commas_dashes_brackets_and_conjunctions_part_clauses():
    text = "We ship 40 crates, but nobody counts them - the scanner (an old one) breaks"
    assert clause_quotes(text) == ["We ship 40 crates", "but nobody counts them", "the scanner", "an old one", "breaks"]


def test_a_comma_inside_a_number_parts_nothing():
    assert clause_quotes("We ship 1,900 crates") == ["We ship 1,900 crates"]


def test_text_without_a_letter_or_digit_has_no_sentence():
    assert quotes(" ...  \n\n —— !! ") == []
    assert quotes("") == []


def test_quotes_stand_verbatim_at_their_offsets():
    text = "  Héllo wörld…  Zweiter Satz!\n\n* drei, vier "
    for span in (*spans.sentences(text), *spans.clauses(text, spans.sentences(text))):
        assert text[span.start : span.end] == span.quote


def test_a_number_that_answers_is_no_list_number():
    assert quotes("40. Mostly students.") == ["40.", "Mostly students."]
    assert quotes("1. speed. 2. cost 3) people") == ["speed.", "cost", "people"]


def test_a_title_is_no_end_of_a_sentence():
    assert quotes("We asked Dr. Okafor. She agreed.") == ["We asked Dr. Okafor.", "She agreed."]
