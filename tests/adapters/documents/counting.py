"""An embedder that tells what it was asked."""

from word_hashes import WordHashes


class Counting(WordHashes):
    """Remembers what it embedded, and fails when told to."""

    def __init__(self, id: str = "word-hashes") -> None:
        super().__init__(256, id)
        self.embedded: list[str] = []
        self.fails_after: int | None = None

    def embed(self, texts):  # type: ignore[no-untyped-def]
        if self.fails_after is not None and len(self.embedded) >= self.fails_after:
            raise KeyboardInterrupt
        self.embedded += texts
        return super().embed(texts)
