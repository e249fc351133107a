"""The open questions as a text file that anyone can fill in, and the answers in one that came back.

It comes back from editors, mail programs and wikis, so reading forgives what those do to a text: quote marks before
lines, other line ends, bold labels, words before and after. Each question carries its topic in brackets; that, and the
few labels below, is all that has to survive.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from assistant.domain.cleaning import clean
from assistant.domain.frame import Aside, Frame
from assistant.domain.playbook import Playbook
from assistant.domain.questionnaire import Open, open_questions
from assistant.domain.topics import NAMES, TOPICS, Topic
from assistant.errors import BadInput
from assistant.export.markdown import one_line

MAX_CHARACTERS = 500_000
LONGEST_NAME = 80
NAME, ANSWER, END = "Your name", "Answer", "End of the questions"
HELP = (
    "Please answer what you can, in your own words, after “Answer:”. A number with its unit says more than an adjective. "
    "“I don't know” is an answer too, best with who would know. Leave the rest empty, put your name below, and send the "
    "file back."
)

QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+")
LABEL = r"^[ \t]*[*_]*{}[*_]*[ \t]*:[ \t]*[*_]*[ \t]*(.*)$"
NAME_LINE = re.compile(LABEL.format(NAME), re.IGNORECASE)
ANSWER_LINE = re.compile(LABEL.format(ANSWER), re.IGNORECASE)
TOPIC_LINE = re.compile(rf"\\?\[({'|'.join(TOPICS)})\\?\][ \t]*$")
END_LINE = re.compile(rf"^[ \t#*_]*{END}", re.IGNORECASE)
MADE_FOR = re.compile(r"\bquestionnaire ([0-9a-f]{12})\b", re.IGNORECASE)
RULE = re.compile(r"^[ \t]*(?:[-_*][ \t]*){3,}$")


class Returned(NamedTuple):
    """A questionnaire that came back."""

    by: str
    """Empty where nobody put a name."""
    answers: dict[Topic, str]
    made_for: str
    """The mark of the session it was made for; empty where it did not survive."""


def session_mark(session: str) -> str:
    """Tells sessions apart without giving away the id that opens one."""
    return sha256(session.encode()).hexdigest()[:12]


def render(session: str, frame: Frame, playbooks: Sequence[Playbook], owner: str = "") -> str:
    """As text, which is Markdown too."""
    form = form_of(session, frame, playbooks, owner)
    parts = [f"# {one_line(form.title)}", HELP, f"{NAME}: {one_line(form.owner)}".rstrip()]
    for question in form.questions:
        parts += [f"## {question.heading}", one_line(question.text)]
        parts += [f"*{one_line(note)}*" for note in question.notes]
        parts.append(f"{ANSWER}:\n\n")
    return "\n\n".join([*parts, "---", form.end]) + "\n"


class Question(NamedTuple):
    heading: str
    text: str
    notes: tuple[str, ...]


class Form(NamedTuple):
    """What every kind of file asks, in the words that `parse` knows again."""

    title: str
    owner: str
    """Whom it is for; empty where it is for whoever knows."""
    questions: tuple[Question, ...]
    end: str


def form_of(session: str, frame: Frame, playbooks: Sequence[Playbook], owner: str = "") -> Form:
    return Form(
        f"Questions about: {frame.title or 'Untitled'}",
        owner.strip(),
        tuple(_question(place, open) for place, open in enumerate(open_questions(frame, playbooks, owner), 1)),
        f"{END}. Framefirst questionnaire {session_mark(session)}",
    )


def _question(place: int, open: Open) -> Question:
    why = f"Why it matters: {open.ask.why}" if open.ask.why else ""
    notes = (why, _known(open.aside) if open.aside else "")
    heading = f"{place}. {NAMES[open.ask.topic]} [{open.ask.topic}]"
    return Question(heading, open.ask.question, tuple(note for note in notes if note))


def _known(aside: Aside) -> str:
    """Who is asked, and until when."""
    told = " ".join([*([f"for {aside.owner}"] if aside.owner else []), *([f"by {aside.due}"] if aside.due else [])])
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def parse(text: str) -> Returned:
    """Raises BadInput for what is no questionnaire, or far larger than one."""
    if len(text) > MAX_CHARACTERS:
        raise BadInput("The file is far larger than any questionnaire. Check that it is the right file.")
    by, topic, taking = "", None, False
    gathered: dict[Topic, list[str]] = {}
    for line in clean(text).text.split("\n"):
        line = QUOTED.sub("", line)
        if found := TOPIC_LINE.search(line):
            topic, taking = next(topic for topic in TOPICS if topic == found[1]), False
        elif END_LINE.match(line):
            topic, taking = None, False
        elif topic is None and not by and (named := NAME_LINE.match(line)):
            by = named[1]
        elif topic is not None and not taking and (answer := ANSWER_LINE.match(line)):
            taking = True
            gathered.setdefault(topic, []).append(answer[1])
        elif topic is not None and taking:
            gathered[topic].append(line)
    if not gathered:
        raise BadInput(
            "This is not a questionnaire: no question of ours is in it. Export one with `--format questionnaire`."
        )
    made_for = MADE_FOR.search(text)
    answers = {topic: told for topic, lines in gathered.items() if (told := _told(lines))}
    return Returned(_name(by), answers, made_for[1].lower() if made_for else "")


def _told(lines: Sequence[str]) -> str:
    """The words of an answer, without the rules that were drawn around it."""
    kept = "\n".join("" if RULE.match(line) else line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _name(text: str) -> str:
    return " ".join(text.split()).strip("*_ ")[:LONGEST_NAME].strip()
