"""Pages that stand before a page, in the languages of the web; and reports that only speak of such things."""

from pathlib import Path

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Link
from stemma.read.decoding import decode_text
from stemma.read.walls import CONSENT_WALL, DENIED, ROBOT_WALL, SHELL, find_wall
from stemma.read.web import FetchOptions, fetch_links
from tests.web_server import StillClock, reply, serve, write_page

CHECKS = [
    "Checking your browser before you go on.",
    "Please verify you are human to see this page.",
    "Our systems have detected unusual traffic from your network.",
    "Bitte bestätigen Sie, dass Sie ein Mensch sind.",
    "Cochez la case : je ne suis pas un robot",
    "Confirma que eres humano: no soy un robot",
    "Conferma: non sono un robot",
    "Confirme que não é um robô",
    "Подтвердите, что вы не робот",
    "Підтвердьте, що ви людина",
    "続けるには「私はロボットではありません」を押してください",
    "请完成验证，确认您不是机器人",
    "사람인지 확인하는 중입니다",
    "يرجى تأكيد أنك لست روبوت",
]
DENIALS = [
    "Access denied. You don't have permission to access this page on this server.",
    "Sorry, you have been blocked",
    "Our site is unavailable in your region.",
    "Zugriff verweigert",
    "Accès refusé",
    "Acceso denegado",
    "Accesso negato",
    "Acesso negado",
    "Доступ запрещён",
    "Доступ заборонено",
    "アクセスが拒否されました",
    "拒绝访问",
    "접근이 거부되었습니다",
    "تم رفض الوصول",
]
CONSENTS = [
    (
        "We value your privacy. We and our 412 partners store and access information on a device, such as cookies.",
        "Accept all",
    ),
    ("Wir und unsere 300 Partner verwenden Cookies und brauchen Ihre Einwilligung.", "Alle akzeptieren"),
    ("Nous et nos 212 partenaires utilisons des cookies avec votre consentement.", "Tout accepter"),
    ("Nosotros y nuestros 90 socios usamos cookies para la publicidad.", "Aceptar y continuar"),
    ("Noi e i nostri 40 partner chiediamo il consenso per i cookie.", "Accetta tutto"),
    ("Nós e os nossos parceiros valorizamos a sua privacidade. Usamos cookies.", "Aceitar"),
    ("Wij en onze partners gebruiken cookies.", "Akkoord"),
    ("Мы используем файлы cookie. Нужно ваше согласие.", "Принять все"),
    ("当サイトはcookieを使用しています。同意が必要です。クッキー", "同意する"),
    ("我们重视您的隐私。使用cookie需要您的同意。隐私", "接受全部"),
    ("쿠키를 사용합니다. 개인정보 동의가 필요합니다.", "동의합니다"),
]


def make_page(*blocks: str, title: str = "velm.example", head: str = "", foot: str = "") -> str:
    body = "".join(f"<p>{block}</p>" for block in blocks)
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><div>{body}</div>{foot}</body></html>"


@pytest.mark.parametrize("phrase", CHECKS)
def test_a_check_for_robots_is_told(phrase: str) -> None:
    assert find_wall(make_page(phrase, "Ray ID 7")) == ROBOT_WALL


@pytest.mark.parametrize("phrase", DENIALS)
def test_a_denial_is_told(phrase: str) -> None:
    assert find_wall(make_page(phrase, "Reference 18.7")) == DENIED


@pytest.mark.parametrize(("plea", "button"), CONSENTS)
def test_a_demand_for_consent_is_told(plea: str, button: str) -> None:
    assert find_wall(make_page(plea, foot=f"<button>{button}</button>")) == CONSENT_WALL


def test_a_check_is_told_by_its_elements_where_it_says_nothing() -> None:
    assert find_wall(make_page("One moment.", foot='<div class="h-captcha" data-x="1"></div>')) == ROBOT_WALL
    assert find_wall(make_page("One moment.", foot='<form action="/challenge?x=1"></form>')) == ROBOT_WALL


