"""The table of benchmarks: each row beside its baseline, and what could not be measured is said."""

import pytest

from evals.bench import Row, printed, startup, table


def test_rows_are_taken_from_a_module_or_from_what_it_prints() -> None:
    output = (
        'ROWS[["build / embed", 2.0, 1.0, "s", 1.3]]\n'
        + " " * 40
        + "ours  baseline  ratio\nturn / echo, seconds   0.300   0.200   1.50\n"
    )

    assert list(table.parsed(output)) == [
        Row("build / embed", 2.0, 1.0, "s", 1.3),
        Row("turn / echo", 0.3, 0.2, "seconds"),
    ]


def test_a_ratio_over_its_limit_is_marked_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table, "names", lambda: ["one"])
    monkeypatch.setattr(table, "measure", lambda name: table.Measured([Row("build / embed", 2.0, 1.0, "s", 1.3)]))

    assert table.main() == 1
    shown = capsys.readouterr().out
    assert "build / embed, s" in shown
    assert shown.rstrip().endswith("OVER")


def test_what_cannot_be_measured_is_exit_3_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table, "names", lambda: ["nowhere"])

    assert table.main() == 3
    assert (
        "nowhere: not measured (ModuleNotFoundError: No module named 'evals.bench.nowhere')" in capsys.readouterr().out
    )


def test_start_up_is_set_against_a_bare_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    took = {startup.BARE: 0.02, startup.HELP: 0.3, startup.DOCTOR: 0.8}
    monkeypatch.setattr(startup, "seconds", lambda command, environment: took[command])

    assert startup.rows() == [
        Row("framefirst --help / python -c pass", 0.3, 0.02),
        Row("framefirst doctor / python -c pass", 0.8, 0.02),
    ]
    assert printed(startup.rows()).count("\n") == 2
