"""The small guide on disk, opened over an index in each test's own folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_guide import ELSEWHERE, SECTIONS, write_section
from word_hashes import WordHashes

from assistant.adapters.knowledge.chroma_index import EmbeddedIndex
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.knowledge import GuideKnowledge


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    folder.mkdir()
    for id in SECTIONS:
        write_section(folder, id)
    return folder


@pytest.fixture
def opened(guide: Path, tmp_path: Path) -> Callable[..., GuideKnowledge]:
    """Opens the guide as a process of its own would, over the index in tmp_path/index."""

    def open_it(embedder: object = None, **more: object) -> GuideKnowledge:
        return GuideKnowledge(
            GuideFiles(guide),
            embedder or WordHashes(),
            lambda name: EmbeddedIndex(tmp_path / "index", name),
            elsewhere=ELSEWHERE,
            **more,
        )

    return open_it


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the four sections, to be copied."""
    root = tmp_path_factory.mktemp("built")
    (root / "guide").mkdir()
    for id in SECTIONS:
        write_section(root / "guide", id)
    knowledge = GuideKnowledge(
        GuideFiles(root / "guide"),
        WordHashes(),
        lambda name: EmbeddedIndex(root / "index", name),
        elsewhere=ELSEWHERE,
    )
    knowledge.rebuild(lambda said, fraction: None)
    knowledge.close()
    return root / "index"


@pytest.fixture
def index_folder(built_once: Path, tmp_path: Path) -> Path:
    """The one finished folder of an index in tmp_path/index."""
    shutil.copytree(built_once, tmp_path / "index")
    (folder,) = (tmp_path / "index").glob("guide-*")
    return folder
