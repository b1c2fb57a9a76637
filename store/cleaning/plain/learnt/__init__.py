"""The learned scorer of lines: how likely each is part of the story, and which to keep. Pure.

Made by store.cleaning.plain.learnt.training from pages whose text is known: wording.json holds what words speak for, trees.py
the trees. Neither holds a text. It knows English pages; what is not English is not shown to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp

from store.cleaning.plain.features import Features
from store.cleaning.plain.learnt.deciding import decided, tilted
from store.cleaning.plain.learnt.measures import Page, measured
from store.cleaning.plain.learnt.tokens import Wording

__all__ = ["chances_of", "decided", "tilted"]


@cache
def _wording() -> Wording:
    told = json.loads((files(__name__) / "wording.json").read_text(encoding="utf-8"))
    return Wording(told["weights"], told["bias"])


def chances_of(texts: Sequence[str], features: Sequence[Features], page: Page) -> list[float]:
    """How likely each line is part of the story, between 0 and 1."""
    from store.cleaning.plain.learnt.trees import score

    wording = list(map(_wording().of, features))
    numbers = measured(texts, features, page, wording)
    return [0.0 if line is None else 1 / (1 + exp(-max(-40.0, min(40.0, score(line))))) for line in numbers]