def test_a_shell_without_its_script_is_told() -> None:
    shell = '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>'
    assert find_wall(make_page(foot=shell)) == SHELL


REPORT = (
    "The port of Velm closed its northern quay on Tuesday after divers found cracks in the oldest of its walls.",
    "Ane Brodd, who chairs the harbour board, told reporters that ships would berth at the southern quay until May.",
    "Fishermen said that they had warned of the cracks for years, and that nobody had listened until the storm.",
    "The ministry of transport is to send two engineers on Friday, who will report to the board before the month ends.",
)


class TestAReport:
    def test_is_no_wall(self) -> None:
        assert find_wall(make_page(*REPORT)) is None

    @pytest.mark.parametrize("phrase", [*CHECKS, *DENIALS, *(plea for plea, _ in CONSENTS)])
    def test_with_a_banner_above_it_is_no_wall(self, phrase: str) -> None:
        assert find_wall(make_page(phrase, *REPORT, foot="<button>Accept all</button>")) is None

    def test_on_walls_is_no_wall(self) -> None:
        story = (
            "Access denied: that is what readers of the Velm Courier saw on Monday when the site's guard failed.",
            "The guard asked thousands of them whether they were a robot, and then let none of them in for four hours.",
            *REPORT,
        )
        assert find_wall(make_page(*story, title="Are you a robot? A guard that failed")) is None

    def test_that_says_it_is_one_is_looked_at_no_further(self) -> None:
        for head in (
            '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
            '<meta property="og:type" content="article">',
        ):
            assert find_wall(make_page("Access denied to the quay, says the board.", head=head)) is None

    def test_with_a_comment_form_that_checks_for_robots_is_no_wall(self) -> None:
        assert find_wall(make_page(*REPORT, foot='<div class="g-recaptcha"></div>')) is None

    def test_that_is_short_is_no_wall(self) -> None:
        assert (
            find_wall(make_page("The northern quay of Velm is open again, the harbour board said on Friday.")) is None
        )


def test_whatever_cannot_be_a_page_is_no_wall() -> None:
    for markup in ("", " ", "\0", "<", "<html>", "x" * 3_000_000, "<div>" * 200_000, "<!--" * 1000, "captcha"):
        find_wall(markup)
    assert find_wall("") is None


class TestAFetchedWall:
    def fetch(self, answer: bytes) -> str:
        with serve() as server:
            options = FetchOptions(allow_private=True)
            [outcome] = fetch_links([Link(url=server.put("/a", answer), source="x")], options, clock=StillClock())
            assert len(server.paths()) == 1
        assert isinstance(outcome, Rejected)
        return outcome.reason

    def test_is_rejected_as_such(self) -> None:
        assert self.fetch(reply(make_page(CHECKS[0]))) == ROBOT_WALL
        assert self.fetch(reply(make_page(CONSENTS[0][0], foot="<button>Accept all</button>"))) == CONSENT_WALL

    @pytest.mark.parametrize("status", ["403 Forbidden", "503 Service Unavailable", "429 Too Many Requests"])
    def test_is_rejected_as_such_behind_an_error_and_not_asked_for_again(self, status: str) -> None:
        assert self.fetch(reply(make_page(CHECKS[0]), status=status)) == ROBOT_WALL

    def test_is_not_seen_in_an_honest_page(self) -> None:
        with serve() as server:
            options = FetchOptions(allow_private=True)
            url = server.put("/a", reply(write_page("Quay closed")))
            [outcome] = fetch_links([Link(url=url, source="x")], options, clock=StillClock())
        assert not isinstance(outcome, Rejected)


@pytest.mark.shared
def test_no_page_of_the_labelled_stories_is_taken_for_a_wall(shared: Path) -> None:
    pages = [*shared.glob("clusters/*/pages/*.html"), *shared.glob("bench/data/clusters-html/**/*.html")]
    assert len(pages) > 10
    walls = {page.name: find_wall(decode_text(page.read_bytes(), markup=True) or "") for page in pages}
    assert {name: wall for name, wall in walls.items() if wall} == {}
