"""The web server: Streamlit behind security headers, with the settings it must have from any folder."""

import asyncio
import contextlib
import errno
import importlib
import logging
import os
import re
import signal
import socket
import time
from collections.abc import AsyncIterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from assistant.errors import BadInput, FramefirstError
from ui.hosting import host as the_host
from ui.parts.prose import plain
from ui.theme import THEME

SCRIPT = Path(__file__).with_name("app.py")
ASSETS = Path(__file__).with_name("assets")
SHARED = ("numpy", "PIL.Image", "PIL.ImageFile", "jsonschema", "idna")
"""What Streamlit imports when it draws pages, and others when they prepare the guide or ask the model."""
LOCAL = ("127.0.0.1", "localhost", "::1")
CLOSED = ("/_stcore/metrics",)
"""Paths of Streamlit's that nobody here needs and that tell about other people's sessions."""
READING = ("GET", "HEAD", "OPTIONS")
HEAD = """<title>Framefirst</title>
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/assets/icon.png" />
    <link rel="preload" href="/assets/inter-latin.woff2" as="font" type="font/woff2" crossorigin />
    <script defer src="/assets/page.js?{page.js}" data-later="{later}"></script>"""
LATER = (
    "Slider", "Selectbox", "Multiselect", "TextArea", "DateInput", "DataFrame", "ArrowVegaLiteChart", "loadVegaEmbed",
    "embed", "vega-interpreter", "GraphVizChart",
)  # fmt: skip
"""Parts of Streamlit's bundle that other pages than the first need: the browser reads them once it has nothing to do."""
BODY = """<link rel="stylesheet" href="/assets/style.css?{style.css}" />
    <div id="root"></div>"""
"""Ours comes after the styles that Streamlit writes into the head. Each address changes with what is in the file."""

