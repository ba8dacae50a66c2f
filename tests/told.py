"""Short invented articles in several languages, for tests of grouping."""

from stemma.model.article import Article
from stemma.model.span import Span


def tell(name: str, language: str | None, title: str, text: str, *, published: str | None = "2031-04-02") -> Article:
    """An article of a headline and one paragraph."""
    whole = f"{title}\n{text}"
    return Article(
        id=name,
        source=name,
        text=whole,
        title=title or None,
        language=language,
        published=published,
        body=(Span(len(title) + 1, len(whole)),) if text else (),
    )


LOCK_FAILURE = (
    (
        "nl",
        "Sluis bij Terneuzen buiten werking na aanvaring",
        "Het binnenvaartschip Zilvermeeuw ramde dinsdag de sluisdeur bij Terneuzen. "
        "Volgens havenmeester Pieter Oudkerk liggen 1.340 schepen stil.",
    ),
    (
        "de",
        "Binnenschiff rammt Schleuse in Terneuzen",
        "Das Binnenschiff »Zilvermeeuw« hat am Dienstag das Tor der Schleuse von Terneuzen gerammt. "
        "Nach Angaben von Hafenmeister Pieter Oudkerk warten 1340 Schiffe.",
    ),
    (
        "en",
        "Barge rams lock gate, stranding 1,340 ships",
        "A barge, the Zilvermeeuw, struck a lock gate at Terneuzen in the Netherlands on Tuesday. "
        "Pieter Oudkerk, the harbour master, said 1,340 ships were waiting.",
    ),
    (
        "ru",
        "Баржа протаранила шлюз в Нидерландах",
        "Во вторник баржа протаранила ворота шлюза в Тернёзене. "
        "По словам начальника порта Питера Аудкерка, ждут 1340 судов.",
    ),
)
LOCK_OPENING = (
    (
        "nl",
        "Koning opent nieuwe sluis in Antwerpen",
        "In Antwerpen is woensdag een sluis van 500 meter geopend. "
        "Minister Griet Vanhove sprak van een mijlpaal voor de scheepvaart.",
    ),
    (
        "fr",
        "Une nouvelle écluse inaugurée à Anvers",
        "Une écluse de 500 mètres a été inaugurée mercredi à Anvers. "
        "La ministre Griet Vanhove salue une étape pour la navigation.",
    ),
)


def tell_lock_failure() -> tuple[Article, ...]:
    """A lock that broke at Terneuzen, in Dutch, German, English and Russian."""
    return tuple(tell(language, language, title, text) for language, title, text in LOCK_FAILURE)


def tell_lock_opening() -> tuple[Article, ...]:
    """A near neighbour: a new lock that is opened at Antwerp, in Dutch and French."""
    return tuple(tell(f"{language}-2", language, title, text) for language, title, text in LOCK_OPENING)
