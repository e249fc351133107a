"""Does a reply rest on what was really found, and say so?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.check import Judgement, failed, passed, skipped
from evals.checks.turns import DraftCheck, TurnCheck
from evals.checks.words import plain, quotes, shares_a_run
from evals.record import Record
from evals.talks import Talk, Turn, turns_of

SPEAKS_FOR_IT = re.compile(
    r"\b(?:the|our|this) guide\b|\baccording to (?:the )?(?:guide|section|chapter)\b|\b(?:section|chapter) \d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CitesWhatItUses(DraftCheck):
    name = "cites-what-it-uses"
    guards = "whoever draws on a passage names it"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        used = [
            passage.section
            for passage in turn.brief.passages
            if shares_a_run(turn.text("reply"), passage.text) and not shares_a_run(turn.said, passage.text)
        ]
        if used and not set(used) & set(turn.cited):
            yield f"draws on {used[0]} and cites {', '.join(turn.cited) or 'nothing'}"


@dataclass(frozen=True)
class CitesWhatWasShown(DraftCheck):
    name = "cites-what-was-shown"
    guards = "only passages of this turn are cited"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for section in turn.cited:
            if section not in turn.brief.sections:
                yield f"{section!r} was not shown"


@dataclass(frozen=True)
class QuotesExactly(DraftCheck):
    name = "quotes-exactly"
    guards = "words in quotation marks stand in the talk, or in the passage that is cited for them"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        said = plain("\n".join([turn.said, turn.brief.known, turn.brief.earlier, *(w for _, w in turn.brief.moves)]))
        cited = plain("\n".join(passage.text for passage in turn.brief.passages if passage.section in turn.cited))
        anywhere = plain("\n".join(passage.text for passage in turn.brief.passages))
        for quote in quotes(turn.text("reply")):
            if plain(quote) in said or plain(quote) in cited:
                continue
            if plain(quote) in anywhere:
                if turn.cited:
                    yield f"{quote[:60]!r} is from another passage than the one cited"
            else:
                yield f"nobody wrote {quote[:60]!r}"


@dataclass(frozen=True)
class SpeaksOnlyForWhatItHas(DraftCheck):
    name = "speaks-only-for-what-it-has"
    guards = "where the guide is silent, nothing is said in its name"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if SPEAKS_FOR_IT.search(turn.text("reply")) and not turn.brief.passages:
            yield f"no passage, and it says {turn.text('reply')[-60:]!r}"


@dataclass(frozen=True)
class DrawsOnWhatBears(TurnCheck):
    name = "draws-on-what-bears"
    guards = "a passage that bears on the case is used"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        yield from ()

    def judge(self, case: Talk, record: Record) -> Judgement:
        turns = [turn for turn in turns_of(record) if turn.draft is not None]
        shown = {section for turn in turns for section in turn.brief.sections}
        due = [section for section in case.bears if section in shown]
        if not due:
            return skipped("no passage that bears was shown")
        used = {
            passage.section
            for turn in turns
            for passage in turn.brief.passages
            if passage.section in turn.cited or shares_a_run(turn.text("reply"), passage.text, 4)
        }
        missed = [section for section in due if section not in used]
        return failed(f"shown and never used: {', '.join(missed)}") if missed else passed


CHECKS: tuple[TurnCheck, ...] = (
    CitesWhatItUses(),
    CitesWhatWasShown(),
    QuotesExactly(),
    SpeaksOnlyForWhatItHas(),
    DrawsOnWhatBears(),
)
