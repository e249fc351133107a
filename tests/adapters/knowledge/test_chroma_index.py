"""The embedded index under damage and under two processes (F41, F48, F49), with real Chroma in a folder of its own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from word_hashes import WordHashes

from assistant.adapters.knowledge.chroma_index import LOCK, EmbeddedIndex
from assistant.adapters.knowledge.knowledge import GuideKnowledge
from assistant.errors import IndexUnusable

Open = Callable[..., GuideKnowledge]


def quiet(said: str, fraction: float | None) -> None:
    pass


def answers(knowledge: GuideKnowledge) -> list[str]:
    return [passage.section for passage in knowledge.find("a popular cache key expired and the site fell over")]


def vectors(folder: Path) -> Path:
    (file,) = folder.glob("*/data_level0.bin")
    return file


def remove_vectors(folder: Path) -> None:
    shutil.rmtree(vectors(folder).parent)


def truncate_vectors(folder: Path) -> None:
    file = vectors(folder)
    os.truncate(file, file.stat().st_size // 2)


def flip_a_byte_of_the_vectors(folder: Path) -> None:
    file = vectors(folder)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def overwrite_the_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"no database at all" * 100)


def truncate_the_database(folder: Path) -> None:
    file = folder / "chroma.sqlite3"
    os.truncate(file, file.stat().st_size // 2)


def remove_the_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def lose_entries(folder: Path) -> None:
    with sqlite3.connect(folder / "chroma.sqlite3") as database:
        database.execute("DELETE FROM embeddings WHERE id % 3 = 0")
    database.close()


def spoil_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def claim_another_guide(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"made_of": "guide-of-someone-else"}))


DAMAGE = [
    remove_vectors,
    truncate_vectors,
    flip_a_byte_of_the_vectors,
    overwrite_the_database,
    truncate_the_database,
    remove_the_database,
    lose_entries,
    spoil_the_manifest,
    claim_another_guide,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_f48_a_damaged_index_is_told_searched_by_words_and_healed_by_a_rebuild(
    damage: Callable[[Path], None], index_folder: Path, opened: Open
) -> None:
    whole = opened()
    before = whole.find("how long may we be down after a fire")
    assert whole.status().mode == "hybrid"
    whole.close()
    damage(index_folder)

    knowledge = opened()
    status = knowledge.status()
    assert (status.mode, "damaged" in status.why, "framefirst index --rebuild" in status.why) == ("words", True, True)
    assert answers(knowledge)[0] == "cache-trouble"

    assert knowledge.prepare(quiet).mode == "hybrid"
    assert knowledge.find("how long may we be down after a fire") == before
    assert not index_folder.exists()
    knowledge.close()


def test_f48_an_index_of_another_dimension_is_searched_by_words(index_folder: Path, opened: Open) -> None:
    knowledge = opened(WordHashes(dimensions=16))  # the same id, as when an endpoint changes its model unannounced
    assert answers(knowledge)[0] == "cache-trouble"
    assert "The index did not answer" in knowledge.status().why
    knowledge.close()


def test_f49_the_check_finds_vectors_that_are_not_those_of_their_entries(index_folder: Path, opened: Open) -> None:
    knowledge = opened()
    assert knowledge.status(check=True).mode == "hybrid"
    knowledge.close()
    # Chroma keeps each vector twice; a reader that trusts the count alone would not see one copy change.
    content = bytearray(vectors(index_folder).read_bytes())
    middle = slice(len(content) // 4, 3 * len(content) // 4)
    content[middle] = np.random.default_rng(0).bytes(middle.stop - middle.start)
    vectors(index_folder).write_bytes(content)
    status = opened().status(check=True)
    assert (status.mode, "damaged" in status.why) == ("words", True)


def test_f48_what_ends_a_process_ends_only_the_one_that_checks(index_folder: Path, opened: Open) -> None:
    knowledge = opened()
    file = vectors(index_folder)
    os.truncate(file, 1000)  # in the middle of its first entry
    manifest = index_folder / "manifest.json"
    told = json.loads(manifest.read_text())
    told["files"].pop(str(file.relative_to(index_folder)))
    manifest.write_text(json.dumps(told))  # as if the digest had not been written down
    name = index_folder.name.rsplit(".", 1)[0]
    with pytest.raises(IndexUnusable, match="damaged"):
        EmbeddedIndex(index_folder.parent, name).check()
    knowledge.close()


def test_an_index_that_is_not_there_is_told_and_searched_by_words(opened: Open, tmp_path: Path) -> None:
    knowledge = opened()
    assert answers(knowledge)[0] == "cache-trouble"
    status = knowledge.status()
    assert (status.mode, status.why) == (
        "words",
        "The index is not built yet. Search goes on by words alone; run `framefirst index`.",
    )
    assert not (tmp_path / "index").exists()


def test_a_changed_guide_is_another_index(index_folder: Path, opened: Open, guide: Path) -> None:
    file = guide / "five-whys.md"
    file.write_text(file.read_text().replace("never a cause", "a penguin"))
    knowledge = opened()
    assert "made from another guide or model" in knowledge.status().why
    assert knowledge.prepare(quiet).mode == "hybrid"
    assert "penguin" in knowledge.find("Five Whys: ask why until the team reaches a cause it can act on")[0].text
    assert not index_folder.exists()
    knowledge.close()


def test_another_model_is_another_index(index_folder: Path, opened: Open) -> None:
    knowledge = opened(WordHashes(id="other-hashes"))
    assert "made from another guide or model" in knowledge.status().why
    assert knowledge.prepare(quiet).embedding == "other-hashes"
    assert knowledge.status().mode == "hybrid"
    knowledge.close()


def test_preparing_what_is_there_builds_nothing(index_folder: Path, opened: Open) -> None:
    said: list[str] = []
    knowledge = opened()
    assert knowledge.prepare(lambda words, fraction: said.append(words)).mode == "hybrid"
    assert (said, index_folder.exists()) == ([], True)
    knowledge.close()


def test_building_tells_how_far_it_is(opened: Open) -> None:
    fractions: list[float | None] = []
    knowledge = opened()
    knowledge.rebuild(lambda words, fraction: fractions.append(fraction))
    assert (fractions[0], fractions[-1], fractions == sorted(fractions)) == (0.0, 1.0, True)
    knowledge.close()


def test_a_build_that_fails_leaves_the_old_index_and_no_litter(index_folder: Path, opened: Open) -> None:
    knowledge = opened()

    class Refusing(WordHashes):
        def embed(self, texts: list[str]) -> np.ndarray:
            raise IndexUnusable("The embedding model is gone.")

    with pytest.raises(IndexUnusable, match="gone"):
        opened(Refusing()).rebuild(quiet)
    assert sorted(path.name for path in index_folder.parent.iterdir()) == [LOCK, index_folder.name]
    assert knowledge.status().mode == "hybrid"
    knowledge.close()


def test_litter_of_a_builder_that_was_killed_goes_with_the_next_build(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "index" / ".building-dead").mkdir(parents=True)
    (tmp_path / "index" / "notes").mkdir()
    knowledge = opened()
    knowledge.rebuild(quiet)
    names = sorted(path.name.split("-")[0] for path in (tmp_path / "index").iterdir())
    assert names == [LOCK, "guide", "notes"]
    knowledge.close()


def test_a_data_folder_that_cannot_be_written_means_words_alone(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    knowledge = opened()
    status = knowledge.prepare(quiet)
    assert (status.mode, str(tmp_path / "index") in status.why) == ("words", True)
    assert answers(knowledge)[0] == "cache-trouble"


# Two processes


def process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Python in another process that can import the product and these tests' own helpers."""
    here = os.pathsep.join([*(path for path in sys.path if path), str(Path(__file__).parent)])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": here},
    )


