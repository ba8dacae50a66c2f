"""What Stemma can do, each with the figure that tells how well, and the rivals' figure of the same run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = tuple[str, ...]
"""What leads to a figure: its own name, or its part's and its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that others published; quoted, not run here."""

    system: str
    value: float
    on: str
    """The pages or documents that it was measured on."""
    source: str
    """Where it stands, with version and year."""
    same: bool = False
    """Whether it is close enough to ours to be set against it: the same measure, on a set that ours is part of."""
    checked: bool = True
    """False where it is quoted from memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One row of the report."""

    task: str
    does: str
    data: str
    metric: str
    figure: Names
    better: int = 1
    """-1 where lower is better."""
    fitted: str = "nothing"
    """What of Stemma was fitted on this data, or written with it in view."""
    rivals: Mapping[str, Names] = field(default_factory=dict)
    """Name of a rival to what leads to its figure."""
    published: tuple[Published, ...] = ()


_TEXT_RIVALS = ("trafilatura", "trafilatura-fast", "readability", "newspaper4k", "resiliparse", "justext")
_STORY_RIVALS = ("tf-idf", "lexrank", "vectors", "news-deframe")
_BOTH_HALVES = "the trees, on pages of half of the hosts (unseen half: `f1_unseen`)"


def _publish(on: str, source: str, figures: Mapping[str, float], *, same: bool = True) -> tuple[Published, ...]:
    return tuple(
        Published(system=name, value=value, on=on, source=source, same=same) for name, value in figures.items()
    )


def _text(task: str, data: str, metric: str, published: tuple[Published, ...] = (), figure: str = "f1") -> Capability:
    return Capability(
        task=task,
        does="main text told from furniture",
        data=data,
        metric=metric,
        figure=(figure,),
        fitted=_BOTH_HALVES,
        rivals={name: (name, figure) for name in _TEXT_RIVALS},
        published=published,
    )


def _story(task: str, data: str, does: str, figure: str, metric: str, rivals: tuple[str, ...]) -> Capability:
    return Capability(
        task=task,
        does=does,
        data=data,
        metric=metric,
        figure=("mean", figure),
        fitted="nothing; some stories were read while rules were written",
        rivals={name: (name, figure) for name in rivals},
    )


def _list_stories(task: str, data: str) -> tuple[Capability, ...]:
    quoted = (*_STORY_RIVALS[:3], "tf-idf+textacy", _STORY_RIVALS[3])
    return (
        _story(task, data, "claims joined across outlets", "links", "F1 of pairs of claims", _STORY_RIVALS),
        _story(task, data, "claims put into findings", "findings", "B-cubed F1", _STORY_RIVALS),
        _story(task, data, "joins that are right", "shared", "share of joined findings", _STORY_RIVALS),
        _story(task, data, "labelled claims covered", "coverage", "share", _STORY_RIVALS),
        _story(task, data, "whom a claim is from", "said_by", "F1 of names", quoted),
        _story(task, data, "what differs set side by side", "conflicts", "F1 of findings", _STORY_RIVALS),
        _story(task, data, "independent origins counted", "origins", "share met exactly", _STORY_RIVALS),
    )


