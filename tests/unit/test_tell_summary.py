"""The summary: whole sentences, what most articles say, who says so, and where they differ, that they do."""

from collections.abc import Sequence
from typing import Any

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.model.span import Span
from stemma.tell.summary import summarise

DRAINED = "Workers drained Lake Ammer in spring."
LOCKED = "Engineers in Wexcombe shut the third lock."
BURNED = "A mill in Corran burned down within an hour."


def make_articles(*bodies: Sequence[str], title: str = "Lake Ammer drained", **slots: Any) -> list[Article]:
    """An article for each sequence of sentences; outlets are Outlet A, Outlet B and so on."""
    made = []
    for number, sentences in enumerate(bodies):
        letter = "ABCDEFGH"[number]
        text = f"{title}\n\n{' '.join(sentences)}\n"
        made.append(
            Article(
                id=f"a{number}",
                source=f"{number}.txt",
                text=text,
                outlet=f"Outlet {letter}",
                title=title,
                body=(Span(len(title) + 2, len(text) - 1),),
                **slots,
            )
        )
    return made


def make_claim(article: Article, sentence: str, words: str = "", **slots: Any) -> ReportedClaim:
    """A claim of ``words`` in ``sentence``; without words, of all of it but the full stop."""
    words = words or sentence.removesuffix(".")
    start = article.text.index(sentence)
    at = start + sentence.index(words)
    given: dict[str, Any] = {"said_by": (), "quoted": "none", "value": {}, "complete": True, "part": "body"} | slots
    return ReportedClaim(
        id=f"{article.id}-{at}-{len(words)}",
        article=article.id,
        start=at,
        end=at + len(words),
        quote=words,
        context=Span(start, start + len(sentence)),
        origin="o",
        **given,
    )


def make_finding(key: str, *claims: ReportedClaim, **slots: Any) -> Finding:
    relation = "agree" if len({c.article for c in claims}) > 1 else "single"
    given = {"relation": relation, "date": None, "origins": 1, "statement": claims[0].quote, "confidence": 0.9} | slots
    return Finding(
        id=key,
        kind="event",
        date_precision=None,
        why="",
        claims=claims,
        missing=(),
        **given,  # type: ignore[arg-type]
    )


def share(key: str, articles: Sequence[Article], sentence: str, **slots: Any) -> Finding:
    """A finding for which each article has the same sentence."""
    return make_finding(key, *(make_claim(a, sentence) for a in articles if sentence in a.text), **slots)


def tell(findings: Sequence[Finding], articles: Sequence[Article], entities: Sequence[Entity] = ()) -> list[str]:
    return [one.sentence for one in summarise(findings, articles, entities)]


def test_what_headlines_share_opens_and_the_rest_follows_in_order_of_time() -> None:
    articles = make_articles([LOCKED, DRAINED, BURNED], [BURNED, LOCKED, DRAINED])
    findings = [
        share("a", articles, LOCKED, date="2024-05-03"),
        share("b", articles, BURNED, date="2024-05-02"),
        share("c", articles, DRAINED, date="2024-05-02"),
    ]
    assert tell(findings, articles) == [DRAINED, BURNED, LOCKED]


def test_what_lies_further_back_comes_last() -> None:
    articles = make_articles([DRAINED, BURNED, LOCKED], [DRAINED, BURNED, LOCKED])
    findings = [
        share("a", articles, DRAINED, date="2024-05-03"),
        share("b", articles, BURNED, date="1948"),
        share("c", articles, LOCKED, date="2024-05-04"),
    ]
    assert tell(findings, articles) == [DRAINED, LOCKED, BURNED]


def test_a_sentence_cites_every_finding_that_it_tells() -> None:
    sentence = "Workers drained Lake Ammer in spring, and the harbour of Corran was dug out."
    articles = make_articles([sentence], [sentence])
    parts = ("Workers drained Lake Ammer in spring", "the harbour of Corran was dug out")
    findings = [make_finding(p[:3], *(make_claim(a, sentence, p) for a in articles)) for p in parts]
    (told,) = summarise(findings, articles)
    assert told.sentence == sentence
    assert set(told.findings) == {f.id for f in findings}


