"""Putting back into the state of a memory store what another store told, numbers and all."""

from stemma.errors import StoreBroken
from stemma.model.stored import Correction, Edition, Event, StoredAlias, StoredArticle, StoredStory
from stemma.store.deriving import article_words
from stemma.store.memory.state import State
from stemma.store.memory.storing import Storing
from stemma.store.protocol import Restored


class Restoring:
    """A state, and what is put back into it as it was."""

    def __init__(self, state: State) -> None:
        self._state = state

    def restore(self, one: Restored) -> None:
        """Keep one as it is given."""
        state = self._state
        if isinstance(one, StoredArticle):
            state.articles[one.article.id] = one
            state.article_words[one.article.id] = article_words(one.article)
            if one.current:
                state.pages[one.page] = (*state.pages.get(one.page, ()), one.article.id)
        elif isinstance(one, StoredStory):
            Storing(state).keep_story(one)
        elif isinstance(one, StoredAlias):
            state.set_alias(one.alias, one.story)
        elif isinstance(one, Edition):
            if state.story_of(one.story) is None:
                raise StoreBroken(f"edition {one.number} is of story {one.story}, which is not there")
            self._raise_numbers(one.number)
            Storing(state).keep_edition(one)
        elif isinstance(one, Event):
            state.events = (*state.events, one)
        elif isinstance(one, Correction):
            state.corrections[one.number] = one
        else:
            state.rejected[one.item, one.stage, one.reason] = one
        if isinstance(one, StoredArticle | Event | Correction):
            self._raise_numbers(one.number)

    def _raise_numbers(self, number: int) -> None:
        self._state.numbers = max(self._state.numbers, number)
