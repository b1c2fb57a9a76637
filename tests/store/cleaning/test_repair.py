"""Lines are repaired only where it is safe, and what is left alone keeps its place."""

from hypothesis import given
from hypothesis import strategies as st

from store.cleaning.mapping import Mapped
from store.cleaning.repair import repaired
from store.text import is_normal


def placed(mapped: Mapped, source: str, at: int) -> bool:
    return all(
        mapped.text[r.start : r.start + r.length] == source[r.source_start - at :][: r.length] for r in mapped.runs
    )


def test_no_break_spaces_become_spaces_and_soft_hyphens_go() -> None:
    assert repaired("ten\u00a0kilo\u00adgrams\u202f%", 0).text == "ten kilograms %"


def test_mojibake_is_undone_and_the_words_around_it_keep_their_place() -> None:
    source = "The cafÃ© said itâ€™s closed"
    mapped = repaired(source, 7)
    assert mapped.text == "The café said it’s closed"
    assert placed(mapped, source, 7)
    assert sum(run.length for run in mapped.runs) >= len("Thecafsaiditsclosed")


def test_words_that_only_look_a_little_like_mojibake_are_left_alone() -> None:
    for line in ("São Paulo, Ångström, Ätna", "L’Âge d’or", "Ð is a letter", "5 € – “so”"):
        assert repaired(line, 0).text == line


@given(st.text(max_size=80), st.integers(0, 1000))
def test_a_repaired_line_is_normal_and_its_runs_are_true(line: str, at: int) -> None:
    mapped = repaired(line, at)
    assert is_normal(mapped.text)
    assert placed(mapped, line, at)
    assert repaired(mapped.text, 0).text == mapped.text or "\ufffd" in mapped.text or "Ã" in line or "â" in line