def test_what_one_article_adds_to_a_sentence_is_cut_off_at_the_clause() -> None:
    long = "Workers drained Lake Ammer in spring, which the fishermen of Corran had called for in four petitions."
    articles = make_articles([long], [DRAINED])
    whole = make_finding("a", make_claim(articles[0], long, DRAINED.rstrip(".")), make_claim(articles[1], DRAINED))
    added = make_finding("b", make_claim(articles[0], long, "the fishermen of Corran had called for in four petitions"))
    assert tell([whole, added], articles)[0] == DRAINED


def test_the_article_s_own_attribution_is_told_with_what_it_says() -> None:
    sentence = "Workers drained Lake Ammer in spring, the mayor said."
    articles = make_articles([sentence], [sentence])
    claims = [make_claim(a, sentence, DRAINED.rstrip("."), said_by=("mayor",)) for a in articles]
    assert tell([make_finding("a", *claims)], articles) == [sentence]


def test_a_source_that_the_words_do_not_name_is_put_behind_them() -> None:
    articles = make_articles([DRAINED, "So the mayor told the council."], [DRAINED, "So the mayor told the council."])
    claims = [make_claim(a, DRAINED, said_by=("mayor",)) for a in articles]
    assert tell([make_finding("a", *claims)], articles) == [f"{DRAINED[:-1]}, according to the mayor."]


def test_a_pronoun_that_speaks_gives_way_to_its_name() -> None:
    sentence = "Lake Ammer would be drained in spring, she said."
    articles = make_articles(["Ada Fenn spoke.", sentence], ["Ada Fenn spoke.", sentence])
    words = "Lake Ammer would be drained in spring"
    claims = [make_claim(a, sentence, words, said_by=("Ada Fenn",)) for a in articles]
    assert tell([make_finding("a", *claims)], articles) == ["Lake Ammer would be drained in spring, Ada Fenn said."]


def test_a_person_is_named_in_full_at_first_mention() -> None:
    one, two = "Mr Pell drained Lake Ammer early in the spring.", "Pell then shut the third lock in Wexcombe."
    articles = make_articles(["Tom Pell came.", one, two], ["Tom Pell came.", one, two])
    pell = Entity(id="e", name="Tom Pell", kind="person", variants=("Tom Pell", "Pell"), mentions=6)
    findings = [share("a", articles, one, date="2024-05-01"), share("b", articles, two, date="2024-05-02")]
    assert tell(findings, articles, [pell]) == ["Tom Pell drained Lake Ammer early in the spring.", two]


def test_a_weekday_has_its_date_in_brackets_where_the_finding_bears_it() -> None:
    sentence = "Workers drained Lake Ammer on Friday."
    articles = make_articles([sentence], [sentence], published="2024-10-12")
    assert tell([share("a", articles, sentence, date="2024-10-11")], articles) == [
        "Workers drained Lake Ammer on Friday (11 October)."
    ]
    for day in ("2024-10-10", "2024-10", "2024-08-09"):
        assert tell([share("a", articles, sentence, date=day)], articles) == [sentence]


def make_difference(relation: str = "differ", confidence: float = 0.9) -> tuple[Finding, list[Article]]:
    texts = [f"{n} people were hurt in the fall of the crane." for n in ("14", "14", "17")]
    articles = make_articles(*([text] for text in texts))
    claims = [
        make_claim(a, text, value={"op": "=", "quantity": float(text[:2]), "unit": "person", "text": text[:2]})
        for a, text in zip(articles, texts, strict=True)
    ]
    return make_finding("d", *claims, relation=relation, confidence=confidence), articles


def test_a_difference_is_told_as_one_with_the_articles_of_each_version() -> None:
    finding, articles = make_difference()
    assert tell([finding], articles) == [
        "14 people were hurt in the fall of the crane, according to Outlet A and Outlet B; 17, according to Outlet C."
    ]


def test_three_articles_and_more_are_counted() -> None:
    _, articles = make_difference()
    more = make_articles(*[[a.text.split("\n\n")[1].strip()] for a in (articles[0], *articles)])
    claims = [
        make_claim(a, text, value={"op": "=", "quantity": float(text[:2]), "unit": "person", "text": text[:2]})
        for a in more
        for text in [a.text.split("\n\n")[1].strip()]
    ]
    (told,) = tell([make_finding("d", *claims, relation="differ")], more)
    assert "according to three articles (Outlet A, Outlet B, Outlet C); 17, according to Outlet D" in told


