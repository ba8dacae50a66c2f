"""What portions of one file could not use, told as the whole file would have told it: each fault once."""

from collections.abc import Iterable, Iterator

from stemma.model.article import Rejected
from stemma.read.intake import NO_ARTICLE
from stemma.read.portions import LINES
from stemma.read.readers.json_articles import MORE_LINES, MOST_TOLD, say_more_lines
from stemma.read.readers.left_out import LEFT_OUT, say_left_out
from stemma.read.readers.protocol import reject
from stemma.read.unfetched import MANY_UNFETCHED, ONE_UNFETCHED, say_unfetched


def rejoin_rejects(
    source: str, media_type: str, portions: Iterable[Iterable[tuple[Rejected, bool]]]
) -> tuple[Rejected, ...]:
    """What portions of the file ``source`` could not use, in order; with each item, whether it is a page.

    What is no page is the file's own: records left out are summed by kind, lines without an article told one by one up
    to as many as of a whole file, addresses that are not fetched told together.
    """
    joined = _Joined(source, lines=media_type == LINES)
    for portion in portions:
        joined.begin()
        for rejected, is_page in portion:
            joined.take(rejected, is_page)
    return tuple(joined.tell())


class _Joined:
    def __init__(self, source: str, *, lines: bool) -> None:
        self._source = source
        self._of_lines = lines
        self._items: list[Rejected] = []
        self._lines = self._more_lines = 0
        self._left_out: dict[str, tuple[int, str]] = {}
        self._unfetched: list[tuple[int, str, str]] = []
        self._portions = self._empty = 0

    def begin(self) -> None:
        self._portions += 1

    def take(self, rejected: Rejected, is_page: bool) -> None:
        if is_page or not self._sum(rejected):
            self._items.append(rejected)

    def _sum(self, rejected: Rejected) -> bool:
        """Whether it is told in sum, which it is added to."""
        whole = rejected.item == self._source
        if whole and rejected.reason == NO_ARTICLE:
            self._empty += 1
        elif whole and (told := LEFT_OUT.fullmatch(rejected.reason)):
            count, first = self._left_out.get(told[2], (0, told[3]))
            self._left_out[told[2]] = count + _read_count(told[1]), first
        elif whole and (told := MORE_LINES.fullmatch(rejected.reason)):
            self._more_lines += _read_count(told[1])
        elif whole and (told := MANY_UNFETCHED.fullmatch(rejected.reason)):
            self._unfetched.append((_read_count(told[1]), rejected.item, told[2]))
        elif told := ONE_UNFETCHED.fullmatch(rejected.reason):
            self._unfetched.append((1, rejected.item, told[1]))
        elif self._of_lines and not whole:
            self._lines += 1
            self._more_lines += self._lines > MOST_TOLD
            return self._lines > MOST_TOLD
        else:
            return False
        return True

    def tell(self) -> Iterator[Rejected]:
        yield from self._items
        if self._empty == self._portions:
            yield reject(self._source, NO_ARTICLE)
        if self._more_lines:
            yield reject(self._source, say_more_lines(self._more_lines))
        for kind, (count, first) in sorted(self._left_out.items()):
            yield reject(self._source, say_left_out(count, kind, first))
        if self._unfetched:
            count = sum(count for count, _, _ in self._unfetched)
            _, item, first = self._unfetched[0]
            yield reject(item if count == 1 else self._source, say_unfetched(first, count))


def _read_count(told: str) -> int:
    return int(told.replace(",", ""))
