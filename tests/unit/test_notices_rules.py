"""What a rule file may hold, and what is said where it holds something else."""

from pathlib import Path

import pytest

from stemma.collection.notices import load_rules, parse_rules
from stemma.collection.notices.rules import EmailChannel, FeedChannel, Quiet, WebhookChannel
from stemma.errors import UsageError
from tests.notices import RULES

CHANNEL = '[channel.hook]\nkind = "webhook"\nurl = "https://hooks.example/x"\nsecret_env = "HOOK"\n'
RULE = '[[rule]]\nname = "Weirs"\nwhen = ["new story"]\ntell = ["hook"]\n'


def test_a_whole_rule_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stemma.watch.toml"
    path.write_text(
        """
base_url = "https://desk.example/stemma/"

[channel.hook]
kind = "webhook"
url_env = "HOOK_URL"
secret_file = "hook.secret"
allow_private = true
timeout = 5

[channel.post]
kind = "email"
host = "mail.example"
security = "tls"
username = "stemma"
password_env = "MAIL_PASSWORD"
from = "stemma@desk.example"
to = ["night@desk.example", "day@desk.example"]

[channel.feed]
kind = "feed"
file = "notices.atom"

[[rule]]
name = "Weirs on the Alder"
when = ["new story", "ORIGINS ≥ 3", "outlets >= 5", "An article was edited silently", "new difference", "any change"]
tell = ["hook", "post", "feed"]
pause = "1h"
quiet = "22:00-07:00"
timezone = "Europe/London"
all = { words = ['weir*', '"Alder bridge"'], places = ["Wexcombe"] }
any.names = ["Ada Fenn"]
any.agencies = ["Corran News Agency"]
none.outlets = ["Rill Post"]
""",
        encoding="utf-8",
    )
    rules = load_rules(path)
    assert rules.base_url == "https://desk.example/stemma"
    hook, post, feed = rules.channels
    assert isinstance(hook, WebhookChannel)
    assert (hook.allow_private, hook.timeout, hook.secret.file) == (True, 5, str(tmp_path / "hook.secret"))
    assert isinstance(post, EmailChannel)
    assert (post.port, post.to) == (465, ("night@desk.example", "day@desk.example"))
    assert isinstance(feed, FeedChannel)
    assert feed.file == str(tmp_path / "notices.atom")
    rule = rules.rules[0]
    assert [one.text for one in rule.when] == [
        "new story",
        "origins >= 3",
        "outlets >= 5",
        "an article was edited silently",
        "new difference",
        "any change",
    ]
    assert (rule.pause, rule.quiet) == (3600, Quiet(start=1320, end=420, timezone="Europe/London"))
    assert (rule.all.places, rule.any.names, rule.none.outlets) == (("Wexcombe",), ("Ada Fenn",), ("Rill Post",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CHANNEL + RULE.replace("when", "wenn"), "line 7: rule 1 (Weirs): wenn: is not known; there are name, when"),
        (CHANNEL + RULE + "all.plces = ['x']", "line 9: rule 1 (Weirs): all: plces: is not known; there are names"),
        (CHANNEL + RULE.replace('"new story"', '"newstory"'), "'newstory' is not known; there are: new story"),
        (CHANNEL + RULE.replace('"new story"', '"origins >= 0"'), "rule 1 (Weirs): when"),
        (CHANNEL + RULE.replace('["new story"]', '"new story"'), "rule 1 (Weirs): when: give a list"),
        (CHANNEL + RULE.replace('["new story"]', "[]"), "rule 1 (Weirs): when: give 1 at least"),
        (CHANNEL + RULE.replace('"hook"', '"hok"'), "there is no channel 'hok' (there are hook)"),
        (RULE, "line 4: rule 1 (Weirs): tell: there is no channel 'hook' (there is none)"),
        (CHANNEL + RULE + RULE, "line 10: rule 2 (Weirs): name: there are two rules called 'Weirs'"),
        (CHANNEL + RULE + 'pause = "soon"', 'pause: give a time of 31 days at most, as "30m"'),
        (CHANNEL + RULE + 'pause = "40d"', "pause: give a time of 31 days at most"),
        (CHANNEL + RULE + 'quiet = "22-07"', 'quiet: give two hours of the day, as "22:00-07:00"'),
        (CHANNEL + RULE + 'quiet = "24:00-07:00"', "quiet: give two hours of the day"),
        (
            CHANNEL + RULE + 'quiet = "22:00-07:00"\ntimezone = "../etc/passwd"',
            "timezone: '../etc/passwd' is",
        ),
        (CHANNEL + RULE + 'timezone = "Europe/London"', "give quiet too, or neither"),
        (CHANNEL + RULE + "any = {}", "any: asks nothing"),
        (CHANNEL + RULE + "any.words = ['--']", "any: words: '--' holds no word"),
        (CHANNEL + RULE + "any.names = [3]", "any: names: give a list, as"),
        (CHANNEL + RULE.replace('"Weirs"', '"We\\nirs"'), "name: holds a line break"),
        (CHANNEL + RULE.replace('"Weirs"', '"Weirs/Fen"'), "name: leave out the slash"),
        (CHANNEL + "[rule]\nname = 'x'", "rule: write each rule as a table of its own, under [[rule]]"),
        (CHANNEL, "holds no rule; write one under [[rule]]"),
        ("rules = 1\n" + RULE, "line 1: rules: is not known; there are base_url, rule, channel"),
        ("base_url = 'javascript:x'\n" + CHANNEL + RULE, "base_url: give where the pages are served"),
        ("channel = 3\n" + RULE, "channel: write each channel as a table of its own"),
        (CHANNEL.replace('"webhook"', '"pigeon"') + RULE, "channel hook: kind: 'pigeon' is not known"),
        (CHANNEL.replace("https", "gopher") + RULE, "channel hook: url: Only http and https addresses"),
        (
            CHANNEL.replace("hooks.example", "127.0.0.1") + RULE,
            "line 3: channel hook: url: It leads to a private",
        ),
        (CHANNEL.replace("hooks.example", "0x7f.1") + RULE, "channel hook: url: It leads to a private address"),
        (CHANNEL.replace('secret_env = "HOOK"', "") + RULE, "secret_env: name the environment variable"),
        (CHANNEL + 'secret_file = "x"\n' + RULE, "secret_env and secret_file are given; keep one of them"),
        (CHANNEL + "allow_private = 'yes'\n" + RULE, "allow_private: give true or false"),
        (CHANNEL + "timeout = 0\n" + RULE, "timeout: give a number from 1 to 120"),
        ("[channel.hook]\nkind = 'feed'\n" + RULE, "channel hook: file: name the file to write"),
        ("= 3", "is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_rules(text, name="stemma.watch.toml")
    message = str(caught.value)
    assert message.startswith("stemma.watch.toml")
    assert words in message
    assert "\n" not in message


MAIL = '[channel.hook]\nkind = "email"\nhost = "mail.example"\nfrom = "a@desk.example"\nto = ["b@desk.example"]\n'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a@desk.example", "a@desk.example\\r\\nBcc: x@y.example", "from: holds a line break"),
        ("b@desk.example", "B <b@desk.example>", "to: 'B <b@desk.example>' is no mail address"),
        ("b@desk.example", "b@desk.example, c@desk.example", "is no mail address"),
        ("mail.example", "mail example", "host: give the mail server's name"),
        ('host = "mail.example"', 'host = "mail.example"\nsecurity = "ssl3"', "security: 'ssl3' is not known"),
        ('host = "mail.example"', 'host = "mail.example"\nusername = "u"', "give username and password_env"),
        (
            'host = "mail.example"',
            'host = "mail.example"\nsecurity = "none"\nusername = "u"\npassword_env = "P"',
            "a password is not sent in clear",
        ),
    ],
)
def test_a_mail_channel_takes_plain_addresses_and_safe_connections_only(old: str, new: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_rules(MAIL.replace(old, new) + RULE)
    assert words in str(caught.value)


def test_a_password_in_clear_must_be_meant_and_is_shown_nowhere() -> None:
    clear = MAIL + 'username = "u"\npassword = "correct horse battery"\n'
    with pytest.raises(UsageError) as caught:
        parse_rules(clear + RULE)
    assert "in_clear = true" in str(caught.value)
    assert "horse" not in str(caught.value)
    rules = parse_rules(clear + "in_clear = true\n" + RULE)
    assert "horse" not in repr(rules)
    channel = rules.channels[0]
    assert isinstance(channel, EmailChannel)
    assert channel.password is not None
    assert channel.password.read() == "correct horse battery"


def test_a_secret_written_in_place_of_its_variables_name_is_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        parse_rules(CHANNEL.replace('"HOOK"', '"whsec_Zm9v+bar=="') + RULE)
    assert "not the secret" in str(caught.value)
    assert "Zm9v" not in str(caught.value)


def test_the_address_of_a_webhook_is_shown_nowhere() -> None:
    assert "hooks.example" not in repr(parse_rules(RULES))


def test_a_file_that_is_not_there_or_is_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not UTF-8"):
        load_rules(path)
