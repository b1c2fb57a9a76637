"""The parsers of articles: pages, Markdown, dumps, encodings, front matter, printed dates, rows to be cleaned."""

from __future__ import annotations

from collections.abc import Callable

from store.cleaning import clean, decode, explained
from store.cleaning.dates import iso_date, printed_date
from store.cleaning.filtering import Wanted
from store.cleaning.habits import habits_of
from store.cleaning.html.glancing import glanced_address, glanced_lines
from store.cleaning.html.linked import linked_data
from store.cleaning.markdown.frontmatter import front_matter
from store.cleaning.repair import repaired
from store.cleaning.streaming import Line, streamed
from store.cleaning.windows import page_lines
from store.dates import is_date
from store.errors import CleaningError
from store.model import RawItem
from store.sources.feed_words import day_of, language_of, plain_words, visible_text
from store.text import is_normal
from tests.fuzzing.parser import SIGN, Parser, fields_of, text_of, words

_STORY = (
    "The ferry to Holm will sail again in May, the minister said on Friday, after a winter in which nobody crossed.",
    "“We will not wait,” said Ilse Maar of the Coast Institute, “for another winter.” It first counted 12 lost boats.",
    "Nobody at the harbour could be reached. The mayor had promised a pier of 300 metres, at a cost of £4.5m.",
)
_HTML = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry | Post</title><link '
    'rel="canonical" href="/f">'
    '<meta property="og:title" content="Ferry"><meta property="article:published_time" '
    'content="2024-05-03T09:00:00+01:00">'
    '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": '
    '"NewsArticle", "headline": "Ferry",'
    ' "datePublished": "2024-05-03", "author": [{"@type": "Person", "name": "Ilse Maar"}], "articleBody": '
    '"The ferry."}]}</script>'
    "</head><body><nav><ul><li><a href=/>Home</a><li><a "
    "href=/x>News</a></ul></nav><article><h1>Ferry</h1><p>By <b>Ilse Maar</b>"
    f"<time datetime=2024-05-03>3 May 2024</time></p><p>{_STORY[0]}</p><figure><img src=a><figcaption>The "
    f"pier</figcaption></figure>"
    f"<blockquote><p>{_STORY[1]}</p></blockquote><table><tr><td>1<td>2</table><pre>a\n "
    f"b</pre><ul><li>One<li>Two</ul><p>{_STORY[2]}"
    "</article><aside><p>Read more: <a href=/y>Another story</a></p></aside><footer>© Post. All rights "
    "reserved.</footer></body></html>"
).encode()
_MARKDOWN = (
    "---\ntitle: Ferry\ndate: 2024-05-03\nauthors:\n - Ilse Maar\ntags: [a, 'b']\n---\n# Ferry\n\nBy Ilse Maar\n\n"
    f'{_STORY[0]} [here](https://a.example "t") **strong** _soft_ `code`\n\n> {_STORY[1]}\n\n* one\n  * '
    f"two\n1. three\n\n"
    f"| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n{_STORY[2]}\n\nSetext\n---\n\n<b>html</b> &amp; "
    f"![image](a.png)\n\n[a]: /b\n"
).encode()
_DUMP = (
    "Home\nNews\nSport\nSign in\n\nFerry will sail again\n\nBy Ilse Maar, Harbour Post\nPublished 3 May "
    "2024, 09:00 BST\nShare\n\n"
    + "\n\n".join(_STORY)
    + "\n\nRead more\nAnother story that may interest you\n\nThe pier. Photograph: Jonna Vik/Post\n"
    "Comments (12)\n© Post 2024\nCookie policy\n"
    "Subscribe to our newsletter and get our best stories in your inbox every morning\nFollow us on Facebook "
    "and Twitter\n"
).encode()
_ROW = (
    b'{"id": "a", "url": "https://post.example/f", "html": "<h1>Ferry</h1><p>The ferry to Holm will sail '
    b'again in May, he said.</p>"}\n'
    b'{"text": "Ferry\\n\\nThe ferry to Holm sails again.", "outlet": "Post", "published": "2024-05", "n": '
    b'[1, {"a": null}]}\n'
)