def test_a_difference_that_is_not_sure_is_not_told_as_one_and_no_side_as_agreed() -> None:
    finding, articles = make_difference(confidence=0.3)
    (told,) = tell([finding], articles)
    assert told == "14 people were hurt in the fall of the crane, according to Outlet A."


def test_a_withheld_finding_is_not_told_as_agreed() -> None:
    articles = make_articles([DRAINED, LOCKED], [DRAINED, LOCKED])
    findings = [share("a", articles, DRAINED), share("b", articles, LOCKED, withheld=True)]
    assert tell(findings, articles)[0] == DRAINED
    assert all("according to Outlet" in told for told in tell(findings, articles)[1:])


def test_what_one_article_says_is_told_as_what_it_says_where_little_is_shared() -> None:
    articles = make_articles([DRAINED, LOCKED], [DRAINED])
    findings = [share("a", articles, DRAINED), share("b", articles, LOCKED)]
    assert tell(findings, articles) == [DRAINED, f"{LOCKED[:-1]}, according to Outlet A."]


def test_the_same_thing_is_not_told_twice() -> None:
    again = "Workers drained Lake Ammer in early spring."
    articles = make_articles([DRAINED], [DRAINED], [again], [again])
    assert len(tell([share("a", articles, DRAINED), share("b", articles, again)], articles)) == 1


def test_what_leans_on_a_sentence_before_is_not_told() -> None:
    leaning = (
        "He had never once seen the lake.",
        "One was found under the third lock in Wexcombe.",
        "After the flood in Corran, it was never opened again.",
        "Under those rules the lake of Wexcombe was closed.",
        "On the previous day the lake of Wexcombe was closed.",
        "You can see the lake of Wexcombe from the hill.",
    )
    for sentence in leaning:
        articles = make_articles([sentence], [sentence])
        assert tell([share("a", articles, sentence)], articles) == [], sentence


def test_a_dateline_is_not_told() -> None:
    for line in ("CORRAN, Aug 3 (KPA) — ", "CORRAN (KPA) - ", "Corran — "):
        sentence = line + DRAINED
        articles = make_articles([sentence], [sentence])
        assert tell([share("a", articles, sentence)], articles) == [DRAINED], line


def test_a_full_stop_is_put_after_a_closing_mark_but_not_after_another_stop() -> None:
    for sentence in ("The ministry called the old lake “dry”", "The lake is very dry, the ministry said. “Very.”"):
        articles = make_articles([sentence], [sentence])
        claims = [make_claim(a, sentence, said_by=("ministry",)) for a in articles]
        assert [told[-3:] for told in tell([make_finding("a", *claims)], articles)] in (["y”."], ["y.”"])


def test_a_summary_has_seven_sentences_at_most() -> None:
    places = ("Corran", "Wexcombe", "Alder", "Dunmere", "Pellby", "Fennick", "Ostrey", "Halden", "Brackwater")
    things = (
        "mill burned down",
        "lock was shut",
        "bridge has fallen",
        "harbour reopens",
        "chapel was sold",
        "quarry is dry",
        "tower leans",
        "station needs paint",
        "market grew",
    )
    sentences = [f"In old {place} the {thing}." for thing, place in zip(things, places, strict=True)]
    articles = make_articles(sentences, sentences)
    told = tell([share(s, articles, s) for s in sentences], articles)
    assert 4 <= len(told) <= 7


def test_what_is_ascribed_already_is_what_its_article_reports() -> None:
    one = "Workers drained Lake Ammer in spring, the mayor said."
    articles = make_articles([one], [LOCKED])
    claim = make_claim(articles[0], one, "Workers drained Lake Ammer in spring", said_by=("mayor",))
    assert tell([make_finding("a", claim)], articles) == [f"{one[:-1]}, Outlet A reports."]


def test_a_sentence_whose_speaker_is_a_pronoun_without_a_name_is_not_told() -> None:
    sentence = "Lake Ammer would be drained in spring, she said."
    articles = make_articles([sentence], [sentence])
    assert tell([share("a", articles, sentence)], articles) == []
