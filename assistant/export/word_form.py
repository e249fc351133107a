"""The open questions as a Word file to fill in: type behind each "Answer:", save, send it back."""

from collections.abc import Sequence
from datetime import datetime

from assistant.domain.frame import Frame
from assistant.domain.playbook import Playbook
from assistant.export.questionnaire import ANSWER, HELP, NAME, form_of
from assistant.export.word import empty, packed, paragraph


def render(session: str, frame: Frame, playbooks: Sequence[Playbook], made: datetime, owner: str = "") -> bytes:
    form = form_of(session, frame, playbooks, owner)
    file = empty(form.title, "Questionnaire", made)
    paragraph(file, "Title", form.title)
    paragraph(file, "Normal", HELP)
    paragraph(file, "Lead", f"{NAME}: {form.owner}")
    for question in form.questions:
        paragraph(file, "Heading 1", question.heading)
        paragraph(file, "Normal", question.text)
        for note in question.notes:
            paragraph(file, "Caption", note)
        paragraph(file, "Lead", f"{ANSWER}: ")
    paragraph(file, "Caption", form.end)
    return packed(file)
