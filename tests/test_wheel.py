"""What `uv build` makes works on its own: the guide, the playbooks, the prompts and the pages travel with it."""

import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from evals.bench.page import free_port, served

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked as an installer would, far from the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("framefirst-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str, home: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed), "FRAMEFIRST_HOME": str(home)}
    command = [sys.executable, "-P", "-m", "assistant", *arguments]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, input="we need kafka\n")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_code_that_runs_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", "-c", "import assistant, ui; print(assistant.__file__, ui.__file__)"]
    where = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    assert where.split() == [str(installed / "assistant" / "__init__.py"), str(installed / "ui" / "__init__.py")]


def test_a_conversation_has_its_playbooks_and_its_guide(installed: Path, tmp_path: Path) -> None:
    turns = [json.loads(line) for line in run(installed, "chat", "--json", home=tmp_path).splitlines()]

    assert [turn["asks"][0]["topic"] for turn in turns] == ["problem", "problem"]
    assert turns[1]["citations"] == [
        {"section": "right-questions", "title": "2.2 Six questions to open a framing conversation"}
    ]


def test_the_prompts_and_all_sections_are_in_it(installed: Path) -> None:
    assert (installed / "prompts" / "turn.md").is_file()
    assert len(list((installed / "knowledge" / "guide").glob("*.md"))) == 69


def test_the_web_app_starts_from_it(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(installed))
    port = free_port()
    command = [sys.executable, "-P", "-m", "assistant", "ui", "--headless", "--port", str(port)]

    with served(command, port, "/readyz", tmp_path) as address, urllib.request.urlopen(address + "/readyz") as answer:
        assert json.load(answer) == {"ready": True}
