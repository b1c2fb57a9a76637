"""Makes wording.json and trees.py from dumps whose text is known; no part of the program that people run.

    pip install lightgbm scikit-learn
    python -m store.cleaning.plain.learnt.training DUMPS.jsonl.gz [--write]

DUMPS has a row for each page: raw_text, gold_text, site, url, set and variant. Prints F1 by set and variant, each page
scored by a scorer that was trained on other sites only; --write then trains on all and puts the files beside this one.
What is written are weights of single words and pairs of words that stand on pages of at least five sites, and
thresholds on counts: nothing of the texts can be read from them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from store.addresses import outlet_key
from store.cleaning.plain.features import Features, features_of
from store.cleaning.plain.learnt.deciding import decided, tilted
from store.cleaning.plain.learnt.labels import f1, labels
from store.cleaning.plain.learnt.measures import NAMES, Page, measured
from store.cleaning.plain.learnt.tokens import Wording, tokens_of
from store.cleaning.plain.lines import lines_of
from store.cleaning.plain.telling import by_rules, page_of

_FOLDS = 5
_SITES = 5  # sites on which a word or pair must stand to get a weight
_LEAST_WEIGHT = 0.05
_ROUNDS = 90
_FIRST = 45  # trees after which a score that is sure is not looked at further
_SURE = 2.5
_TREES = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 12,
    "min_data_in_leaf": 200,
    "lambda_l2": 30,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
Weights = tuple[Mapping[str, float], float]


@dataclass
class Dump:
    """A page to learn from, with all that is known of its lines. asked: the lines that the trees are asked about."""

    group: str
    site: str
    gold: str
    texts: list[str]
    features: list[Features]
    page: Page
    right: list[bool]
    tokens: list[frozenset[str]]
    fold: int = 0
    asked: list[int] = field(default_factory=list)

    @property
    def words(self) -> list[int]:
        """The words of each line."""
        return [line.words for line in self.features]

    @property
    def weights(self) -> np.ndarray:
        """What each line counts in training: by the root of its words, and all pages alike."""
        roots = np.sqrt(np.maximum(self.words, 1.0))
        return roots / roots.sum() * 20


def main() -> None:
    """Train and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--write", action="store_true", help="train on all pages and write wording.json and trees.py")
    options = parser.parse_args()
    dumps = list(_read(options.dumps))
    _fold(dumps)
    wording: dict[int, list[float]] = {}
    for fold in range(_FOLDS):
        weights = _wording([d for d in dumps if d.fold != fold])
        for at, dump in enumerate(dumps):
            if dump.fold == fold:
                wording[at] = list(map(Wording(*weights).of, dump.features))
    numbers = []
    for at, dump in enumerate(dumps):
        told = measured(dump.texts, dump.features, dump.page, wording[at])
        dump.asked = [n for n, line in enumerate(told) if line is not None]
        numbers.append(np.array([line for line in told if line is not None], float).reshape(-1, len(NAMES)))
    _check(dumps, numbers)
    if options.write:
        _write(_wording(dumps), _trained(dumps, numbers))


def _read(path: Path) -> Iterator[Dump]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            lines = lines_of(row["raw_text"])
            if not lines:
                continue
            features = features_of(lines)
            texts = [line.text for line in lines]
            kinds, _, region = by_rules(lines, features)
            yield Dump(
                f"{row['set']}/{row['variant']}",
                ".".join(outlet_key(row["url"] or row["site"], None).split(".")[-2:]),
                row["gold_text"],
                texts,
                features,
                page_of(kinds, features, region),
                labels(texts, row["gold_text"]),
                [frozenset(tokens_of(line)) for line in features],
            )


def _fold(dumps: Sequence[Dump]) -> None:
    """Give each page its fold: all pages of a site the same."""
    sizes = Counter(dump.site for dump in dumps)
    sites = sorted(sizes)
    random.Random(1).shuffle(sites)
    load = [0] * _FOLDS
    folds = {}
    for site in sorted(sites, key=lambda each: -sizes[each]):
        folds[site] = load.index(min(load))
        load[folds[site]] += sizes[site]
    for dump in dumps:
        dump.fold = folds[dump.site]


