"""What thousands of pages of one's own documents cost: `python -m evals.bench.documents [--pages 5000]`.

Pages of invented words are taken in as a person's files would be, in two steps, so that memory is seen to grow with
the work in hand and not with all that was read. Taking in is set against embedding the same pieces and nothing else, a
query against embedding it and asking Chroma; both in this process, turn about.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.adapters.documents.cutting import cut
from assistant.adapters.documents.guarded import read_document
from assistant.adapters.documents.kinds import HEAD, kind_of
from assistant.adapters.documents.library import NEAREST, Library, Source
from assistant.adapters.documents.limits import LIMITS
from assistant.adapters.knowledge.chroma_index import Index
from assistant.adapters.knowledge.embedding import Embedder, MiniLM
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.spelling import WORD
from assistant.wiring import SystemClock
from evals.bench import Row

GUIDE = Path(__file__).parents[2] / "knowledge" / "guide"
PAGES_A_FILE, WORDS_A_PAGE = 250, 80
QUERIES, WARM_UP = 60, 10
EMBEDDED_FOR_COMPARISON = 512
BUILD_LIMIT, QUERY_LIMIT = 1.3, 1.5


def rows() -> list[Row]:
    """For the table of all benchmarks: fewer pages, the same ratios."""
    with tempfile.TemporaryDirectory() as home:
        found = _measured(Path(home), 300)
    return [
        Row("take documents in / embed their texts", found["taking_in_s"], found["embedding_s"], "s", BUILD_LIMIT),
        Row("search documents / embed, ask Chroma", found["query_ms"], found["embed_and_chroma_ms"], "ms", QUERY_LIMIT),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=5000)
    pages = parser.parse_args(arguments).pages
    with tempfile.TemporaryDirectory() as home:
        measured = _measured(Path(home), pages)
    print(json.dumps(measured, indent=2))
    return 0 if measured["build_ratio"] <= BUILD_LIMIT and measured["query_ratio"] <= QUERY_LIMIT else 1


def _measured(home: Path, pages: int) -> dict[str, float]:
    words = sorted({word for section in GuideFiles(GUIDE) for word in WORD.findall(section.body)})
    sources = list(_files(words, pages))
    embedder = MiniLM()
    embedder.embed(["the model is loaded"])
    library = Library(home, embedder, SystemClock())
    few, rest = sources[: max(1, len(sources) // 5)], sources[max(1, len(sources) // 5) :]
    texts = _texts(sources[0])[:EMBEDDED_FOR_COMPARISON]

    embedding = [_seconds(lambda: embedder.embed(texts))]
    seconds, pieces, peaks = 0.0, 0, []
    for part in (few, rest):
        before = time.perf_counter()
        pieces += sum(taken.pieces for taken in library.add("bench", part, lambda what, done: None))
        seconds += time.perf_counter() - before
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        embedding.append(_seconds(lambda: embedder.embed(texts)))
    alone = statistics.fmean(embedding) / len(texts) * pieces
    rebuild = _seconds(lambda: library.prepare("bench", lambda what, done: None, anew=True))
    queries = [" ".join(random.Random(n).sample(words, 8)) for n in range(QUERIES + WARM_UP)]
    find, bare = _query(library, embedder, queries)
    library.close()
    return {
        "pages": pages,
        "pieces": pieces,
        "embedding_s": round(alone, 1),
        "taking_in_s": round(seconds, 1),
        "build_ratio": round(seconds / alone, 2),
        "rebuild_without_embedding_s": round(rebuild, 1),
        "query_ms": round(1000 * find, 2),
        "embed_and_chroma_ms": round(1000 * bare, 2),
        "query_ratio": round(find / bare, 2),
        "peak_mb_after_a_fifth": peaks[0],
        "peak_mb": peaks[1],
    }


def _query(library: Library, embedder: MiniLM, queries: Sequence[str]) -> tuple[float, float]:
    with library._using("bench") as opened:  # what it asks Chroma with, to be timed alone
        index, whole, parts = opened.index, [], []
        for query in queries:
            whole.append(_seconds(partial(library.find, "bench", query)))
            parts.append(_seconds(partial(_embed_and_ask, embedder, index, query)))
    return statistics.median(whole[WARM_UP:]), statistics.median(parts[WARM_UP:])


def _embed_and_ask(embedder: Embedder, index: Index, query: str) -> None:
    index.nearest(embedder.embed([query])[0], NEAREST)


def _files(words: Sequence[str], pages: int) -> Iterator[Source]:
    for first in range(0, pages, PAGES_A_FILE):
        text = "\n\n".join(_page(words, n) for n in range(first, min(first + PAGES_A_FILE, pages))).encode()
        yield Source(f"file-{first:05d}.md", len(text), partial(bytes, text))


def _page(words: Sequence[str], number: int) -> str:
    return f"# Page {number}\n\n" + " ".join(random.Random(number).choices(words, k=WORDS_A_PAGE)) + "."


def _texts(source: Source) -> list[str]:
    data = source.read()
    return [piece.searched for piece in cut(read_document(data, kind_of(source.name, data[:HEAD]), LIMITS))]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
