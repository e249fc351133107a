"""Words that try to be more than words: markup, templates, queries, numbers of characters."""

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- a comment",
    "</div><iframe src=//sink>",
    "![picture](http://sink/?q=1)",
    "![picture][ref]",
    "[ref]: http://sink",
    "[click](javascript:alert(1))",
    "<http://sink>",
    "**bold** _it_ ~~gone~~ `code`",
    "a*b*c and a_b_c and __init__ and a__b_ c",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "    indented",
    "# Heading",
    "#",
    "## Decision status",
    "Setext\n===",
    "Setext\n---",
    "---\ntitle: taken over\n---",
    "- - -",
    "* * *",
    "- item\n- item",
    "-",
    "+",
    "1. first\n2. second",
    "1)",
    "> quoted",
    ">",
    "| a | b |\n| --- | --- |\n| c | d |",
    "cell | cell",
    "- [x] done",
    "[//]: # (comment)",
    "$x^2$ and $$y$$",
    "&lt;b&gt; &amp; &#x41; &copy; R&D",
    "a\\*b \\ c\\",
    "C #",
    ":red[warning] :material/home: :smile:",
    "^sup^ ==mark== {.class #id}",
    "a  \nb",
)
TEMPLATES = (
    "{0} {} {x}",
    "${x} $x $cause $heard",
    "{{7*7}}",
    "{% if x %}",
    "%s %(x)s %d",
    "<%= 1 %>",
    "#{1+1}",
    "`id`",
    "$(id)",
)
QUERIES = ("'; DROP TABLE events; --", '" OR 1=1 --', "\\'; --")
SCRIPTS = (
    "שלום לכולם",
    "مرحبا بكم",
    "日本語のテスト",
    "e\u0301te\u0301 nai\u0308ve",
    "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Ｆｕｌｌ　ｗｉｄｔｈ",
)

VISIBLE = (*MARKUP, *TEMPLATES, *QUERIES, *SCRIPTS)
"""What a reader sees of these is exactly what was written, in NFC and but for white space."""

UNSEEN = (
    "a\u202egnirts\u202cb",
    "zero\u200bwidth",
    "tag\U000e0041\U000e0042",
    "lone\ud800half",
    "nul\x00bell\x07escape\x1b[31m",
    "\ufeffbom\ufffe",
)
"""Holding what only a machine sees; that part never gets in."""
