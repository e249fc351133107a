"""How much the guide's search costs on top of its parts: `python -m evals.bench.retrieval`.

Building is set against embedding the same texts and nothing else; a query against embedding it and asking Chroma.
Both ratios are taken in one process, turn about, so that a busy machine slows both sides alike.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from assistant.adapters.knowledge.chroma_index import SEARCH_BREADTH, Index
from assistant.adapters.knowledge.embedding import Embedder, MiniLM
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.knowledge import GuideKnowledge, open_guide
from evals.bench import Row

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "knowledge" / "guide"
CASES = ROOT / "evals" / "cases" / "retrieval.yaml"
QUERIES, WARM_UP = 120, 10

BUILD_LIMIT, QUERY_LIMIT = 1.3, 1.5


def rows() -> list[Row]:
    """For the table of all benchmarks."""
    with tempfile.TemporaryDirectory() as home:
        build, query = _build(Path(home)), _query(Path(home))
    return [
        Row("build the index / embed its texts", build["build_s"], build["embedding_s"], "s", BUILD_LIMIT),
        Row("search / embed and ask Chroma", query["query_ms"], query["embed_and_chroma_ms"], "ms", QUERY_LIMIT),
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        measured = {**_build(Path(home)), **_query(Path(home)), **_citing()}
    print(json.dumps(measured, indent=2))
    fast = measured["build_ratio"] <= BUILD_LIMIT and measured["query_ratio"] <= QUERY_LIMIT
    print(
        f"build {measured['build_ratio']} (limit {BUILD_LIMIT})  query {measured['query_ratio']} (limit {QUERY_LIMIT})"
    )
    return 0 if fast else 1


def _build(home: Path) -> dict[str, float]:
    knowledge = open_guide(GUIDE, home)
    texts = [entry.searched for entry in knowledge.entries()]
    embedder = MiniLM()
    embedder.embed(texts[:WARM_UP])
    half = len(texts) // 2
    # One half before and one after, so that a machine getting busier does not favour either side.
    before = _seconds(lambda: embedder.embed(texts[:half]))
    build = _seconds(lambda: _rebuilt(knowledge))
    embedding = before + _seconds(lambda: embedder.embed(texts[half:]))
    knowledge.close()
    return {
        "entries": len(texts),
        "embedding_s": round(embedding, 2),
        "build_s": round(build, 2),
        "build_ratio": round(build / embedding, 2),
    }


def _rebuilt(knowledge: GuideKnowledge) -> None:
    knowledge.rebuild(lambda said, fraction: None)


def _query(home: Path) -> dict[str, float]:
    knowledge = open_guide(GUIDE, home)
    embedder, index = MiniLM(), knowledge.index
    queries = [case["query"] for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))][: QUERIES + WARM_UP]
    whole, parts = [], []
    for query in queries:
        whole.append(_seconds(partial(knowledge.find, query)))
        parts.append(_seconds(partial(_embed_and_ask, embedder, index, query)))
    knowledge.close()
    find, bare = statistics.median(whole[WARM_UP:]), statistics.median(parts[WARM_UP:])
    return {
        "first_query_ms": round(1000 * whole[0], 1),
        "query_ms": round(1000 * find, 2),
        "embed_and_chroma_ms": round(1000 * bare, 2),
        "query_ratio": round(find / bare, 2),
    }


def _embed_and_ask(embedder: Embedder, index: Index, query: str) -> None:
    index.nearest(embedder.embed([query])[0], SEARCH_BREADTH)


def _citing() -> dict[str, float]:
    def all_titles() -> None:
        files = GuideFiles(GUIDE)
        for id in files.ids():
            files.title(id)

    return {"all_titles_ms": round(1000 * _seconds(all_titles), 1)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