_TAGS = words(
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='", "'>", "</a>", "<ul><li>", "<table>", "<tr>", "<td>",
    "</table>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "<svg>", "<math>", "<template>",
    "<noscript>", "<plaintext>", "<textarea>", "<select>", "<option>", "<frameset>", "<iframe srcdoc='", "<object>",
    "<br>", "<hr>", "<h1>", "</h1>", "<title>", "<article>", "</article>", "<main>", "<figure>", "<time datetime=",
    "<meta charset=", "<base href=", "<html>", "<body>", "<pre>", '<script type="application/ld+json">',
    '{"@graph": [', '{"@type": "NewsArticle", ', '"datePublished": ', '"articleBody": "', "]}", "&amp;", "&#0;",
    "&#x110000;", "&#xd800;", "&nbsp", "&lt;p&gt;", "&shy;", " class=", " hidden", " style='display:none'", "<", ">",
    "By ", "Published 3 May 2024", "Updated: ", "Read more", "Share", "©", "12 comments", "said.", "\n", "\n\n", "  ",
)  # fmt: skip
_MARKS = words(
    "---\n", "# ", "## ", "> ", ">>>> ", "* ", "- ", "+ ", "1. ", "999999999. ", "    ", "\t", "```", "~~~", "`",
    "``", "*", "**", "_", "[", "](", "]", "![", "](/a)", "[a]: /b\n", "<", "</b>", "<!--", "<?", "<![CDATA[", "&amp;",
    "\\", "|", "|---|", "\n===\n", "\n\n", "~~", "http://a.example", "<http://a>", "title: ", "date: ",
    "authors:\n - ", "[a, 'b']", '"', "...\n", "\r", "\r\n", "^", "$",
)  # fmt: skip
_LINES = words(
    "\n", "\n\n", "\r", "\f", "\v", "\x1c", "\u2028", "\x85", "\t", "   ", "By ", "Published ", "Updated ",
    "3 May 2024", "09:00 BST", "Share", "Read more", "Sign in", "Home", "News", "Comments (12)", "© ",
    "All rights reserved", "Photograph: ", "/Reuters", "|", "“", "”", '"', "’", "said", "said.", "The ", "Mr. ",
    "U.S.", "- ", "* ", "…", "1,000", "1", "@", "https://a.example", "#", "A", "a b ",
)  # fmt: skip
_BYTES = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0", b"\0\0\0", b"\x93\x94", b"\xe4", b"\xc3\xa4",
    b"\x81\x40", b"\x1b$B", b"+AGE-", b"\x82\xa0", b"\xc4\xe3", b"\xe0\xe1", b"<meta charset=", b"utf-7", b"utf-16",
    b"idna", b"rot13", b"zlib", b'<?xml encoding="', b"unicode_escape", b"mbcs", b"hz", b"iso-2022-jp", b"%PDF-",
    b"PK\x03\x04", b"\\ud800", b"punycode", b"cp65001",
)  # fmt: skip
_DATES = words(
    "2024-05-03", "2024", "May", "Mai", "3rd", "of", "Friday", ",", "09:00", "T", "Z", "+01:00", "BST", "a.m.", "pm",
    "3/5/24", ".", "00", "99", "31", "Feb", "-", "/", ":", "Updated", "Published", "on", "at", "|", "·", "yesterday",
    "2 hours ago", "GMT", "AD",
)  # fmt: skip


def _cleaned(media_type: str | None) -> Callable[[bytes], object]:
    def take(raw: bytes) -> None:
        item = RawItem(raw, "a place", media_type)
        cleaned, explain = explained(item)
        document = cleaned.document
        document.text.encode()
        assert document.text.strip()
        assert is_normal(document.text)
        assert all(block.span.end <= len(document.text) for block in document.blocks)
        str(cleaned.metadata).encode()
        for date in (cleaned.metadata.published, cleaned.metadata.updated):
            assert date is None or is_date(date), date
        source = decode(item).text
        for run in document.source_map.runs:
            assert run.source_start + run.length <= len(source)
        if len(raw) % 8 == 0:  # it takes as long again
            for verdict in explain():
                str(verdict).encode("utf-8", "surrogatepass")
            assert clean(item) == cleaned

    return take


