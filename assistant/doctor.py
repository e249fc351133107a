"""What is configured, what works, and what to do about the rest."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from assistant.adapters.logs import log_file
from assistant.errors import FramefirstError, ModelFailed
from assistant.settings import GUIDED
from assistant.wiring import App

if TYPE_CHECKING:
    from assistant.adapters.endpoint_check import Checked


class Finding(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    ok: bool
    line: str


class SettingShown(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    value: str
    origin: str


class Report(BaseModel):
    model_config = ConfigDict(frozen=True)

    settings: list[SettingShown]
    findings: list[Finding]

    @property
    def ok(self) -> bool:
        return all(finding.ok for finding in self.findings)

    @property
    def text(self) -> str:
        width = max(len(setting.name) for setting in self.settings)
        settings = [f"  {s.name:{width}}  {s.value}  ({s.origin})" for s in self.settings]
        findings = [f"  {'ok ' if f.ok else 'NOT'}  {f.name}: {f.line}" for f in self.findings]
        return "\n".join(["Settings", *settings, "", "What works", *findings])


def examine(app: App) -> Report:
    shown = [
        SettingShown(name=setting.name, value=setting.shown, origin=setting.origin)
        for setting in app.settings.all.values()
    ]
    return Report(settings=shown, findings=list(_findings(app)))


def _findings(app: App) -> Iterator[Finding]:
    yield Finding(name="data folder", ok=True, line=str(app.settings.home))
    yield Finding(name="log file", ok=True, line=str(log_file()))
    yield _tried("sessions", lambda: f"{len(app.log.sessions())} stored")
    yield _tried("playbooks", lambda: f"{len(app.playbooks)} loaded")
    yield _tried("guide", lambda: _guide(app))
    yield _tried("model", lambda: _model(app))


def _guide(app: App) -> str:
    status = app.knowledge.status(check=True)
    if status.mode == "hybrid":
        return f"{status.sections} sections, searched by meaning and words"
    return f"{status.sections} sections, searched by words alone: {status.why}"


def _model(app: App) -> str:
    app.settings.api_key  # noqa: B018 (a malformed key is refused here)
    if app.settings.model == GUIDED:
        return "guided mode, no model asked. Set OPENAI_API_KEY, or OPENAI_BASE_URL and FRAMEFIRST_MODEL, to use one"
    found = check_model(app)
    if found is None:
        return "guided"
    if not found.ok:
        raise ModelFailed("model not usable", found.line)
    return found.line


def check_model(app: App) -> "Checked | None":
    """A look at the configured model's endpoint; None in guided mode. Takes as long as the endpoint does."""
    from assistant.adapters.chat_model import ChatModel
    from assistant.adapters.endpoint_check import check

    return check(app.model) if isinstance(app.model, ChatModel) else None


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, line=look())
    except FramefirstError as error:
        return Finding(name=name, ok=False, line=str(error))
