"""The words of an annotated article: what its annotations know of sentences and speech goes into them."""

from stemma.model.annotation import Annotated
from stemma.text.word_places import Words, place_words


def find_words(annotated: Annotated) -> Words:
    """The words of the body of ``annotated``, in order; what was read as direct speech counts as spoken."""
    article = annotated.article
    return place_words(
        article.text,
        article.body,
        speech=[span for a in annotated.attributions if a.quoted == "direct" for span in a.content],
        opens=[sentence.start for sentence in annotated.sentences],
    )
