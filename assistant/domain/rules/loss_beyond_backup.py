"""FF505: less may be lost than the backups allow."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import DAY, HOUR, duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import told
from assistant.domain.rules.utterance import phrase
from assistant.domain.topics import Topic

ABOUT_LOSS: tuple[Topic, ...] = ("recovery", "durability", "data", "availability")
ABOUT_BACKUP: tuple[Topic, ...] = (*ABOUT_LOSS, "existing_system")
NOTHING = phrase(
    "(?:lose|loses|losing|lost) (?:nothing|no (?!more|sleep|time|customers?|money)\\w+)", "no(?: data)? loss",
    "(?:not|never|cannot|n't)(?: be allowed to)? lose (?:a single|any|anything|one|even)",
    "nothing (?:may|must|can|should) (?:ever )?(?:be|get) lost", "rpo(?: of| is|:)? (?:0|zero)", "zero data loss",
)  # fmt: skip
LOSE_AT_MOST = re.compile(r"\b(?:los\w+|rpo)\b[^,;.]{0,30}$")
THINGS = "(?:full |database |incremental )?(?:backups?|back-ups?|dumps?|snapshots?)"
WHEN = {
    "hourly": HOUR,
    "nightly": DAY,
    "daily": DAY,
    "weekly": 7 * DAY,
    "night": DAY,
    "day": DAY,
    "week": 7 * DAY,
    "hour": HOUR,
}
BACKUP = phrase(
    f"(nightly|daily|weekly|hourly) {THINGS}",
    f"{THINGS} (?:(?:runs?|is|are|taken|made|done|happens?|at) ){{0,3}}(nightly|daily|weekly|hourly)",
    f"{THINGS} (?:(?:runs?|is|are|taken|made|done|happens?) ){{0,3}}(?:every|each|once (?:a|per)|one a) (night|day|week|hour)",
)
SOMETHING_BETTER = phrase(
    "point[- ]in[- ]time\\w*", "pitr", "replica\\w*", "wal", "log shipping", "journal\\w*", "mirror\\w*", "standby",
    "synchronous\\w*", "continuous\\w*", "change data capture", "event log", "binlogs?",
)  # fmt: skip


def lost(frame: Frame) -> Iterator[Gap]:
    said = told(frame, *ABOUT_BACKUP)
    backup = BACKUP.search(said)
    if backup is None or SOMETHING_BETTER.search(said):
        return
    interval = WHEN[next(group for group in backup.groups() if group).lower()]
    for topic in ABOUT_LOSS:
        wish = NOTHING.search(told(frame, topic))
        if wish is not None:
            yield Gap(
                f"answers.{topic}",
                f'"{wish.group()}" and "{backup.group()}" do not go together: up to {duration(interval)} of work is in no backup.',
            )
            return
        for span in known(frame, topic, "duration"):
            if LOSE_AT_MOST.search(span.before) and span.high < interval:
                yield Gap(
                    f"answers.{topic}",
                    f'At most {duration(span.high)} may be lost, and "{backup.group()}" leaves up to {duration(interval)} in no backup.',
                )
                return


RULE = FrameRule(
    id="FF505",
    name="loss-beyond-backup",
    severity="error",
    meaning="Everything since the last copy is gone when the original is. A promise to lose less than that needs a second copy that follows the first.",
    bad="Nothing may be lost, and there is a nightly backup.",
    good="At most 15 minutes may be lost: the write-ahead log is copied every 5.",
    section="dr-tiers",
    find=lost,
    catches=(
        sketch(answers={"durability": "Nothing may be lost", "existing_system": "MySQL with a nightly backup"}),
        sketch(answers={"recovery": "We may lose 10 minutes at most; backups are made every day"}),
    ),
    leaves_alone=(
        sketch(answers={"durability": "Nothing may be lost", "recovery": "A nightly backup and a replica"}),
        sketch(answers={"recovery": "We may lose two days; a nightly backup"}),
        sketch(answers={"recovery": "Back within 10 minutes; a nightly backup"}),
        sketch(answers={"durability": "Nothing may be lost"}),
        sketch(answers={"existing_system": "A nightly backup", "problem": "We lose no time on it"}),
    ),
)
