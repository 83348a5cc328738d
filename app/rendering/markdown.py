"""Markdown as organisers write it, made into HTML nobody can do harm with.

Two fences that know nothing of each other: the parser passes no HTML through, and the
sanitizer lets only a short list of elements and addresses pass whatever the parser made.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 50_000  # characters, 25 pages; what is longer is cut rather than parsed for seconds
DEEPEST = 20  # nested lists and quotations

ELEMENTS = frozenset(
    {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "code", "pre", "blockquote",
     "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip
ATTRIBUTES = {"a": frozenset({"href", "title"}), "ol": frozenset({"start"})}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Where a link may lead: to a whole address, or to a page of ours; never to a guess.
_LEADS = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def _only_plain_links(_tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and not _LEADS.match(value) else value


_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
_parser.disable(["image", "html_block", "html_inline"])
_cleaner = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes=set(SCHEMES),
    link_rel="noopener noreferrer nofollow ugc",
    attribute_filter=_only_plain_links,
)
_BLOCK_ENDS = re.compile(r"</(?:p|h[2-6]|ul|ol|pre|blockquote)>")  # the parser ends each line itself
_MARK = re.compile(r"\s*(?:[-*+>#|]|\d+[.)])")  # begins a list, a quotation, a heading or a table
_LIST_ITEM = re.compile(r"<li>\s*")
_CELL_END = re.compile(r"</t[hd]>\s*(?=<t)")
_TAG = re.compile(r"<[^>]+>")
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")


def to_html(value: str) -> Markup:
    """The HTML of `value`. Headings begin at h2: the page has its own h1."""
    tokens = _parser.parse(value[:LONGEST])
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + 1, 6)}"
    return Markup(_cleaner.clean(_parser.renderer.render(tokens, _parser.options, {})))  # noqa: S704 - two fences


def of_lines(value: str) -> str:
    """What was entered one on each line, as the list it is meant as; Markdown that says more stays."""
    lines = value.split("\n")
    if len(lines) == 1 or any(not line or _MARK.match(line) for line in lines):
        return value
    return "\n".join(f"- {line}" for line in lines)


def to_text(value: str) -> str:
    """What `value` says, without marks: for feeds, calendars, descriptions and plain mails."""
    marked = _LIST_ITEM.sub("- ", str(to_html(value)))
    broken = _BLOCK_ENDS.sub("\n", _CELL_END.sub(" | ", marked))
    return _BLANK_LINES.sub("\n\n", html.unescape(_TAG.sub("", broken))).strip()
