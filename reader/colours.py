"""What colours and attributes the first screen is painted with, in every theme and for each depth of colour.

Loads nothing: the first rows are painted before a palette is there, which has these looks from here too (reader.palette).
A colour is "#rrggbb", or "color(n)" for terminals with 256 of them, where the nearest one would not be told apart from
its neighbours. Grounds are so close to the paper that every ink can be read on each of them; a test computes it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Mapping

DARK = {
    "paper": "#16181d",
    "ink": "#d6d3ca",
    "bright": "#f2efe6",
    "soft": "#c1bfb7",
    "quiet": "#9095a0",
    "faint": "#6b707b",
    "aside": "#666a74",
    "accent": "#e6b552",
    "good": "#a6d492",
    "bad": "#f3a79d",
    "key": "#c9ccd3",
    "bar": "#2b303b",
    "bar_ink": "#f2efe6",
    "bar_quiet": "#abafb8",
    "sheet": "#1e2128",
    "field": "#343b4b",
    "cursor": "#e8e4d8",
    "cursor_ink": "#16181d",
    "selection": "#34466f",
    "selection_ink": "#ffffff",
    "hit": "#c9a227",
    "hit_ink": "#16181d",
    "content": "#29251c",
    "content_twice": "#383020",
    "content_highlighted": "#4a4a12",
    "lit": "#4d3a17",
    "lit_highlighted": "#603d0a",
    "lit_ink": "#fff5dc",
    "cue": "#e6b552",
    "lit_cue": "#ffd479",
}
LIGHT = {
    "paper": "#f8f5ec",
    "ink": "#24262b",
    "bright": "#0f1013",
    "soft": "#464a52",
    "quiet": "#5f636c",
    "faint": "#84888f",
    "aside": "#878a8f",
    "accent": "#855100",
    "good": "#2a661f",
    "bad": "#a3271e",
    "key": "#33363d",
    "bar": "#e0dac8",
    "bar_ink": "#0f1013",
    "bar_quiet": "#4e525b",
    "sheet": "#efeadc",
    "field": "#cfd9ea",
    "cursor": "#2f333b",
    "cursor_ink": "#f8f5ec",
    "selection": "#b4cbf2",
    "selection_ink": "#0f1013",
    "hit": "#f2b632",
    "hit_ink": "#1b1400",
    "content": "#f1e8d2",
    "content_twice": "#e8dab8",
    "content_highlighted": "#e3e08c",
    "lit": "#f6d796",
    "lit_highlighted": "#f0c64e",
    "lit_ink": "#241a00",
    "cue": "#7a4a00",
    "lit_cue": "#5e3600",
}
DARK_INDEXED = {
    "paper": "color(234)",
    "ink": "color(253)",
    "bright": "color(231)",
    "soft": "color(251)",
    "quiet": "color(247)",
    "faint": "color(243)",
    "aside": "color(242)",
    "accent": "color(221)",
    "good": "color(156)",
    "bad": "color(217)",
    "key": "color(251)",
    "bar": "color(238)",
    "bar_ink": "color(231)",
    "bar_quiet": "color(250)",
    "sheet": "color(235)",
    "field": "color(240)",
    "cursor": "color(254)",
    "cursor_ink": "color(234)",
    "selection": "color(25)",
    "selection_ink": "color(231)",
    "hit": "color(178)",
    "hit_ink": "color(234)",
    "content": "color(236)",
    "content_twice": "color(238)",
    "content_highlighted": "color(239)",
    "lit": "color(52)",
    "lit_highlighted": "color(58)",
    "lit_ink": "color(230)",
    "cue": "color(221)",
    "lit_cue": "color(228)",
}
LIGHT_INDEXED = {
    "paper": "color(255)",
    "ink": "color(235)",
    "bright": "color(16)",
    "soft": "color(238)",
    "quiet": "color(241)",
    "faint": "color(244)",
    "aside": "color(244)",
    "accent": "color(94)",
    "good": "color(22)",
    "bad": "color(88)",
    "key": "color(236)",
    "bar": "color(252)",
    "bar_ink": "color(16)",
    "bar_quiet": "color(239)",
    "sheet": "color(254)",
    "field": "color(189)",
    "cursor": "color(236)",
    "cursor_ink": "color(255)",
    "selection": "color(153)",
    "selection_ink": "color(16)",
    "hit": "color(214)",
    "hit_ink": "color(16)",
    "content": "color(253)",
    "content_twice": "color(223)",
    "content_highlighted": "color(192)",
    "lit": "color(222)",
    "lit_highlighted": "color(221)",
    "lit_ink": "color(16)",
    "cue": "color(58)",
    "lit_cue": "color(52)",
}

SCHEMES = {
    ("dark", "full"): DARK,
    ("light", "full"): LIGHT,
    ("dark", "indexed"): DARK_INDEXED,
    ("light", "indexed"): LIGHT_INDEXED,
}
"""By theme and depth; on other terminals the colours are their own."""

LOOKS = {
    "text": ("{ink} on {paper}", "default on default", "none"),
    "quiet": ("{quiet} on {paper}", "default on default dim", "dim"),
    "faint": ("{faint} on {paper}", "default on default dim", "dim"),
    "strong": ("bold {bright} on {paper}", "bold default on default", "bold"),
    "accent": ("{accent} on {paper}", "yellow on default", "bold"),
    "good": ("{good} on {paper}", "green on default", "none"),
    "bad": ("bold {bad} on {paper}", "bold red on default", "bold reverse"),
    "chosen": ("{bar_ink} on {bar}", "reverse", "reverse"),
    "chosen_quiet": ("{bar_quiet} on {bar}", "reverse", "reverse"),
    "sheet": ("{ink} on {sheet}", "default on default", "none"),
    "sheet_quiet": ("{quiet} on {sheet}", "default on default dim", "dim"),
    "sheet_strong": ("bold {bright} on {sheet}", "bold default on default", "bold"),
    "sheet_accent": ("{accent} on {sheet}", "yellow on default", "bold"),
    "field": ("{bar_ink} on {field}", "reverse", "reverse"),
    "key": ("{key} on {paper}", "bold default on default", "bold"),
    "code": ("{soft}", "dim", "dim"),
}
"""By what a thing is: with many colours (names of a scheme's in braces), with 16, with none."""


_OLD = ("dumb", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi-m")
"""How the names of terminals begin that have no colours."""


def cannot_place_its_cursor(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says of itself that nothing can be drawn on it."""
    return environment.get("TERM") in ("dumb", "unknown")


def is_of_today(environment: Mapping[str, str]) -> bool:
    """Whether the terminal passes over the sequences that it does not know, and takes UTF-8 or does not say what."""
    is_old = environment.get("TERM", "").startswith(("linux", "ansi", "unknown", *_OLD))
    return not is_old and charset_in(environment) in ("", "utf-8", "utf8")


def depth_in(environment: Mapping[str, str]) -> str:
    """How many colours the terminal says it has: "full", "indexed", "sixteen" or "none" (reader.terminal.depth.Depth)."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term.startswith(_OLD):
        return "none"
    if term in ("linux", "screen"):  # COLORTERM may be that of another terminal, around this one
        return "sixteen"
    if "STY" in environment and "TMUX" not in environment:  # GNU screen
        return "indexed" if "256color" in term else "sixteen"
    if environment.get("COLORTERM", "") in ("truecolor", "24bit") or "direct" in term:
        return "full"
    return "indexed" if "256color" in term else "sixteen"


def charset_in(environment: Mapping[str, str]) -> str:
    """The encoding that the terminal takes, as the environment names it; empty where nobody says (locale C, or none)."""
    if said := environment.get("PYTHONIOENCODING", "").partition(":")[0]:
        return said.lower()
    if environment.get("PYTHONUTF8") == "1":
        return "utf-8"
    letters, language = environment.get("LC_CTYPE", ""), environment.get("LANG", "")
    if letters in ("C.UTF-8", "C.utf8") and _charset_of(language):
        letters = ""  # Python put that there itself: it does so where the locale is not installed (PEP 538)
    return _charset_of(environment.get("LC_ALL") or letters or language)


def _charset_of(locale: str) -> str:
    language, _, charset = locale.partition("@")[0].partition(".")
    if not charset and language not in ("", "C", "POSIX"):
        from locale import normalize

        charset = normalize(locale).partition(".")[2].partition("@")[0]
    return charset.lower()


def plain_signs(environment: Mapping[str, str]) -> bool:
    """Whether letters should stand for signs that the terminal may lack: old terminals, and locales without UTF-8."""
    is_old = environment.get("TERM", "").startswith(("linux", *_OLD))
    return is_old or charset_in(environment) not in ("utf-8", "utf8")


def first_theme(environment: Mapping[str, str]) -> str:
    """The theme to begin with, "light" or "dark": by COLORFGBG, where the terminal sets it (its last number is the ground).

    Of its 16 grounds, 7 and those above 8 are light.
    """
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground == "7" or (ground.isdecimal() and 9 <= int(ground) <= 15) else "dark"
