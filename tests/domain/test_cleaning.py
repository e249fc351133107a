"""What the door lets in, what it takes out, and what it says about it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.cleaning import MESSAGE_LIMIT, Cleaned, Unreadable, accept, clean, is_blank

KEPT = [
    "",
    "Plain words, a\ttab and\na line.",
    "café naïve Ångström",
    "שלום, עולם! בְּרֵאשִׁית",
    "עברית\u200f! (English)",
    "مرحبا بالعالم",
    "می‌خواهم",
    "ه‍",
    "क्‍ष श्री",
    "ക്‍ ന്‍",
    "ශ්‍රී ලංකාව",
    "你好，世界 こんにちは 안녕하세요",
    "葛\U000e0100城市",
    "ᠪᠢ\u180eᠠ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "👍🏽 ❤️ ☺︎ 1️⃣ 🇳🇱",
    "👨‍👩‍👧‍👦 🧑🏽‍🚀 🏳️‍🌈 ❤️‍🔥 🐦‍⬛ 🙂‍↔️ 👁️‍🗨️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "'; DROP TABLE; %s {0} {{7*7}} ${x} <script> \\x00",
]

TAKEN_OUT = [
    ("line one\r\nline two\rthree\u2028four\u2029five", "line one\nline two\nthree\nfour\nfive", ()),
    ("nul\x00 esc\x1b[31m vt\x0b del\x7f c1\x9b", "nul esc[31m vt del c1", ()),
    ("half \ud83d and \udc4d", "half  and ", ()),
    ("\ufffe\uffff\ufdd0\U0001fffe\U0010ffffend", "end", ()),
    ("e\u0301 \u1112\u1161\u11ab", "é 한", ()),
    ("Kaf\u200bka", "Kafka", ("zero-width space",)),
    ("\ufeffKafka", "Kafka", ("zero-width no-break space",)),
    ("Kaf\u200cka\u200d \u2060", "Kafka ", ("zero-width non-joiner", "zero-width joiner", "word joiner")),
    ("soft\u00adhyphen", "softhyphen", ("soft hyphen",)),
    ("a\u202eb\u202c \u2067c\u2069", "ab c",
     ("right-to-left override", "pop directional formatting", "right-to-left isolate", "pop directional isolate")),
    ("left\u200eright", "leftright", ("left-to-right mark",)),
    ("all\u200fleft\u061c", "allleft", ("right-to-left mark", "arabic letter mark")),
    ("hi\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065", "hi", ("tag characters",)),
    ("🏴\U000e0075\U000e0073\U000e0063\U000e0061\U000e007f", "🏴", ("tag characters",)),
    ("😀\ufe0f\ufe01\ufe02\U000e0150", "😀\ufe0f", ("variation selector",)),
    ("\ufe0fa \ufe0f", "a ", ("variation selector",)),
    ("a\u200bb\u200bc\u202d", "abc", ("zero-width space", "left-to-right override")),
    ("e\u200b\u0301", "é", ("zero-width space",)),
    ("می\u200c\u200c\u200cخواهم", "می\u200cخواهم", ("zero-width non-joiner",)),
    ("👩\u200d\u200d👩", "👩👩", ("zero-width joiner",)),
    ("\u2062\u206a\ufff9x", "x", ("invisible times", "inhibit symmetric swapping", "interlinear annotation anchor")),
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_f59_what_a_reader_sees_is_left_alone(text: str) -> None:
    assert clean(text) == Cleaned(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(("text", "expected", "marks"), TAKEN_OUT)
def test_f57_f58_what_only_a_machine_sees_is_taken_out_and_named(
    text: str, expected: str, marks: tuple[str, ...]
) -> None:
    assert clean(text) == Cleaned(expected, marks)


TROUBLE = st.sampled_from(
    [chr(code) for code in (0, 9, 10, 13, 0x1B, 0x85, 0xAD, 0x301, 0x34F, 0x600, 0x61C, 0x645, 0x94D, 0x915)]
    + [chr(code) for code in range(0x200B, 0x2030)]
    + [chr(code) for code in (0x180E, 0x1826, 0x1112, 0x1161, 0x2194, 0x2764, 0x845B, 0xD800, 0xFE00, 0xFE0F, 0xFEFF)]
    + [chr(code) for code in (0x1F468, 0x1F3F4, 0xE0067, 0xE0062, 0xE0065, 0xE006E, 0xE007F, 0xE0100)]
)


@given(st.text(TROUBLE | st.characters(), max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text).text

    assert clean(once) == Cleaned(once)
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"), min_codepoint=32)))
def test_letters_numbers_and_punctuation_always_stay(text: str) -> None:
    assert clean(text) == Cleaned(unicodedata.normalize("NFC", text))


class TestBlank:
    @pytest.mark.parametrize(
        "text", ["", " \t\r\n", "\u200b\u200d\u2060\ufeff", "\u3000\u00a0", "\x00\x1b", "\u200e", "\u3164", "\u2800"]
    )
    def test_f56_nothing_to_see_is_blank(self, text: str) -> None:
        assert is_blank(text)

    @pytest.mark.parametrize("text", ["👍", "❤️", "?", "0", "ש", "\u200bx", "-"])
    def test_f56_a_single_sign_is_not(self, text: str) -> None:
        assert not is_blank(text)


class TestAccepting:
    def test_a_message_is_cleaned(self) -> None:
        assert accept("We need Kaf\u200bka\r\n") == Cleaned("We need Kafka\n", ("zero-width space",))

    @pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200b"])
    def test_f56_a_blank_one_is_refused(self, text: str) -> None:
        with pytest.raises(Unreadable) as told:
            accept(text)
        assert str(told.value) == "There is nothing to read in that message. Write something, then send it."

    def test_f55_one_at_the_limit_is_taken_and_one_over_it_refused_by_how_much(self) -> None:
        assert accept("x" * MESSAGE_LIMIT).text == "x" * MESSAGE_LIMIT
        with pytest.raises(Unreadable) as told:
            accept("x" * (MESSAGE_LIMIT + 1))
        assert str(told.value) == (
            "The message is 1 character over the limit of 32,000. Nothing was sent; shorten it, or send it in parts."
        )

    def test_f55_characters_are_counted_as_a_reader_counts_them(self) -> None:
        assert accept("e\u0301" * MESSAGE_LIMIT).text == "é" * MESSAGE_LIMIT
        assert accept("x\u200b" * MESSAGE_LIMIT).text == "x" * MESSAGE_LIMIT

    @pytest.mark.parametrize("piece", ["x", "x\u200b", "ا\u200d", "👨\u200d", "\r\n\x00"])
    def test_f55_ten_megabytes_are_refused_by_their_length(self, piece: str) -> None:
        text = piece * (10_000_000 // len(piece))
        with pytest.raises(Unreadable, match=r"9,96\d,\d{3} characters over the limit"):
            accept(text)
