"""Numbers as people read them."""

import pytest

from assistant.domain.calculators.figures import duration, exact, figure, percent, rounded, size


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.4398, "0.44"), (0.00123, "0.0012"), (4.38, "4.4"), (9.96, "10"), (26.44, "26.4"), (99.96, "100"),
     (100, "100"), (4800, "4,800"), (-3.21, "-3.2")],
)  # fmt: skip
def test_figure(value, text):
    assert figure(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(99.95, "99.95"), (38_000, "38,000"), (0.0000002, "0.0000002"), (100, "100"), (2.5, "2.5")]
)
def test_exact(value, text):
    assert exact(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.43981, "0.4398"), (43.8, "43.8"), (1_080_000, "1,080,000"), (7.6571, "7.657")]
)
def test_rounded(value, text):
    assert rounded(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.1, "100 ms"), (1, "1 second"), (60, "60 seconds"), (900, "15 minutes"), (7200, "2 hours"), (15_768, "4.4 hours"),
     (319_680, "3.7 days"), (94_608_000, "3 years")],
)  # fmt: skip
def test_duration(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(("count", "text"), [(512, "512 bytes"), (1e3, "1 KB"), (7.3e12, "7.3 TB"), (2e9, "2 GB")])
def test_size(count, text):
    assert size(count) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(1, "100 %"), (0.9995, "99.95 %"), (0.9985005, "99.85 %"), (0.9999999, "99.99999 %"), (0.5, "50 %")],
)
def test_percent(share, text):
    assert percent(share) == text
