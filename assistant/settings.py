"""What is configured, where each value came from, and nothing secret in sight.

Flag over environment over `.env` over default. Read once, at the edge.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from assistant.domain.usage import Budget, budget
from assistant.errors import Misconfigured

Origin = Literal["flag", "environment", ".env", "default"]

DEFAULTS: dict[str, str] = {
    "OPENAI_API_KEY": "",
    "OPENAI_BASE_URL": "",
    "FRAMEFIRST_MODEL": "",
    "FRAMEFIRST_HOME": "",
    "FRAMEFIRST_DATABASE_URL": "",
    "FRAMEFIRST_CHROMA_URL": "",
    "FRAMEFIRST_EMBEDDING": "embedded",
    "FRAMEFIRST_PLAYBOOKS": "",
    "FRAMEFIRST_TEMPLATES": "",
    "FRAMEFIRST_FIRST_TOKEN_TIMEOUT": "60",
    "FRAMEFIRST_IDLE_TIMEOUT": "45",
    "FRAMEFIRST_TURN_TIMEOUT": "300",
    "FRAMEFIRST_BUDGET": "",
}
SECRET = ("OPENAI_API_KEY",)
LONG_ENOUGH_TO_HINT = 12
"""Characters from which a key may show how it begins."""
DEFAULT_MODEL = "openai:gpt-4.1-mini"
GUIDED = "guided"


@dataclass(frozen=True)
class Setting:
    name: str
    value: str
    origin: Origin

    @property
    def shown(self) -> str:
        """The value as it may be printed: keys masked, passwords in addresses too."""
        if not self.value:
            return "(not set)"
        if self.name in SECRET:
            start = self.value[:3] if len(self.value) >= LONG_ENOUGH_TO_HINT else ""
            return f"{start}… ({len(self.value)} characters)"
        without_user = re.sub(r"(://[^:/@]*:).*@", r"\1…@", self.value)
        return re.sub(r"((?:password|token|key)=)[^&]+", r"\1…", without_user)


@dataclass(frozen=True)
class Settings:
    all: Mapping[str, Setting]

    def get(self, name: str) -> str:
        return self.all[name].value

    @property
    def home(self) -> Path:
        """The data folder."""
        if self.get("FRAMEFIRST_HOME"):
            return Path(self.get("FRAMEFIRST_HOME")).expanduser().absolute()
        from platformdirs import user_data_path

        return user_data_path("framefirst", appauthor=False)

    @property
    def database_url(self) -> str:
        return self.get("FRAMEFIRST_DATABASE_URL") or f"sqlite:///{quote(str(self.home / 'framefirst.db'))}"

    @property
    def api_key(self) -> str:
        key = self.get("OPENAI_API_KEY")
        if key and not re.fullmatch(r"[\x21-\x7e]+", key.strip()):
            raise Misconfigured(
                "OPENAI_API_KEY holds a line break, a space or a character no key has. Copy the key again, on one line."
            )
        if key != key.strip():
            raise Misconfigured("OPENAI_API_KEY begins or ends with white space. Copy the key again, on one line.")
        return key

    @property
    def model(self) -> str:
        """`guided`, or a LangChain `provider:model` id."""
        named = self.get("FRAMEFIRST_MODEL")
        if named:
            return named if named == GUIDED or ":" in named else f"openai:{named}"
        return DEFAULT_MODEL if self.get("OPENAI_API_KEY") else GUIDED

    @property
    def budget(self) -> Budget:
        """What one session may ask of the model."""
        try:
            return budget(self.get("FRAMEFIRST_BUDGET"))
        except ValueError as error:
            raise Misconfigured(
                f"FRAMEFIRST_BUDGET cannot be read: {error}. Write it as `50 calls`, `200k tokens` or both, with a comma."
            ) from None

    def seconds(self, name: str) -> float:
        value = self.get(name)
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1
        if not 0 < seconds < 86_400:
            raise Misconfigured(f"{name} is {value!r}; give a number of seconds above 0.")
        return seconds


def read_settings(
    flags: Mapping[str, str | None] | None = None,
    environment: Mapping[str, str] | None = None,
    env_file: Path | None = None,
) -> Settings:
    environment = os.environ if environment is None else environment
    written = _env_file(env_file or Path(".env"))
    layers: tuple[tuple[Origin, Mapping[str, str | None]], ...] = (
        ("flag", flags or {}),
        ("environment", environment),
        (".env", written),
    )
    return Settings({name: _first(name, layers, default) for name, default in DEFAULTS.items()})


def _first(name: str, layers: tuple[tuple[Origin, Mapping[str, str | None]], ...], default: str) -> Setting:
    for origin, layer in layers:
        value = layer.get(name)
        if value is not None and value != "":
            return Setting(name, value, origin)
    return Setting(name, default, "default")


def _env_file(path: Path) -> dict[str, str | None]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return dict(dotenv_values(path))
