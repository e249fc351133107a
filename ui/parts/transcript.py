"""What was said so far, newest last; older exchanges on demand."""

import streamlit as st

from assistant.memory import Known
from assistant.view import Exchange, degraded_line, transcript
from ui import state
from ui.parts.prose import plain, safe


def draw_transcript(here: Known, session: str) -> None:
    shown = st.session_state.setdefault(f"shown-{session}", state.PAGE)
    last = here.log[-1].turn + 1 if here.log else 0
    if last > shown and st.button(f"Show {min(state.PAGE, last - shown)} earlier of {last - shown}", type="tertiary"):
        st.session_state[f"shown-{session}"] = shown + state.PAGE
        st.rerun()
    exchanges = state.unasked(transcript(here.log, last=shown), here.frame.ask)
    with st.container(key="transcript"):
        for exchange in exchanges:
            _draw(exchange, newest=exchange is exchanges[-1])


def _draw(exchange: Exchange, newest: bool) -> None:
    if exchange.said is not None:
        _said(exchange)
    for note in exchange.notes:
        st.caption(plain(note))
    if exchange.undone:
        return
    lines = [safe(exchange.reply)] if exchange.reply else []
    if exchange.usage.degraded:
        lines.append(f":gray[{plain(degraded_line(exchange.usage))}]")
    if exchange.ask is not None:
        lines.append(f"**{plain(exchange.ask.question)}**")
    if not lines:
        return
    reply = "\n\n".join(lines)
    if newest:
        with st.container(key=f"reply-{exchange.turn}"):
            st.markdown(reply)
    else:  # without a box of its own: a browser puts together twice as many boxes in twice the time
        st.markdown(reply)


def _said(exchange: Exchange) -> None:
    prefix = "undone" if exchange.undone else "said"
    with st.container(key=f"{prefix}-{exchange.turn}"):
        if state.is_command(exchange.said or ""):
            st.markdown(f"*{plain(state.spoken(exchange.said or ''))}*")
        else:
            st.markdown(plain(exchange.said or ""))
