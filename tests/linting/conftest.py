"""The console script in this process, in a folder of its own that holds a few records."""

import io
import json
import sys
from typing import NamedTuple

import pytest

from assistant import cli


class Outcome(NamedTuple):
    code: int
    out: str
    errors: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def main(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["framefirst", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main()
        shown = capsys.readouterr()
        return Outcome(left.value.code or 0, shown.out, shown.err)

    return main
