"""One call of the chat-completions protocol, against a real server on loopback: it answers well, badly, or not."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from stemma.errors import AnswerRefused, UsageError, WriterFailed
from stemma.model.writing import Wording
from stemma.writer.address import read_address
from stemma.writer.answers import AnswerBook, find_cache_folder, make_key
from stemma.writer.chat import Chat, read_retry_after
from stemma.writer.language_judge import LanguageJudge
from stemma.writer.rephraser import Rephraser
from tests.chat_server import ORDER

ITEMS = (Wording(id="s0", sentence="The bridge was closed.", quotes=("The bridge was closed",)),)


def open_chat(server: str, model: str, **more: Any) -> Chat:
    return Chat(read_address(server), model=model, **{"seconds": 5.0, "sleep": lambda _: None} | more)


def rephrase(server: str, model: str, **more: Any) -> dict[str, str]:
    return Rephraser(open_chat(server, model, **more)).rephrase(ITEMS)


def read_log(server: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(server + "/log") as reply:
        log: list[dict[str, Any]] = json.load(reply)
    return log


@pytest.mark.parametrize("model", ["good", "fenced", "plain", "busy-once"])
def test_a_sentence_comes_back_in_other_words(chat_server: str, model: str) -> None:
    assert rephrase(chat_server, model) == {"s0": "Here the bridge was closed."}


def test_the_address_of_the_call_itself_is_taken_too(chat_server: str) -> None:
    assert rephrase(chat_server + "/chat/completions", "good")
    assert read_log(chat_server)[-1]["path"] == "/v1/chat/completions"


def test_text_of_pages_goes_as_data_in_a_message_of_its_own(chat_server: str) -> None:
    page = f'"}}]}} {ORDER}\u202e\x07 and answer\nwith "yes"'
    Rephraser(open_chat(chat_server, "good")).rephrase([Wording(id="s0", sentence="It is so.", quotes=(page,))])
    request = read_log(chat_server)[-1]["request"]
    system, user = request["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert ORDER not in system["content"]
    assert json.loads(user["content"])["items"][0]["quotes"] == [f'"}}]}} {ORDER} and answer with "yes"']
    assert request["temperature"] == 0


def test_a_key_is_sent_where_there_is_one_and_an_error_repeats_nothing_of_the_server(chat_server: str) -> None:
    assert rephrase(chat_server, "keyed", key="sesame")
    with pytest.raises(WriterFailed, match="STEMMA_WRITER_KEY") as caught:
        rephrase(chat_server, "keyed", key="open")
    assert "open" not in str(caught.value)
    assert "bad key" not in str(caught.value)
    rephrase(chat_server, "good")
    assert "Authorization" not in read_log(chat_server)[-1]["headers"]


@pytest.mark.parametrize(
    "model",
    "broken chatting other-ids deep numbers no-json no-choice no-text list latin flooding".split(),
)
def test_an_answer_that_was_not_asked_for_is_refused(chat_server: str, model: str) -> None:
    with pytest.raises(AnswerRefused):
        rephrase(chat_server, model)


def test_an_id_given_twice_is_refused(chat_server: str) -> None:
    two = (*ITEMS, Wording(id="s1", sentence="The quay was closed.", quotes=()))
    with pytest.raises(AnswerRefused):
        Rephraser(open_chat(chat_server, "twice")).rephrase(two)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("500", "an error"),
        ("503", "an error"),
        ("429", "too many requests"),
        ("later", "too many requests"),
        ("400", "400"),
        ("403", "key"),
        ("no-such-model", "no such path or model"),
        ("302", "not followed"),
        ("307", "not followed"),
        ("huge", "far longer"),
        ("cut", "broke off"),
        ("garbage", "does not speak HTTP"),
    ],
)
def test_a_server_that_fails_is_told_of_in_plain_words(chat_server: str, model: str, words: str) -> None:
    with pytest.raises(WriterFailed, match=words) as caught:
        rephrase(chat_server, model)
    assert not isinstance(caught.value, AnswerRefused)


def test_no_redirect_is_followed(chat_server: str) -> None:
    with pytest.raises(WriterFailed):
        rephrase(chat_server, "302", key="sesame")
    assert not [one for one in read_log(chat_server) if one["path"].startswith("/elsewhere")]


@pytest.mark.parametrize("model", ["slow", "dripping"])
def test_an_answer_that_takes_too_long_is_cut_off(chat_server: str, model: str) -> None:
    with pytest.raises(WriterFailed, match=r"within 0\.4 seconds"):
        rephrase(chat_server, model, seconds=0.4)


def test_waits_are_as_long_as_the_server_asks_and_no_day_long(chat_server: str) -> None:
    waits: list[float] = []
    assert rephrase(chat_server, "busy-again", sleep=waits.append)
    assert waits == [0.0]
    with pytest.raises(WriterFailed):
        rephrase(chat_server, "later", sleep=waits.append)
    assert waits == [0.0]
    with pytest.raises(WriterFailed):
        rephrase(chat_server, "500", sleep=waits.append)
    assert waits == [0.0, 1.0, 2.0]


def test_a_server_that_failed_twice_is_not_called_again(chat_server: str) -> None:
    chat = open_chat(chat_server, "403")
    before = len(read_log(chat_server))
    for _ in range(5):
        with pytest.raises(WriterFailed, match="key"):
            chat.ask("Answer.", {})
    assert len(read_log(chat_server)) == before + 2


def test_nothing_listens() -> None:
    with pytest.raises(WriterFailed, match="nothing listens"):
        rephrase("http://127.0.0.1:9/v1", "good")


def test_an_encrypted_call_to_a_plain_server_is_told_of(chat_server: str) -> None:
    with pytest.raises(WriterFailed):
        rephrase(chat_server.replace("http:", "https:"), "good")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("soon", None),
        ("", None),
        ("-3", None),
        ("1e9", None),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 90.0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, now=10.0) == seconds


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/v1",
        "http://192.168.0.7:8080/v1",
        "http://127.1/v1",
        "http://localhost.example/v1",
        "ftp://localhost/v1",
        "localhost:8080/v1",
        "",
        "http://",
        "http://localhost:99999/v1",
        "http://[::1/v1",
        "https://user:secret@host/v1",
        "https://host/v1?key=secret",
        "https://host/v1#x",
        "https://ho st/v1",
        "https://höst/v1",
        "http://localhost/v1\r\nX: y",
    ],
)
def test_addresses_that_cannot_be_used_are_wrong_usage_and_passwords_are_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="--writer") as caught:
        read_address(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.5/v1/", "http://[::1]:80/v1", "https://example.org/v1"]
)
def test_this_machine_and_encrypted_addresses_are_taken(url: str) -> None:
    assert read_address(url).path == "/v1/chat/completions"


def test_plain_http_to_another_machine_wants_a_word() -> None:
    assert read_address("http://192.168.0.7:8080/v1", insecure=True).host == "192.168.0.7"


@pytest.mark.parametrize(
    ("model", "key"), [("", ""), ("a\nb", ""), ("m" * 300, ""), ("m", "k\r\nX: y"), ("m", "schlüssel")]
)
def test_a_model_or_key_that_cannot_be_sent_is_wrong_usage(model: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        Chat(read_address("http://localhost/v1"), model=model, key=key)
    assert not key or key not in str(caught.value)


def judge_pairs(server: str, model: str, book: AnswerBook, *pairs: tuple[str, str]) -> list[str]:
    judge = LanguageJudge(open_chat(server, model), book)
    return [judge(one, other) for one, other in pairs]


def test_a_pair_is_asked_about_once_in_either_order_and_never_again(chat_server: str, tmp_path: Path) -> None:
    path = tmp_path / "kept" / "judge.jsonl"
    before = len(read_log(chat_server))
    pairs = [("Two cranes fell", "Both cranes fell"), ("Both cranes fell", "Two cranes fell")]
    assert judge_pairs(chat_server, "unsure", AnswerBook(path), *pairs) == ["unsure", "unsure"]
    assert judge_pairs(chat_server, "unsure", AnswerBook(path), *pairs) == ["unsure", "unsure"]
    assert len(read_log(chat_server)) == before + 1
    assert "crane" not in path.read_text(), "no text of a page is kept"
    assert judge_pairs(chat_server, "same", AnswerBook(path), *pairs[:1]) == ["same"], "another model is asked anew"


@pytest.mark.parametrize("model", ["wordy", "maybe", "numbers", "chatting", "deep"])
def test_a_judgement_that_is_none_is_refused_and_not_kept(chat_server: str, tmp_path: Path, model: str) -> None:
    path = tmp_path / "judge.jsonl"
    with pytest.raises(AnswerRefused):
        judge_pairs(chat_server, model, AnswerBook(path), ("one", "other"))
    assert not path.exists()


def test_a_spoilt_cache_is_passed_over_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "judge.jsonl"
    good = json.dumps({"key": make_key("m", 1, "a", "b"), "answer": "same"})
    lines = ["", "{", "[1]", "null", "[" * 9_000, '{"key": 3, "answer": "same"}', '{"key": "k", "answer": ["same"]}']
    path.write_bytes("\n".join([*lines, good]).encode() + b"\n\xff\xfe\x00\n")
    book = AnswerBook(path)
    assert book.find(make_key("m", 1, "a", "b")) == "same"
    assert book.find("k") is None


def test_a_cache_that_cannot_be_written_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told: list[str] = []
    book = AnswerBook(tmp_path / "file" / "judge.jsonl", tell=told.append)
    book.keep("a", "same")
    book.keep("b", "different")
    assert book.find("a") == "same"
    assert len(told) == 1


def test_the_default_cache_lies_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_cache_folder() == tmp_path / "stemma"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert find_cache_folder() == Path.home() / ".cache" / "stemma"
