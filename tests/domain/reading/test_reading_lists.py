"""Lists, weights and scores as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reading.lists import is_do_nothing, items, order, scores, weights

CRITERIA = ("Waiting under 90 seconds", "Operable by two people", "Monthly cost")
OPTIONS = ("Hosted search service", "Postgres full-text index", "Keep the nightly export")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rent a scanner; buy one; type it over", ("rent a scanner", "buy one", "type it over")),
        ("a shelf\na box, with a lid\n\na bag", ("a shelf", "a box, with a lid", "a bag")),
        ("- one van\n- two vans and a trailer", ("one van", "two vans and a trailer")),
        ("Options:\n* tram\n* bus", ("tram", "bus")),
        ("1) rent 2) buy 3) borrow", ("rent", "buy", "borrow")),
        ("Two ways: 1. rent it 2. buy it", ("rent it", "buy it")),
        ("(a) rent (b) buy", ("rent", "buy")),
        ("Redis or Valkey", ("Redis", "Valkey")),
        ("either rent or buy", ("rent", "buy")),
        ("MySQL vs. MariaDB", ("MySQL", "MariaDB")),
        ("price, noise and range", ("price", "noise", "range")),
        ("Criteria: price, noise, range.", ("price", "noise", "range")),
        ("price/noise/range", ("price", "noise", "range")),
        ("price and noise", ("price", "noise")),
        ("We could rent it, or build our own.", ("rent it", "build our own")),
        ("Rent a van. Or hire a courier. It is dearer.", ("Rent a van", "hire a courier. It is dearer")),
        ("rent a van; rent a van", ("rent a van",)),
        ("a van (diesel, electric or gas); a bike", ("a van (diesel, electric or gas)", "a bike")),
        ('"pay now or later", invoice', ('"pay now or later"', "invoice")),
        ("1,500 vans, 20 bikes", ("1,500 vans", "20 bikes")),
        ("price, noise, etc", ("price", "noise")),
    ],
)
def test_listed_things_are_told_apart(text: str, expected: tuple[str, ...]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a van with a lift, a ramp and straps",
        "call them every hour with retries and an alarm",
        "one or two drivers per shift",
        "more or less what we had in 2024",
        "hire a courier, because the van is broken",
        "buy a van and paint it",
        "CI/CD",
        "a van (diesel or gas)",
        "rent it, which is cheaper",
    ],
)
def test_one_thing_stays_one(text: str) -> None:
    assert items(text) == (text,)


def test_only_the_strongest_separator_cuts() -> None:
    assert items("trams, buses and bikes; nothing") == ("trams, buses and bikes", "nothing")


@pytest.mark.parametrize("text", ["", " ; ; ", "...", "etc."])
def test_nothing_listed_is_no_item(text: str) -> None:
    assert items(text) == ()


@given(st.text(alphabet="ab1 ,;.()\n-/\"or&nd'’:?", max_size=120))
def test_every_item_stands_in_the_text(text: str) -> None:
    assert all(item in text and item == item.strip() for item in items(text))


@pytest.mark.parametrize(
    "option",
    [
        "do nothing",
        "Nothing.",
        "leave everything as it is",
        "just leave the fax running",
        "keep what is there today",
        "keep the fax",
        "stay with the current supplier",
        "carry on as before",
        "wait until the lease ends",
        "postpone it to next year",
        "live with it",
        "status quo",
        "no change",
        "Do nothing: keep what is in place today",
    ],
)
def test_leaving_the_present_alone_is_doing_nothing(option: str) -> None:
    assert is_do_nothing(option)


@pytest.mark.parametrize(
    "option",
    [
        "keep the fax but print on both sides",
        "keep the fax and add a scanner",
        "leave the shop as it is, with a cache in front",
        "keep costs down",
        "keep it simple",
        "stop the fax",
        "nothing but a scanner",
        "a waiting list",
        "current supplier with a new contract",
        "keep the paper forms and halve the number of fields",
    ],
)
def test_a_change_to_the_present_is_an_option_of_its_own(option: str) -> None:
    assert not is_do_nothing(option)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50/30/20", (50, 30, 20)),
        ("50 30 20", (50, 30, 20)),
        ("50, 30 and 20", (50, 30, 20)),
        ("50%, 30%, 20%", (50, 30, 20)),
        ("fifty, thirty, twenty", (50, 30, 20)),
        ("waiting 50, cost 20, operable 30", (50, 30, 20)),
        ("cost: 20; waiting: 50; operability: 30", (50, 30, 20)),
        ("50 for waiting, 30 for operable and 20 for monthly cost", (50, 30, 20)),
        ("waiting under 90 seconds 50, operable 30, cost 20", (50, 30, 20)),
        ("waiting, operable, cost: 50 30 20", (50, 30, 20)),
        ("waiting 50 and the others 25 each", (50, 25, 25)),
        ("waiting 60, the rest equally", (60, 20, 20)),
        ("10 each", (10, 10, 10)),
    ],
)
def test_weights_go_to_the_names_they_are_given(text: str, expected: tuple[float, ...]) -> None:
    assert weights(text, CRITERIA) == dict(zip(CRITERIA, expected, strict=True))


@pytest.mark.parametrize("text", ["waiting first, then cost", "cost matters most", "50 30", "no idea", ""])
def test_an_order_or_too_few_numbers_gives_no_weights(text: str) -> None:
    assert weights(text, CRITERIA) == {}


def test_some_weights_are_better_than_none() -> None:
    assert weights("cost 70", CRITERIA) == {"Monthly cost": 70}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cost, then waiting, then operable", (2, 0, 1)),
        ("cost most important, then operable", (2, 1)),
        ("operable and waiting, but cost is most important", (2, 1, 0)),
        ("cost is last, waiting before that", (0, 2)),
        ("operable, not cost", (1, 2)),
        ("something else", ()),
    ],
)
def test_names_are_ranked_as_told(text: str, expected: tuple[int, ...]) -> None:
    assert order(text, CRITERIA) == tuple(CRITERIA[index] for index in expected)


def test_a_choice_over_another_comes_first() -> None:
    assert order("We take the Postgres index over the hosted one", OPTIONS)[0] == OPTIONS[1]
    assert order("not the export, the hosted search", OPTIONS)[0] == OPTIONS[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hosted 5, postgres 4, export 2", (5, 4, 2)),
        ("5 4 2", (5, 4, 2)),
        ("5/5, 4/5, 2/5", (5, 4, 2)),
        ("export two, hosted five, postgres four", (5, 4, 2)),
        ("pg 4; hss 5; nightly 2", None),
        ("postgres 4 the others 3", (3, 4, 3)),
        ("all 3", (3, 3, 3)),
    ],
)
def test_scores_go_to_the_names_they_are_given(text: str, expected: tuple[int, ...] | None) -> None:
    given = scores(text, OPTIONS)

    if expected is None:
        assert given == {OPTIONS[0]: 5, OPTIONS[2]: 2}
    else:
        assert given == dict(zip(OPTIONS, expected, strict=True))


def test_scores_outside_the_scale_are_left_out() -> None:
    assert scores("hosted 7, postgres 0, export 3", OPTIONS) == {OPTIONS[2]: 3}
    assert scores("9 4 2", OPTIONS) == {OPTIONS[1]: 4, OPTIONS[2]: 2}
    assert scores("4.5 4 2", OPTIONS) == {OPTIONS[1]: 4, OPTIONS[2]: 2}


def test_a_word_that_fits_two_names_is_given_to_neither() -> None:
    names = ("Managed Redis", "Redis on our own servers")

    assert scores("redis 5", names) == {}
    assert scores("managed 5, own servers 3", names) == {"Managed Redis": 5, "Redis on our own servers": 3}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", [" " * 30_000 + "x", "a or " * 6_000, "a ," + " " * 30_000 + "b", "(" * 30_000, "5 " * 15_000]
)
def test_the_longest_message_is_taken_apart_in_time(text: str) -> None:
    assert len(items(text)) <= 3 or "or" in text
    assert weights(text, CRITERIA) == {}
    assert not is_do_nothing(text)
