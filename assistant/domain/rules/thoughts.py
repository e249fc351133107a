"""What a clause says, as a set of thoughts: two clauses with the same thoughts say the same thing in other words."""

import re

from assistant.domain.rules.utterance import phrase

SAME_THING: dict[str, str] = {
    "slow": "slow(?:er|ly|ness)?|sluggish|lag(?:s|gy|ging)?|takes? (?:(?:so|too|very) )?(?:long|ages|forever|a long time"
    "|much time)"
    r"|(?:not|n't) (?:\w+ )?(?:fast|quick)|(?:poor|bad|low) (?:performance|speed|velocity|throughput)"
    r"|(?:performance|speed|velocity) is (?:\w+ )?(?:poor|bad|low)",
    "fail": r"flaky|unstable|(?:lacks?|lack of|no|poor) (?:stability|reliability)|unreliable|instability|(?:not|n't) (?:\w+ )?(?:stable|reliable)|fail(?:s|ed|ing|ure|ures)?"
    "|break(?:s|ing)?|broke|broken|crash(?:es|ed|ing)?"
    r"|errors?|faulty|defects?|(?:not|n't) (?:\w+ )?(?:work(?:s|ing)?|succeed|function(?:ing)?)",
    "down": r"down(?:time)?|outages?|unavailable|offline|unreachable|(?:not|n't) (?:available|reachable|up|online)",
    "late": r"late|delay(?:s|ed)?|overdue|behind schedule|deadlines?|(?:not|n't) (?:\w+ )?(?:\w+ )?(?:on time|in time"
    "|punctual)",
    "costly": r"expensive|costly|costs?|bills?|pricey|prices?|spend(?:ing)?|(?:not|n't) cheap",
    "unhappy": r"unhappy|dissatisf\w+|unsatisfied|frustrat\w+|annoyed|angry|complain\w*|(?:not|n't) (?:happy|satisfied"
    "|pleased|content)|dislike it",
    "many": r"many|a lot(?: of)?|lots of|numerous|frequent(?:ly)?|often|too much|high|large",
    "few": r"few|hardly any|low|nobody|no one|(?:not|n't) (?:many|enough|much)|seldom|rarely|none",
    "wrong": r"wrong|incorrect|inaccurate|false|mistaken|(?:not|n't) (?:correct|right|accurate)",
    "inefficient": r"inefficien\w+|wasteful|(?:lacks?|lack of|no|without|poor|low) efficiency|(?:not|n't) (?:\w+ )?efficient",
    "sell": r"sales?|sell(?:s|ing)?|sold",
    "bug": r"bugs?|buggy",
    "unsafe": "(?:lacks?|no|without|missing|poor|bad|not enough|lack of) security|insecure|unsafe|vulnerable|(?:not"
    "|n't) (?:secure|safe)",
    "bad": r"bad|poor|(?:not|n't) good",
    "hard": r"hard|difficult|complicated|complex|(?:not|n't) (?:easy|simple)",
    "unused": r"unused|(?:not|n't|nobody|no one)(?: really)? us(?:e|ed|es|ing)(?: it)?",
    "grow": r"grow(?:s|ing)?|grew|increas\w+|ris(?:es?|ing)|rose|(?:go|goes|went|going) up",
}
"""A thought, and the ways to say it."""
CONCEPTS = [(name, phrase(ways)) for name, ways in SAME_THING.items()]
CONCEPTS.sort(key=lambda pair: pair[0] != "unused")  # before its "nobody" and "not" are taken for something else
EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "your",
        "their",
        "his",
        "her",
        "its",
        "it",
        "it's",
        "they",
        "they're",
        "we",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "so",
        "too",
        "very",
        "just",
        "really",
        "always",
        "again",
        "still",
        "simply",
        "enough",
        "there",
        "here",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "by",
        "and",
        "or",
        "all",
        "any",
        "some",
        "my",
        "because",
        "not",
        "much",
        "more",
        "most",
        "what",
        "happens",
        "happening",
        "happened",
        "actually",
        "get",
        "gets",
        "got",
        "getting",
        "keep",
        "keeps",
        "kept",
        "us",
        "them",
        "i",
        "you",
        "he",
        "she",
        "who",
        "which",
        "than",
        "time",
        "times",
        "every",
        "people",
        "users",
        "someone",
        "about",
    ]
)
WORD = re.compile(r"[^\W\d_][\w'-]*")
ENDINGS = ("ments", "ment", "ings", "ing", "ies", "ied", "ions", "ion", "ed", "es", "ly", "s", "e", "y")
SHORTEST_STEM = 3


def thoughts(clause: str) -> frozenset[str]:
    """Concepts and word stems of a clause, without the words that carry no thought."""
    found = set()
    for name, ways in CONCEPTS:
        clause, count = ways.subn(" ", clause)
        if count:
            found.add(name)
    words = (word for word in WORD.findall(clause.lower()) if word not in EMPTY and not word.endswith("n't"))
    return frozenset(found | {stem(word) for word in words})


def stem(word: str) -> str:
    word = word.removesuffix("'s")
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM), "")
    return word.removesuffix(ending)