OPENING = """
import sys
from pathlib import Path
from small_guide import ELSEWHERE
from word_hashes import WordHashes
from assistant.adapters.knowledge.chroma_index import EmbeddedIndex
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.knowledge import GuideKnowledge
root = Path(sys.argv[1])
index = lambda name: EmbeddedIndex(root / "index", name)
knowledge = GuideKnowledge(GuideFiles(root / "guide"), WordHashes(), index, elsewhere=ELSEWHERE)
"""

HOLDING = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_f41_while_one_process_builds_the_other_searches_by_words(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    builder = process(HOLDING, tmp_path / "index" / LOCK)
    try:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "held\n"
        knowledge = opened()
        status = knowledge.prepare(quiet)
        assert (status.mode, "Another process is building" in status.why) == ("words", True)
        assert answers(knowledge)[0] == "cache-trouble"
    finally:
        builder.communicate("\n", timeout=30)
    assert knowledge.prepare(quiet).mode == "hybrid"
    knowledge.close()


def test_f41_two_processes_that_build_at_once_leave_one_whole_index(opened: Open, guide: Path, tmp_path: Path) -> None:
    building = OPENING + "print(knowledge.prepare(lambda said, fraction: None).mode)"
    both = [process(building, tmp_path) for _ in range(2)]
    modes = {one.communicate(timeout=120)[0].strip() for one in both}
    assert "hybrid" in modes <= {"hybrid", "words"}
    assert len(list((tmp_path / "index").glob("guide-*"))) == 1
    assert not list((tmp_path / "index").glob(".building-*"))
    knowledge = opened()
    assert knowledge.status(check=True).mode == "hybrid"
    knowledge.close()


def test_f41_a_reader_follows_a_rebuild_by_another_process(index_folder: Path, opened: Open, tmp_path: Path) -> None:
    reader = opened()
    before = reader.find("how long may we be down after a fire")
    rebuilding = OPENING + "print(knowledge.rebuild(lambda said, fraction: None).mode)"
    assert process(rebuilding, tmp_path).communicate(timeout=120)[0] == "hybrid\n"
    assert not index_folder.exists()
    assert reader.find("how long may we be down after a fire") == before
    assert reader.status().mode == "hybrid"
    reader.close()
