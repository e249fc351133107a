"""A guide of four short sections."""

from pathlib import Path

SECTIONS = {
    "cache-trouble": (
        "Q13",
        "A cache that takes the site down",
        ["the site fell over when a popular key expired", "is a cache a safe quick win"],
        "## Situation\n\nRedis held the popular answers until a key expired.\n\n## Prevention\n\nAdd jitter to each expiry, "
        "let one request rebuild the value, and serve the stale value meanwhile.",
    ),
    "recovery-tiers": (
        "1.13",
        "Disaster recovery tiers",
        ["how long may we be down after a fire", "what do RTO and RPO mean"],
        "## Two numbers\n\nThe recovery time objective says how long the service may be gone. The recovery point objective "
        "says how much data may be lost.\n\n| Tier | Cost |\n| --- | --- |\n| Backup | low |\n| Active-active | high |",
    ),
    "five-whys": (
        "2.5",
        "Five Whys",
        ["the same bug comes back every month", "how deep do I dig for the cause"],
        "Ask why until the team reaches a cause it can act on. A person's name is never a cause.",
    ),
    "build-or-buy": (
        "3.4",
        "Build versus buy",
        ["make it ourselves or pay for a product", "should a start-up write its own login"],
        "Build what sets the company apart, buy the rest. Count maintenance for three years on both sides.",
    ),
}

ELSEWHERE = (
    "cooking, baking and recipes",
    "sports results and rules of games",
    "who won the match yesterday",
    "greetings, small talk and thanks",
    "random letters",
    "what is your name",
)
"""What the small guide is not about; as little as its tests need, since every line is embedded."""


def write_section(folder: Path, id: str) -> None:
    number, title, asks, body = SECTIONS[id]
    questions = "".join(f"  - {ask}\n" for ask in asks)
    front = f'id: {id}\nnumber: "{number}"\npart: I Test\ntitle: {title}\nrelated: []\nasks:\n{questions}'
    (folder / f"{id}.md").write_text(f"---\n{front}---\n{body}\n", encoding="utf-8")