HEADERS = {
    "Content-Security-Policy": "; ".join((
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",  # Streamlit's bundle and Vega need them
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "media-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


class SecurityHeaders:
    """Puts HEADERS on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)


class OwnPagesOnly:
    """Refuses what another site's page sends through the browser of somebody who has the app open.

    Such a page comes with its own name in `Host` when its name was pointed at this machine (DNS rebinding), and in
    `Origin` otherwise, also when it is on another port here. Programs send no `Origin` and are let through.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (refusal or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if _name(host) not in LOCAL:
        return PlainTextResponse("This address is not one of the app's own.", status_code=403)
    changes = scope["type"] == "websocket" or scope["method"] not in READING
    if changes and "origin" in headers and urlsplit(headers["origin"]).netloc.lower() != host.lower():
        return PlainTextResponse("Only the app's own pages may do that.", status_code=403)
    return Response(status_code=404) if scope["path"] in CLOSED else None


def _name(host: str) -> str | None:
    """A `Host` without its port."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


class LastWords:
    """Lets a message that came just before its tab closed or reloaded be heard.

    Streamlit stops a page's script as soon as the connection is gone, also when the run that the last message asked for
    has not begun. The end of a connection is passed on only when its last message is LINGER seconds old.
    """

    LINGER = 2.0

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        heard = time.monotonic() - self.LINGER
        gone = False

        async def receive_to_the_end() -> Message:
            nonlocal heard, gone
            message = await receive()
            if message["type"] == "websocket.receive":
                heard = time.monotonic()
            elif message["type"] == "websocket.disconnect":
                gone = True
                await asyncio.sleep(max(0.0, heard + self.LINGER - time.monotonic()))
            return message

        async def send_while_there(message: Message) -> None:
            if not gone:
                with contextlib.suppress(OSError, WebSocketDisconnect):  # the end is told by `receive`
                    await send(message)

        await self.app(scope, receive_to_the_end, send_while_there)


def ready(request: Any) -> Response:
    """Whether the log can be read: what a supervisor asks."""
    try:
        the_host().app.log.sessions()
    except FramefirstError as error:
        return JSONResponse({"ready": False, "why": str(error)}, status_code=503)
    return JSONResponse({"ready": True})


def asset(request: Any) -> Response:
    name = request.path_params["name"]
    known = {path.name for path in ASSETS.iterdir()}
    if name not in known:
        return Response(status_code=404)
    return FileResponse(ASSETS / name, headers={"Cache-Control": "public, max-age=86400"})


@cache
def index_page() -> str:
    """Streamlit's page with our look in its head, so that nothing is drawn in another one first."""
    import streamlit

    files = Path(streamlit.__file__).with_name("static")
    page = files.joinpath("index.html").read_text(encoding="utf-8")
    page = re.sub(r"<link\s+rel=\"(?:preload|service-desc|shortcut icon)\".*?/>", "", page, flags=re.DOTALL)
    page = page.replace("<title>Streamlit</title>", HEAD).replace('<div id="root"></div>', BODY)
    parts = (path.name for name in LATER for path in files.glob(f"static/js/{name}.*.js"))
    page = page.replace("{later}", " ".join(f"/static/js/{part}" for part in parts))
    for name in ("page.js", "style.css"):
        page = page.replace(f"{{{name}}}", sha256((ASSETS / name).read_bytes()).hexdigest()[:12])
    return page


def index(request: Any) -> Response:
    return HTMLResponse(index_page(), headers={"Cache-Control": "no-cache"})


def import_shared() -> None:
    """Before there are threads: when two import one of these first at once, Python gives one of them half of it."""
    for name in SHARED:
        importlib.import_module(name)


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
    import_shared()
    the_host().recover()
    the_host().prepare_guide()
    yield {}
    the_host().close()


def settings(host: str, port: int, headless: bool) -> dict[str, Any]:
    return {
        "server.address": host,
        "server.port": port,
        "server.headless": headless,
        "server.allowedHosts": sorted({*LOCAL, host}),
        "server.maxUploadSize": 20,
        # A full collection after every run walks all imported libraries: about 0.1 s a click. Python's own pace will do.
        "runner.postScriptGC": False,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.showEmailPrompt": False,
        "logger.enableRich": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "browser.gatherUsageStats": False,
        **THEME,
    }


def streamlit_app() -> Any:
    from streamlit.web.server.starlette import App

    from ui.pages import PAGES

    return App(
        SCRIPT,
        lifespan=lifespan,  # type: ignore[arg-type]
        routes=[
            Route("/readyz", ready),
            Route("/assets/{name}", asset),
            *(Route(f"/{name}", index) for name in ("", *PAGES)),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(OwnPagesOnly), Middleware(LastWords)],
        on_script_error=_report,
    )


def _report(error: Exception) -> bool:
    """An error on a page: a number for the person, the place for the log."""
    import streamlit as st

    from assistant.adapters.logs import report_crash

    if isinstance(error, FramefirstError):
        st.error(plain(str(error)))
    else:
        st.error(f"This page could not be drawn (error {report_crash(error)}). Nothing was lost; reload to try again.")
    return True


def _without_words(record: logging.LogRecord) -> bool:
    """Streamlit writes an error with its message, which may hold words or keys, to the terminal."""
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = f"A page failed ({record.exc_info[0].__name__}); the log file has the place.", ()
        record.exc_info = None
    return True


def _check_free(host: str, port: int) -> None:
    """Raises BadInput where the port cannot be listened on."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise BadInput(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from None
            raise BadInput(
                f"Port {port} is taken, perhaps by Framefirst in another window: open http://localhost:{port} to see. "
                "Nothing was started; choose another port with --port."
            ) from None


def serve(host: str, port: int, headless: bool) -> None:
    """Runs until stopped."""
    if host not in LOCAL:
        raise BadInput(
            f"There is no login yet, so the app only listens on this machine. {host} would show every session to "
            "whoever can reach it. Use 127.0.0.1, with a proxy that asks for a login in front of it."
        )
    _check_free(host, port)
    the_host().app.log.sessions()
    logging.getLogger("streamlit.error_util").addFilter(_without_words)
    signal.signal(signal.SIGTERM, _leave)
    streamlit_app().run(config=settings(host, port, headless))


def _leave(*_: object) -> None:
    """Told to stop, which is no failure. The server hands the signal on when it has drained.

    A turn that still waits for its model would keep the process; its message is stored, and answered after a restart.
    """
    os._exit(0)