def _wording(dumps: Sequence[Dump]) -> Weights:
    """What single words and pairs speak for: a sparse logistic regression over those that several sites share."""
    sites = defaultdict(set)
    for dump in dumps:
        for token in frozenset().union(*dump.tokens):
            sites[token].add(dump.site)
    column = {token: at for at, token in enumerate(sorted(t for t, where in sites.items() if len(where) >= _SITES))}
    indices: list[int] = []
    ends = [0]
    for dump in dumps:
        for tokens in dump.tokens:
            indices += [column[token] for token in tokens if token in column]
            ends.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(ends) - 1, len(column)))
    model = LogisticRegression(C=0.25, max_iter=60, solver="liblinear", l1_ratio=1, random_state=1)
    model.fit(
        matrix,
        np.concatenate([np.array(dump.right) for dump in dumps]),
        sample_weight=np.concatenate([dump.weights for dump in dumps]),
    )
    weights = {t: round(float(model.coef_[0][at]), 3) for t, at in column.items()}
    return {t: w for t, w in sorted(weights.items()) if abs(w) >= _LEAST_WEIGHT}, round(float(model.intercept_[0]), 3)


def _trained(dumps: Sequence[Dump], numbers: Sequence[np.ndarray]) -> lightgbm.Booster:
    weights = np.concatenate([dump.weights[dump.asked] for dump in dumps])
    right = np.concatenate([np.array(dump.right)[dump.asked] for dump in dumps])
    data = lightgbm.Dataset(np.vstack(numbers), right, weight=weights, feature_name=list(NAMES))
    return lightgbm.train(_TREES, data, _ROUNDS)


def _check(dumps: Sequence[Dump], numbers: Sequence[np.ndarray]) -> None:
    scores = defaultdict(list)
    for fold in range(_FOLDS):
        others = [at for at, dump in enumerate(dumps) if dump.fold != fold]
        model = _trained([dumps[at] for at in others], [numbers[at] for at in others])
        for dump, seen in zip(dumps, numbers, strict=True):
            if dump.fold != fold:
                continue
            chances = np.zeros(len(dump.texts))
            if dump.asked:
                chances[dump.asked] = model.predict(seen)
            kept = decided(tilted([float(chance) for chance in chances], dump.page.ruled), dump.words)
            for name, choice in (("learnt", kept), ("rules", dump.page.ruled), ("best lines", dump.right)):
                text = "\n".join(line for line, keep in zip(dump.texts, choice, strict=True) if keep)
                scores[dump.group, name].append(f1(text, dump.gold))
    for (group, name), found in sorted(scores.items()):
        print(f"{group:12} {name:10} pages {len(found):4}  F1 {statistics.fmean(found):.3f}")


def _write(wording: Weights, model: lightgbm.Booster) -> None:
    folder = Path(__file__).parent
    told = json.dumps({"bias": wording[1], "weights": wording[0]}, ensure_ascii=False, indent=0)
    (folder / "wording.json").write_text(told + "\n", encoding="utf-8")
    trees = [_expression(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    lines = [
        '"""The trees of the learned scorer. Made by store.cleaning.plain.learnt.training: never changed by hand."""',
        "",
        "from collections.abc import Sequence",
        "",
        "",
        "def score(v: Sequence[float]) -> float:",
        '    """The log-odds that a line is part of the story; v: its numbers, in the order of measures.NAMES."""',
        "    s = 0.0",
        *(f"    s += {tree}" for tree in trees[:_FIRST]),
        f"    if not -{_SURE} < s < {_SURE}:",
        "        return s  # what follows would hardly change it",
        *(f"    s += {tree}" for tree in trees[_FIRST:]),
        "    return s",
    ]
    (folder / "trees.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _expression(node: Mapping[str, object]) -> str:
    if "leaf_value" in node:
        return f"{float(str(node['leaf_value'])):.4g}"
    low, high = node["left_child"], node["right_child"]
    assert isinstance(low, Mapping)
    assert isinstance(high, Mapping)
    threshold = f"{float(str(node['threshold'])):.7g}"
    return f"({_expression(low)} if v[{node['split_feature']}] <= {threshold} else {_expression(high)})"


if __name__ == "__main__":
    main()
