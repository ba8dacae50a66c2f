# ruff: noqa: E501 - a sentence of a page stands on one line
"""Invented pages that are no articles, as a reader of text may let them through, and short articles that are."""

Page = tuple[str | None, str]
"""Headline and text."""

WALLS: tuple[Page, ...] = (
    ("Just a moment...", "Checking your browser before you go on.\nThis takes up to 5 seconds. Request 7f3a99c1d2e4b."),
    (None, "We have noticed unusual activity from your network. Tick the box to show that you are not a robot."),
    ("Access denied", "You don't have permission to access this page on this server.\nReference #18.5d2c1cb8.1700000000"),
    ("404", "Page not found. The address may be old, or mistyped. Go to the front page or use the search."),
    ("Page not found - Fen Courier", "Sorry, the page you are looking for does not exist any more."),
    ("Minister quits over bridge", "Subscribe to continue reading. Already a subscriber? Log in."),
    ("Fen Courier", "Please enable JavaScript in your browser to see this site."),
    ("Error 503", "Service unavailable. The server is busy; please try again in a few minutes."),
    ("Your privacy", "We and our 214 partners store information on your device. Accept all. Manage options."),
    ("Seite nicht gefunden", "Die Seite wurde leider nicht gefunden. Bitte prüfen Sie die Adresse."),
    (None, "Bitte bestätigen Sie, dass Sie kein Roboter sind. Ungewöhnlicher Datenverkehr aus Ihrem Netz."),
    ("Accès refusé", "L'accès est refusé. Votre adresse a été bloquée par le serveur."),
    ("Le maire démissionne", "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite."),
    ("Página no encontrada", "La página no existe o ha cambiado de dirección. Vuelva a la portada."),
    (None, "Подтвердите, что вы не робот. Мы заметили необычный трафик с вашего адреса."),
    ("Страница не найдена", "Страница не найдена. Возможно, она была удалена. Вернитесь на главную."),
    (None, "请完成验证。您的网络存在异常流量。"),
    ("ページが見つかりません", "お探しのページが見つかりません。アドレスをご確認ください。"),
)  # fmt: skip
"""Each is told alone."""

REPEATED: tuple[tuple[Page, ...], ...] = (
    tuple((title, "Sinun täytyy kirjautua sisään, jotta voit jatkaa tästä.") for title in ("Silta avattiin", "Myrsky tulee", "Kunta säästää")),
    tuple((title, "The Fen Courier brings all that moves the county. Made with love in Aldermouth. All rights reserved.") for title in ("Bridge opens early", "Storm nears coast", "School to close")),
    tuple((title, "Kérjük, fogadja el a sütiket, különben az oldal nem jeleníthető meg.") for title in ("Megnyílt a híd", "Jön a vihar", "Bezár az iskola")),
    tuple((title, "Thank you for being with us. Come back soon.") for title in ("Bridge opens early", "Storm nears coast", "School to close")),
)  # fmt: skip
"""Each is one site's one text under several headlines, in words that no list has."""

SHORT_ARTICLES: tuple[Page, ...] = (
    ("Inspectors kept out", "Access to the Marlow plant was denied to inspectors of the county on Tuesday, the Sluice Board said."),
    ("Flight 404 lands safely", "Flight 404 from Hexley landed safely at Port Vellis after a bird struck its engine. Nobody was hurt."),
    ("Minister quits over bridge", "Transport minister Daniel Okoro resigned on Friday over the cost of the Sandry bridge, his office said. Subscribe to continue reading."),
    ("Bank's site fails", "Customers of the Bank of Tamaria saw the words internal server error for six hours on Monday. The bank said that no money was lost."),
    ("Robot wins at chess", "A robot built by pupils in Tolby beat the county's chess champion, Vera Lind, in 31 moves."),
    ("Cookies recalled", "Corvey Foods has recalled 40,000 packets of oat cookies because they may hold bits of metal."),
    ("Goat stops trains", "A goat stopped all trains at Hexley for two hours on Friday after it ate the cable of a signal."),
    ("桥梁开通", "桑德里大桥3月4日提前通车，全长2公里，耗资4亿元。"),
    ("Die Brücke ist offen", "Die Brücke von Sandry ist am Dienstag nach drei Jahren Bau eröffnet worden, teilte der Kreis mit."),
    ("Le pont est ouvert", "Le pont de Sandry a été ouvert mardi après trois ans de travaux, a annoncé la maire Ilse Brandt."),
    ("Мост открыт", "Мост в Сандри открыли во вторник после трёх лет работ, сообщила мэр Ильзе Брандт."),
    ("Vote put off", "The council of Sandry has put off its vote on the harbour until May."),
)  # fmt: skip
"""Each may stand in any number of outlets, and is no wall."""