def _known(media_type: str) -> Callable[[bytes], object]:
    """The first half of the input beside the second, as two pages of one outlet."""

    def take(raw: bytes) -> None:
        one, _, other = raw.partition(SIGN)
        items = [RawItem(each, "a place", media_type) for each in (one, other)]
        habits = habits_of([page_lines(item) for item in items] * 3)
        for item in items:
            try:
                clean(item, habits).document.text.encode()
            except CleaningError:
                continue

    return take


def _decoded(raw: bytes) -> None:
    for media_type, encoding in (
        (None, None),
        ("text/plain", "shift_jis"),
        ("text/html; charset=x", raw[:12].decode("latin-1")),
    ):
        decoded = decode(RawItem(raw, "a place", media_type, encoding))
        again = decode(RawItem(raw, "a place", decoded.media_type, decoded.encoding))
        assert decoded.text.encode("utf-8", "surrogatepass")
        assert again.media_type == decoded.media_type


def _bits_of_a_page(raw: bytes) -> None:
    source = text_of(raw)
    for line in glanced_lines(source):
        line.encode()
    glanced_address(source)
    linked_data([source])
    visible_text(source)
    plain_words(source)


def _front(raw: bytes) -> None:
    metadata, at = front_matter(text_of(raw))
    assert 0 <= at <= len(raw)
    assert metadata.published is None or is_date(metadata.published)


def _dated(raw: bytes) -> None:
    line, others = fields_of(raw, 2)
    found = printed_date(line, others)
    assert found is None or is_date(found.iso), found
    for date in (iso_date(line), day_of(line)):
        assert date is None or is_date(date), date
    is_date(line)
    language_of(line)


def _repaired(raw: bytes) -> None:
    for line in text_of(raw).splitlines():
        repaired(line, 3).text.encode()


def _rows(raw: bytes) -> None:
    lines = [Line(number, line) for number, line in enumerate(raw.split(b"\n")[:20], 1)]
    for wanted in (Wanted(), Wanted(text_field="text", as_read=True)):
        for written in streamed(lines, None, wanted):
            written.text.encode()
            assert "\n" not in written.text
            assert "could not be cleaned" not in written.problem, written.problem


PARSERS = (
    Parser("html", _cleaned("text/html"), (_HTML, b"<p>" + _STORY[0].encode()), _TAGS, share=6),
    Parser("html of an outlet", _known("text/html"), (_HTML + SIGN + _HTML,), (SIGN, *_TAGS), share=6),
    Parser("bits of a page", _bits_of_a_page, (_HTML, b'{"@type": "NewsArticle", "author": {"name": "A"}}'), _TAGS),
    Parser("markdown", _cleaned("text/markdown"), (_MARKDOWN,), _MARKS, share=12),
    Parser("front matter", _front, (_MARKDOWN[:200],), _MARKS, share=150),
    Parser("plain", _cleaned("text/plain"), (_DUMP, "\n\n".join(_STORY).encode()), _LINES, share=8),
    Parser("plain of an outlet", _known("text/plain"), (_DUMP + SIGN + _DUMP,), (SIGN, *_LINES), share=8),
    Parser(
        "of any kind",
        _cleaned(None),
        (_DUMP, _HTML, _MARKDOWN, _DUMP.decode().encode("utf-16")),
        (*_BYTES, *_TAGS),
        share=6,
    ),
    Parser(
        "encodings",
        _decoded,
        (_DUMP, "Fähre nach Süden, früh".encode("cp1252"), "Паром".encode("koi8-r"), "水の上".encode("cp932")),
        _BYTES,
    ),
    Parser(
        "printed dates",
        _dated,
        (b"Published Friday, 3 May 2024, 09:00 BST", b"2024-05-03T09:00:00+01:00", b"3.5.2024\x1f31/12/99"),
        _DATES,
        largest=400,
        share=200,
    ),
    Parser(
        "spoilt letters",
        _repaired,
        ("Ã¤ â€œferryâ€\u009d &amp; \u00ad fi\ufb01".encode(),),
        words("Ã", "â€", "\u009d", "&amp;", "ï»¿", "\ufb01"),
    ),
    Parser(
        "rows to be cleaned",
        _rows,
        (_ROW,),
        words('{"html": "', '"text": "', '"url": ', "null", "NaN", "\\ud800", "1e999", "\n", "[[", '"}'),
        share=6,
    ),
)
