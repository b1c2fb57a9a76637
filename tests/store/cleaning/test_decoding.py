"""Bytes become text: whatever they are in, whatever they claim."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cleaning import decode
from store.errors import CleaningError
from store.model import RawItem

ENGLISH = "The ferry “Aurora” didn’t sail – the café’s owner said so."
RUSSIAN = "Паром не вышел в море, сообщил во вторник владелец кафе на набережной."


def text_of(raw: bytes, media_type: str | None = None, encoding: str | None = None) -> str:
    return decode(RawItem(raw, "ferry.txt", media_type, encoding)).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_is_read_in_whatever_encoding_it_comes(encoding: str) -> None:
    assert text_of(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1251", "koi8-r"])
def test_russian_is_read_in_whatever_encoding_it_comes(encoding: str) -> None:
    assert text_of(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Prom odpłynął z portu przed świtem, a nikt nie wiedział, czy wróci na czas. Późny wieczór był źródłem żalu.",
            "cp1250",
        ),
        (
            "Trajekt vyplul z přístavu před úsvitem a nikdo nevěděl, jestli se vrátí včas. Až se mlha zvedne, může dál.",
            "iso8859-2",
        ),
        (
            "Feribot şafaktan önce limandan ayrıldı, kimse döneceğini bilmiyordu. Akşam görüşmelerin kesildiği açıklandı.",
            "cp1254",
        ),
        ("Keltas išplaukė iš uosto prieš aušrą, ir niekas nežinojo, ar jis grįš laiku.", "cp1257"),
        ("El barco salió del puerto antes del amanecer y nadie sabía si volvería mañana.", "cp1252"),
        ("เรือเฟอร์รี่ออกจากท่าเรือก่อนรุ่งสาง และไม่มีใครรู้ว่าจะกลับมาทันเวลาหรือไม่", "cp874"),
        ("渡轮在黎明前离开了港口，没有人知道它是否会按时返回。晚上，管理层宣布谈判已经中断。", "utf-16-le"),
        ("フェリーは夜明け前に港を出たが、時間通りに戻るかどうかは誰にも分からなかった。", "utf-16-be"),
    ],
)
def test_a_language_is_read_in_its_code_page_though_nobody_declares_it(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text
    if not encoding.startswith("utf"):
        page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{text}</p></body></html>'
        assert text in text_of(page.encode(encoding))


def test_a_byte_order_mark_beats_a_wrong_declaration() -> None:
    assert text_of(codecs.BOM_UTF8 + ENGLISH.encode(), encoding="cp1252") == ENGLISH


def test_a_declaration_from_outside_is_believed_where_it_can_be_true() -> None:
    assert text_of("žluťoučký kůň".encode("iso8859-2"), encoding="ISO-8859-2") == "žluťoučký kůň"


def test_a_declaration_that_fails_gives_way_to_what_is_detected() -> None:
    assert text_of(ENGLISH.encode("cp1252"), encoding="utf-8") == ENGLISH
    assert text_of(ENGLISH.encode(), encoding="latin-1") == ENGLISH


def test_a_declared_name_that_is_no_encoding_of_text_is_passed_over() -> None:
    for name in ("rot13", "hex", "punycode", "no-such", "\0", ""):
        assert text_of(ENGLISH.encode(), encoding=name) == ENGLISH


def test_a_page_says_its_own_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Да</p></body></html>'
    assert "Да" in text_of(page.encode("cp1251"), "text/html")


def test_a_torn_utf8_text_loses_only_the_torn_bytes() -> None:
    raw = (ENGLISH * 20).encode()[:-1] + b"\xff\xe2"
    assert text_of(raw).startswith(ENGLISH * 19)


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7 a b c", b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n....", bytes(range(256)) * 4, b"ab\0\0\0\x01\x02" * 50],
)
def test_a_binary_file_named_txt_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(CleaningError, match=r"ferry\.txt"):
        text_of(raw, "text/plain")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", b"\0\0\0"])
def test_an_empty_file_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(CleaningError, match=r"ferry\.txt is empty"):
        text_of(raw)


def test_a_page_is_known_by_its_opening_whatever_its_suffix() -> None:
    page = b"<!-- saved --><!DOCTYPE html><html><body><p>Hello</p></body></html>"
    assert decode(RawItem(page, "-")).media_type == "text/html"
    assert decode(RawItem(page, "page.txt", "text/plain")).media_type == "text/html"


def test_prose_about_tags_is_no_page() -> None:
    assert decode(RawItem(b"Use the <p> tag. It is a good tag.", "-")).media_type == "text/plain"


def test_markdown_on_standard_input_is_known_by_several_of_its_marks() -> None:
    raw = b"# Ferry\n\nSome **bold** words and [a link](https://example.com).\n"
    assert decode(RawItem(raw, "-")).media_type == "text/markdown"


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda s: s.encode("utf-8", "replace"))))
def test_decoding_again_with_what_was_found_gives_the_same(raw: bytes) -> None:
    try:
        first = decode(RawItem(raw, "x"))
    except CleaningError:
        return
    assert decode(RawItem(raw, "x", first.media_type, first.encoding)) == first