CAPABILITIES: tuple[Capability, ...] = (
    *_list_stories("corpus", "the invented newsroom, test part: 18 stories"),
    *_list_stories("stories", "5 real stories, labelled by hand"),
    _text(
        "text-scrapinghub",
        "article-extraction-benchmark: 121 pages of 181",
        "F1 over runs of four words",
        _publish(
            "all 181 pages",
            "the benchmark's README (AutoExtract 2019, trafilatura 2.0, the others undated)",
            {
                "rs_trafilatura": 0.970,
                "AutoExtract": 0.970,
                "go_trafilatura": 0.960,
                "trafilatura 2.0": 0.958,
                "newspaper4k": 0.949,
                "news-please": 0.948,
                "readability-lxml": 0.922,
            },
        ),
    ),
    _text(
        "text-fundus",
        "Fundus evaluation: 37 pages of 80",
        "ROUGE-LSum F1",
        _publish(
            "all 80 pages",
            "Fundus evaluation's README, v0.2.0 (Dallabetta and others 2024)",
            {"Fundus": 0.9769, "trafilatura 1.12": 0.9362, "news-please": 0.9339, "BTE": 0.8714},
        ),
    ),
    _text(
        "text-wcxb",
        "WCXB, articles of its development part: 709 pages",
        "word F1",
        _publish(
            "the same part",
            "WCXB (2026), its README",
            {
                "rs-trafilatura": 0.932,
                "MinerU-HTML": 0.928,
                "trafilatura": 0.926,
                "dom-smoothie": 0.908,
                "readability": 0.825,
            },
        ),
    ),
    _text(
        "text-trafilatura",
        "trafilatura's evaluation: 695 pages of 990",
        "F1 over snippets",
        _publish(
            "all 990 pages",
            "trafilatura's documentation, version 2.2",
            {"trafilatura 2.2": 0.924, "magic-html": 0.889, "justext": 0.862, "readability": 0.826},
        ),
    ),
    _text("clusters-html", "38 pages of our own labelling", "F1 over runs of four words", figure="body"),
    Capability(
        task="text-dumps",
        does="body of a page without its markup",
        data="311 pages of article-extraction-benchmark and WCXB, as text",
        metric="F1 over runs of four words",
        figure=("f1",),
        fitted="the trees, on pages of half of the hosts (unseen half: `f1_unseen`)",
    ),
    Capability(
        task="text-calibration",
        does="an article's confidence",
        data="443 pages of hosts not trained on",
        metric="mean gap to F1 (lower is better)",
        figure=("error",),
        better=-1,
    ),
    Capability(
        task="dates-pages",
        does="day of publication",
        data="htmldate's pages: 609 of 1,000",
        metric="share of pages with the right day",
        figure=("accuracy",),
        fitted="rules were written with these pages in view",
        rivals={name: (name, "accuracy") for name in ("htmldate", "htmldate-quick", "newspaper4k")},
        published=_publish(
            "all 1,000 pages",
            "htmldate's documentation, version 1.10",
            {"htmldate 1.10, extensive": 0.903, "newspaper4k": 0.810, "news-please": 0.810},
        ),
    ),
    *(
        Capability(
            task="front-matter",
            does=f"a page's {what}",
            data="trafilatura's and WCXB's labelled pages",
            metric=metric,
            figure=(name,),
            fitted="rules were written with these pages in view",
            rivals={"trafilatura": ("trafilatura", name)},
        )
        for name, what, metric in (
            ("title", "headline", "share exactly right"),
            ("authors", "authors", "F1 of names"),
            ("date", "day", "share exactly right"),
            ("outlet", "outlet", "share exactly right"),
        )
    ),
    Capability(
        task="grouping",
        does="stories found in a heap, no dates used",
        data="1,321 articles, 247 stories, of five sets",
        metric="B-cubed F1",
        figure=("b3_f1",),
        fitted="settings, by the mean over six sets of which these are four",
        rivals={"TF-IDF, average linkage": ("tfidf_pooled", "b3_f1")},
    ),
    *(
        Capability(
            task="grouping",
            does=f"... the same run, over {what}",
            data=what,
            metric="B-cubed F1",
            figure=(part, "b3_f1"),
            fitted="settings, by the mean over six sets of which this is one",
            rivals={"TF-IDF, average linkage": (f"tfidf_{part}", "b3_f1")},
        )
        for part, what in (
            ("ecbplus", "the articles of ECB+"),
            ("galaxy-wikinews", "articles cited by Wikinews"),
            ("galaxy-handpicked", "articles picked by hand"),
            ("basil", "the articles of BASIL"),
        )
    ),
    Capability(
        task="copies",
        does="text taken over, precision",
        data="214 labelled pairs, first draw",
        metric="of pairs reported those labelled",
        figure=("precision",),
        fitted="rules, on the half `dev`",
        rivals={"datasketch": ("datasketch", "precision")},
    ),
    Capability(
        task="copies",
        does="text taken over, recall",
        data="214 labelled pairs, first draw",
        metric="of pairs labelled those reported",
        figure=("recall",),
        fitted="rules, on the half `dev`",
        rivals={"datasketch": ("datasketch", "recall")},
    ),
    *(
        Capability(
            task="attribution",
            does=does,
            data="PolNeAR, development part: 84 articles",
            metric=metric,
            figure=(name,),
            fitted="the table of cues, on its training part",
            rivals={"textacy": ("textacy", name)},
        )
        for name, does, metric in (
            ("source_f1", "who says it", "F1 of tokens"),
            ("cue_f1", "the words of saying", "F1 of tokens"),
            ("content_f1", "what is said", "F1 of tokens"),
            ("speaker_accuracy", "speaker of a quotation in marks", "share right"),
        )
    ),
    Capability(
        task="times",
        does="words of time and their value",
        data="TempEval-3, training part: 256 articles",
        metric="TIMEX3 value F1",
        figure=("value_f1",),
        fitted="rules were written with these articles in view",
        rivals={"dateparser": ("dateparser", "value_f1")},
        published=(
            Published(
                system="HeidelTime",
                value=0.776,
                on="the test part, 20 articles",
                source="TempEval-3 (UzZaman and others 2013), about .77 to .78",
                checked=False,
            ),
        ),
    ),
    Capability(
        task="quantities",
        does="figures and their values",
        data="the project's own sentences",
        metric="F1, span met and value right",
        figure=("value_f1",),
        fitted="rules were written with these sentences in view",
        rivals={"quantulum3": ("quantulum3", "value_f1")},
    ),
    Capability(
        task="names",
        does="names of one person, body or place",
        data="MEANTIME, English: 60 articles",
        metric="B-cubed F1",
        figure=("b3_f1",),
        fitted="rules were written with it in view",
    ),
    Capability(
        task="places",
        does="place names found",
        data="LGL and GeoWebNews: 726 articles",
        metric="F1, an overlap counts",
        figure=("recognition_f1",),
    ),
    Capability(
        task="places",
        does="place names put on the map",
        data="LGL and GeoWebNews: 726 articles",
        metric="share within 161 km",
        figure=("within_161km",),
    ),
    Capability(
        task="events",
        does="one event over documents, from bare text",
        data="ECB+, development part",
        metric="CoNLL F1, chains of several",
        figure=("conll_f1",),
        published=(
            Published(
                system="trained end to end",
                value=0.424,
                on="the test part (topics 36 to 45)",
                source="quoted in this page since its first version; where it stood was not kept",
                same=True,
                checked=False,
            ),
        ),
    ),
    Capability(
        task="summary",
        does="summary of three reports",
        data="NeuS, part val: 103 of 307 events",
        metric="ROUGE-L F1",
        figure=("rouge_l",),
        rivals={"LexRank": ("lexrank_rouge_l",), "lead": ("lead_rouge_l",)},
    ),
    Capability(
        task="conflicts",
        does="known disagreements and traps",
        data="10 hand-checked seeds",
        metric="share told right",
        figure=("right",),
    ),
    Capability(
        task="chains",
        does="which story goes on from which",
        data="16 invented affairs (an easy set)",
        metric="recall of links",
        figure=("recall",),
        fitted="bounds, on the half `dev`",
    ),
    Capability(
        task="languages",
        does="stories joined across languages",
        data="57 invented events in 16 languages",
        metric="B-cubed F1",
        figure=("facts_f1",),
        fitted="weights, on the half `dev`",
    ),
    Capability(
        task="feeds",
        does="feeds read or rejected with a reason",
        data="feedparser's 2,249 test feeds",
        metric="share",
        figure=("told",),
    ),
)
