"""Text dumps in languages that no list of words knows: body told from furniture by shape, place and repetition."""

import pytest

from stemma.model.article import Article
from stemma.read.text_article import read_text

PAGES = {
    "de": (
        ["Startseite", "Politik", "Wirtschaft", "Sport", "Kultur", "Anmelden"],
        "Hafenrat von Altensiel schließt den Leuchtturm",
        [
            "Der Hafenrat von Altensiel hat am Dienstag beschlossen, den alten Leuchtturm für immer zu schließen, sagte"
            " die Bürgermeisterin.",
            "Die Anwohner hatten um einen Aufschub gebeten, doch der Rat hielt den Turm nicht länger für sicher.",
            "Im März fanden Ingenieure Risse in der Treppe, wie aus einem Bericht hervorgeht, der"
            " vorige Woche erschien.",
            "Der Leuchtturm wurde 1871 gebaut und stand mehr als vierzig Jahre lang Besuchern offen.",
            "„Wir haben keine Wahl“, sagte Bürgermeisterin Ines Vogt nach der Abstimmung. „Die Treppe kann jederzeit"
            " einstürzen.“",
        ],
        ["Meistgelesen", "Fähre fährt nun auch sonntags",
         "Schulchor gewinnt Preis in Belmar", "Sturmwarnung für die Küste",
         "Impressum", "Datenschutz", "AGB"],
    ),
    "fr": (
        ["Accueil", "Politique", "Économie", "Sport", "Culture", "Se connecter"],
        "Le conseil du port ferme le phare de Port-Ellery",
        [
            "Le conseil du port a décidé mardi de fermer définitivement le vieux phare de"
            " Port-Ellery, a annoncé la maire.",
            "Les habitants avaient demandé un délai, mais le conseil a jugé que la tour n’était plus assez sûre.",
            "Des ingénieurs ont découvert en mars des fissures dans l’escalier, selon un rapport"
            " publié la semaine dernière.",
            "Construit en 1871, le phare est ouvert aux visiteurs depuis plus de quarante ans.",
            "« Nous n’avons pas le choix », a déclaré la maire, Inès Vogt, après le vote. «"
            " L’escalier peut tomber. »",
        ],
        ["Les plus lus", "Le bac circule aussi le dimanche",
         "La chorale de l’école primée à Belmar", "Avis de tempête",
         "Mentions légales", "Contact"],
    ),
    "es": (
        ["Portada", "Política", "Economía", "Deportes", "Cultura", "Iniciar sesión"],
        "El consejo del puerto cierra el faro de Puerto Ellery",
        [
            "El consejo del puerto decidió el martes cerrar para siempre el viejo faro de Puerto"
            " Ellery, dijo la alcaldesa.",
            "Los vecinos habían pedido un aplazamiento, pero el consejo consideró que la torre ya no era segura.",
            "En marzo los ingenieros hallaron grietas en la escalera, según un informe publicado la semana pasada.",
            "El faro fue construido en 1871 y lleva más de cuarenta años abierto a los visitantes.",
            "«No tenemos otra opción», dijo la alcaldesa, Inés Vogt, tras la votación. «La escalera puede caer.»",
        ],
        ["Lo más leído", "El transbordador navegará los domingos",
         "El coro escolar gana un premio", "Aviso de tormenta",
         "Aviso legal", "Contacto"],
    ),
    "ru": (
        ["Главная", "Политика", "Экономика", "Спорт", "Культура", "Войти"],
        "Совет порта закрывает маяк в Порт-Эллери",
        [
            "Совет порта во вторник решил навсегда закрыть старый маяк в Порт-Эллери, сообщила мэр города.",
            "Жители просили отсрочки, но совет счёл, что входить в башню больше нельзя: она небезопасна.",
            "В марте инженеры нашли трещины в лестнице, говорится в отчёте, опубликованном на прошлой неделе.",
            "Маяк был построен в 1871 году и более сорока лет оставался открытым для посетителей.",
            "«У нас нет выбора, — сказала мэр Инес Фогт после голосования. — Лестница может рухнуть в любой день».",
        ],
        ["Самое читаемое", "Паром пойдёт и по воскресеньям",
         "Школьный хор получил премию", "Штормовое предупреждение",
         "О нас", "Реклама"],
    ),
    "ja": (
        ["ホーム", "政治", "経済", "スポーツ", "文化", "ログイン"],
        "エラリー港、古い灯台を閉鎖へ",
        [
            "エラリー港の港湾評議会は火曜日、老朽化した灯台を恒久的に閉鎖することを決めた。市長が明らかにした。",
            "住民は延期を求めていたが、評議会は塔に立ち入ることはもはや安全ではないと判断した。",
            "先週公表された報告書によると、技術者らは三月に階段のひび割れを見つけていたという。",
            "灯台は一八七一年に建てられ、四十年以上にわたって観光客に公開されてきた。",
            "「ほかに選択肢はない」と市長は採決の後に記者団に語った。「階段はいつ崩れてもおかしくない」と述べた。",
        ],
        ["アクセスランキング", "フェリー、日曜も運航へ", "学校の合唱団が受賞",
         "沿岸に暴風警報", "会社概要", "お問い合わせ"],
    ),
    "zh": (
        ["首页", "政治", "财经", "体育", "文化", "登录"],
        "埃勒里港将关闭旧灯塔",
        [
            "埃勒里港港务委员会星期二决定永久关闭这座古老的灯塔，市长在会后向记者证实了这一消息。",
            "居民此前要求推迟关闭，但委员会认为这座塔已经不再安全，任何人都不应继续进入其中。",
            "根据上周公布的一份报告，工程师们今年三月在塔内的楼梯上发现了多处裂缝，情况令人担忧。",
            "这座灯塔建于一八七一年，四十多年来一直向公众开放，是当地最受欢迎的景点之一。",
            "“我们别无选择，”市长在投票结束后对记者说，“楼梯随时都有可能倒塌，我们必须负起责任。”",
        ],
        ["热门文章", "渡轮周日也将开航", "学校合唱团获奖", "沿海发布风暴警报", "关于我们", "联系方式"],
    ),
    "ko": (
        ["홈", "정치", "경제", "스포츠", "문화", "로그인"],
        "엘러리항, 오래된 등대 폐쇄 결정",
        [
            "엘러리항 항만위원회는 화요일 오래된 등대를 영구히 폐쇄하기로 결정했다고 시장이 밝혔다.",
            "주민들은 폐쇄를 미뤄 달라고 요청했지만 위원회는 탑에 들어가는 것이 더는 안전하지 않다고 판단했다.",
            "지난주 발표된 보고서에 따르면 기술자들은 지난 3월 계단에서 여러 군데 균열을 발견했다.",
            "이 등대는 1871년에 세워졌으며 사십 년 넘게 방문객들에게 개방되어 왔다.",
            "시장은 표결이 끝난 뒤 기자들에게 “우리에게는 선택의 여지가 없다. 계단은 언제든"
            " 무너질 수 있다”고 말했다.",
        ],
        ["많이 본 뉴스", "여객선 일요일에도 운항", "학교 합창단 수상", "해안에 폭풍 경보", "회사 소개", "문의"],
    ),
    "ar": (
        ["الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "تسجيل الدخول"],
        "مجلس ميناء إليري يغلق المنارة القديمة",
        [
            "قرر مجلس ميناء إليري يوم الثلاثاء إغلاق المنارة القديمة نهائيا، بحسب ما أعلنته رئيسة البلدية.",
            "وكان السكان قد طلبوا تأجيل القرار، لكن المجلس رأى أن دخول البرج لم يعد آمنا للزوار.",
            "وعثر المهندسون في مارس على تشققات في الدرج، وفق تقرير نشر في الأسبوع الماضي.",
            "وقد بنيت المنارة عام 1871 وظلت مفتوحة أمام الزوار أكثر من أربعين عاما.",
            "وقالت رئيسة البلدية للصحفيين بعد التصويت: «ليس لدينا خيار، فالدرج قد ينهار في أي يوم».",
        ],
        ["الأكثر قراءة", "العبارة تبحر أيام الأحد أيضا", "جوقة المدرسة تفوز بجائزة",
         "تحذير من عاصفة", "من نحن", "اتصل بنا"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_paragraphs_are_body_and_menus_and_headlines_are_not(language: str, gap: str) -> None:
    menu, title, body, foot = PAGES[language]
    article = read_text(gap.join([*menu, title, *body, *foot]), source="a.txt", identity="x")
    assert isinstance(article, Article), article
    assert [article.text[start:end] for start, end in article.body] == body
    assert article.title == title
    assert article.language == language
