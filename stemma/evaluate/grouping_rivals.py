"""TF-IDF with average linkage, by scikit-learn, where that is installed (``pip install --group rivals``).

Generous to it: its threshold is the one that suits these very articles best.
"""

from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from stemma.evaluate.grouping_texts import Told

_FIRST, _LAST, _STEP = 74, 95, 1
"""Distances tried, in hundredths."""


def has_rival() -> bool:
    """Whether scikit-learn is installed."""
    return find_spec("sklearn") is not None


def group_by_tfidf(told: Sequence[Told]) -> dict[int, list[tuple[str, ...]]]:
    """The stories of each distance tried (in hundredths), over headline and whole text."""
    vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer(
        sublinear_tf=True, stop_words="english", min_df=2
    )
    clustering = import_module("sklearn.cluster").AgglomerativeClustering
    vectors = vectorizer.fit_transform([one.article.text for one in told])
    distances = import_module("sklearn.metrics.pairwise").cosine_distances(vectors)
    found = {}
    for hundredths in range(_FIRST, _LAST, _STEP):
        settings = {"metric": "precomputed", "linkage": "average", "distance_threshold": hundredths / 100}
        model = clustering(n_clusters=None, **settings)
        labels = model.fit_predict(distances)
        stories: dict[int, list[str]] = defaultdict(list)
        for one, label in zip(told, labels.tolist(), strict=True):
            stories[label].append(one.article.id)
        found[hundredths] = [tuple(story) for story in stories.values()]
    return found
