"""Pages of several languages and kinds: what is body on each, whatever the script."""

import pytest

from stemma.model.article import Article
from stemma.read.html_article import read_page

PAGES = {
    "de": (
        "Der Leuchtturm von Ellershafen wird geschlossen",
        [
            "Der Hafenrat von Ellershafen hat am Dienstag beschlossen, den alten Leuchtturm für immer zu schließen.",
            "Die Anwohner hatten um einen Aufschub gebeten, doch der Rat hält den Turm nicht mehr für sicher.",
            "Ingenieure fanden im März Risse in der Treppe, wie aus einem Bericht der vergangenen Woche hervorgeht.",
            "Der Turm wurde 1871 gebaut und stand Besuchern mehr als vierzig Jahre lang offen.",
        ],
    ),
    "ru": (
        "Старый маяк в Элленпорте закроют",
        [
            "Портовый совет Элленпорта решил во вторник навсегда закрыть старый маяк, сообщила мэр города.",
            "Жители просили об отсрочке, но совет решил, что подниматься на башню больше небезопасно.",
            "В марте инженеры нашли трещины в лестнице, говорится в докладе, вышедшем на прошлой неделе.",
            "Маяк построили в 1871 году, и более сорока лет он был открыт для посетителей.",
        ],
    ),
    "ja": (
        "港の古い灯台、来月で閉鎖へ",
        [
            "港の評議会は火曜日、老朽化した灯台を来月末で閉鎖することを決めたと、市長が記者会見で明らかにした。",
            "住民からは延期を求める声が上がっていたが、評議会は塔に立ち入ることはもはや安全ではないと判断した。",
            "先週公表された報告書によると、技術者らは三月の点検で階段に複数のひび割れを見つけていたという。",
            "灯台は明治四年に建てられ、四十年以上にわたって見学者に公開されてきた。",
        ],
    ),
    "ar": (
        "إغلاق المنارة القديمة في الميناء",
        [
            "قرر مجلس الميناء يوم الثلاثاء إغلاق المنارة القديمة بشكل نهائي، كما أعلنت رئيسة البلدية في مؤتمر صحفي.",
            "وكان السكان قد طلبوا تأجيل القرار، لكن المجلس رأى أن دخول البرج لم يعد آمنا بعد اليوم.",
            "وعثر المهندسون في مارس على شقوق في الدرج، وفقا لتقرير نشر الأسبوع الماضي.",
            "وبنيت المنارة في عام 1871 وظلت مفتوحة أمام الزوار أكثر من أربعين عاما.",
        ],
    ),
}


def print_page(title: str, inside: str) -> str:
    links = "".join(f"<li><a href=/{n}>{title} {n}</a></li>" for n in range(8))
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav><ul>{links}</ul></nav><main><article>"
        f"<h1>{title}</h1>{inside}</article></main><div class=related><ul>{links}</ul></div></body></html>"
    )


def read(page: str) -> Article:
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("language", PAGES)
def test_the_body_is_found_in_any_script(language: str) -> None:
    title, paragraphs = PAGES[language]
    article = read(print_page(title, "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)))
    assert [article.text[start:end] for start, end in article.body] == paragraphs
    assert article.language == language


def test_every_entry_of_a_live_blog_is_body() -> None:
    entries = [
        f"At {hour} o'clock the council of Port Ellery heard the {n}th speaker, who asked for the lamp to be kept."
        for n, hour in enumerate(range(9, 19), start=4)
    ]
    inside = "".join(f"<section class=entry><h3>Entry {n}</h3><p>{e}</p></section>" for n, e in enumerate(entries))
    article = read(print_page("Live: the council on the lighthouse", inside))
    found = [article.text[start:end] for start, end in article.body]
    assert [entry for entry in entries if entry not in found] == []


def test_a_page_of_headlines_is_no_article() -> None:
    links = "".join(
        f"<li><a href=/{n}>The council met for the {n}th time on the lighthouse</a></li>" for n in range(30)
    )
    page = f"<html><head><title>News</title></head><body><h1>News</h1><ul>{links}</ul></body></html>"
    outcome = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(outcome, str), outcome.body
    assert "no article" in outcome


def test_an_article_without_any_markup_of_paragraphs_is_read() -> None:
    paragraphs = PAGES["de"][1]
    article = read(print_page(PAGES["de"][0], "<br><br>".join(paragraphs)))
    assert [article.text[start:end] for start, end in article.body] == paragraphs
