"""A document written as Markdown: its marks, and that what is no mark stays a sign."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.cleaning.mapping import DraftBlock, DraftStyle, Mapped, assembled
from store.cleaning.markdown.document import clean_markdown
from store.document import BlockKind, StyleKind
from store.formats.markdown import markdown_of


def block(kind: BlockKind, words: str, *styles: DraftStyle, level: int = 0) -> DraftBlock:
    return DraftBlock(kind, Mapped(words), level, styles)


def styled(words: str, *styles: DraftStyle) -> str:
    return markdown_of(assembled([block(BlockKind.PARAGRAPH, words, *styles)])).rstrip("\n")


def test_each_kind_of_block_has_its_mark() -> None:
    document = assembled(
        [
            block(BlockKind.TITLE, "Ferry sails again"),
            block(BlockKind.STANDFIRST, "Both sides agree."),
            block(BlockKind.HEADING, "What now?", level=3),
            block(BlockKind.LIST_ITEM, "one"),
            block(BlockKind.LIST_ITEM, "two", level=2),
            block(BlockKind.LIST_ITEM, "deep", level=6),
            block(BlockKind.QUOTATION, "We wait."),
            block(BlockKind.TABLE, "a | b"),
            block(BlockKind.CODE, "```"),
            block(BlockKind.PARAGRAPH, "The end."),
        ]
    )
    assert markdown_of(document) == (
        "# Ferry sails again\n\nBoth sides agree.\n\n### What now?\n\n- one\n  - two\n    - deep\n\n> We wait.\n\n"
        "```\na | b\n```\n\n````\n```\n````\n\nThe end.\n"
    )


def test_styles_have_their_marks_one_within_the_other() -> None:
    strong = DraftStyle(StyleKind.STRONG, 0, 9)
    emphasis = DraftStyle(StyleKind.EMPHASIS, 4, 9)
    assert styled("the ferry sails", strong, emphasis) == "**the *ferry*** sails"
    assert styled(
        "see [here] now", DraftStyle(StyleKind.LINK, 4, 10, "https://n.example/a b>")
    ) == "see [here] now".replace("[here]", r"\[here\]")
    assert (
        styled("see here", DraftStyle(StyleKind.LINK, 4, 8, "https://n.example/a>"))
        == "see [here](<https://n.example/a%3E>)"
    )
    assert styled("see here", DraftStyle(StyleKind.LINK, 4, 8, "javascript:alert(1)")) == "see here"
    assert styled("run a`b now", DraftStyle(StyleKind.CODE, 4, 7)) == "run ``a`b`` now"


def test_what_marks_cannot_carry_is_left_without_them() -> None:
    assert styled("unfinished", DraftStyle(StyleKind.EMPHASIS, 2, 10)) == "unfinished"
    crossing = (DraftStyle(StyleKind.STRONG, 0, 7), DraftStyle(StyleKind.EMPHASIS, 4, 11))
    assert styled("one two abc", *crossing) == "**one two** abc"


TEXT = st.text(st.sampled_from("ab 1.*_`[](){}<>#+-=!|~&;:\\\"'/é—"), min_size=1, max_size=30)
KINDS = st.sampled_from([k for k in BlockKind if k not in (BlockKind.TABLE, BlockKind.CODE)])
MARKED = st.sampled_from([StyleKind.STRONG, StyleKind.EMPHASIS, StyleKind.LINK])
STYLES = st.lists(
    st.builds(DraftStyle, MARKED, st.integers(0, 20), st.integers(0, 30), st.just("https://n.example/")), max_size=3
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(KINDS, TEXT, st.integers(0, 6), STYLES), min_size=1, max_size=4))
def test_read_back_as_markdown_the_words_are_the_same(
    drafts: list[tuple[BlockKind, str, int, list[DraftStyle]]],
) -> None:
    document = assembled(DraftBlock(kind, Mapped(words), level, styles) for kind, words, level, styles in drafts)
    page = MarkdownIt("commonmark").parse(markdown_of(document))
    shown = ["".join(child.content for child in token.children or ()) for token in page if token.type == "inline"]
    assert " ".join(" ".join(shown).split()) == " ".join(document.text.split())


def test_the_structure_is_read_back_by_the_cleaner_of_markdown() -> None:
    source = "# Title\n\nA *word* and a [link](https://n.example/).\n\n## Then\n\n- one\n- two\n\n> Said.\n\nThe end.\n"
    document = clean_markdown(source).document
    again = clean_markdown(markdown_of(document)).document
    assert (again.text, tuple(again.blocks), again.styles) == (document.text, tuple(document.blocks), document.styles)
