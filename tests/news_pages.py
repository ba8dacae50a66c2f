"""Invented news in twelve languages, for the tests of reading."""

from tests.news_page import NewsPage

PAGES = (
    NewsPage(
        language="en",
        host="www.elleryharbourtimes.co.uk",
        outlet="Ellery Harbour Times",
        menu=("Home", "News", "Sport", "Weather", "Contact us"),
        section="Local news",
        title="Council votes to close the old swing bridge for repairs",
        byline="By Maud Penrose and Tobias Crane",
        authors=("Maud Penrose", "Tobias Crane"),
        printed="Published: 03/04/2022 at 14:30",
        day="2022-04-03",
        body=(
            "The harbour council of Port Ellery has voted to close the old swing bridge for six months so that its "
            "bearings can be replaced, the mayor said on Sunday.",
            "Engineers found cracks in two of the steel wheels during an inspection in February, and the council was "
            "told that the bridge could fail under a heavy lorry.",
            "Shopkeepers on the north quay said that they feared for the summer season, when most of their customers "
            "walk over the bridge from the station.",
            "The work will cost about four million pounds and is to begin after the Easter holidays, the council's "
            "engineer told the meeting.",
        ),
        related="Ferry company adds an early boat – 28/03/2022",
        copyright="© 2024 Ellery Harbour Times",
        country="GB",
        encodings=("utf-16", "iso-8859-15"),
    ),
    NewsPage(
        language="fr",
        host="www.courrierdelanse.fr",
        outlet="Le Courrier de l'Anse",
        menu=("Accueil", "Politique", "Économie", "Sports", "Météo"),
        section="Économie",
        title="La conserverie de Port-Marouan supprime quatre-vingts emplois",
        byline="Par Élodie Vasseur et Marc Thévenin",
        authors=("Élodie Vasseur", "Marc Thévenin"),
        printed="Publié le 1er mars 2021 à 18h05",
        day="2021-03-01",
        body=(
            "La direction de la conserverie de Port-Marouan a annoncé lundi la suppression de quatre-vingts emplois "
            "sur les deux cent dix que compte l'usine, a-t-on appris auprès des syndicats.",
            "Selon la directrice, la pêche à la sardine a reculé de moitié en trois ans et les commandes des grandes "
            "surfaces ne suffisent plus à couvrir les frais de l'établissement.",
            "Les représentants du personnel demandent l'ouverture de négociations et appellent à un rassemblement "
            "devant la mairie samedi prochain, en présence des élus de la région.",
            "Le maire, qui dit avoir été prévenu la veille, réclame l'aide de l'État pour reclasser les salariés dont "
            "beaucoup travaillent à l'usine depuis plus de vingt ans.",
        ),
        related="À lire aussi : le port rouvre après la tempête (12 février 2021)",
        copyright="© 2023 Le Courrier de l'Anse – Tous droits réservés",
        country="FR",
        encodings=("iso-8859-15", "iso-8859-1"),
    ),
    NewsPage(
        language="de",
        host="www.tannfelder-anzeiger.de",
        outlet="Tannfelder Anzeiger",
        menu=("Startseite", "Politik", "Wirtschaft", "Kultur", "Wetter"),
        section="Wirtschaft",
        title="Stadtrat von Tannfeld stimmt für neues Wasserwerk am Mühlbach",
        byline="Von Jürgen Hößler und Katrin Böhm",
        authors=("Jürgen Hößler", "Katrin Böhm"),
        printed="04.03.2021, 17.20 Uhr",
        day="2021-03-04",
        body=(
            "Der Stadtrat von Tannfeld hat am Donnerstag mit großer Mehrheit für den Bau eines neuen Wasserwerks am "
            "Mühlbach gestimmt, wie die Verwaltung nach der Sitzung mitteilte.",
            "Das alte Werk stammt aus dem Jahr 1931 und kann nach Angaben des Bürgermeisters den Verbrauch der "
            "wachsenden Stadt in trockenen Sommern nicht mehr decken.",
            "Gegner des Vorhabens befürchten, dass der Bach unterhalb der Fassung trockenfällt, und kündigten an, vor "
            "dem Verwaltungsgericht gegen den Beschluss zu klagen.",
            "Die Kosten werden auf zwölf Millionen Euro geschätzt, von denen das Land die Hälfte übernehmen soll; "
            "gebaut werden könnte frühestens im übernächsten Jahr.",
        ),
        related="Mehr zum Thema: Hochwasser am Mühlbach (19.01.2021)",
        copyright="© 2022 Tannfelder Anzeiger",
        country="DE",
        encodings=("iso-8859-1", "windows-1252"),
    ),
    NewsPage(
        language="es",
        host="www.ecodelaribera.com.ar",
        outlet="El Eco de la Ribera",
        menu=("Inicio", "Política", "Sociedad", "Deportes", "Clima"),
        section="Sociedad",
        title="El río creció dos metros y dejó aisladas a tres aldeas de la ribera",
        byline="Por Lucía Ibáñez y Ramón Quiroga",
        authors=("Lucía Ibáñez", "Ramón Quiroga"),
        printed="4 de noviembre de 2021, 09:15",
        day="2021-11-04",
        body=(
            "El río creció más de dos metros en una sola noche y dejó aisladas a tres aldeas de la ribera, donde viven "
            "unas seiscientas personas, informó este jueves la defensa civil.",
            "Los vecinos pasaron la noche en la escuela y en el galpón de la cooperativa, y hasta el mediodía no se "
            "había informado de heridos ni de desaparecidos.",
            "La gobernadora sostuvo que las obras de defensa, prometidas hace cuatro años, quedaron paralizadas por "
            "falta de fondos y anunció que viajará a la zona el viernes.",
            "Según el servicio meteorológico, las lluvias seguirán hasta el domingo, de modo que el nivel del agua "
            "podría subir todavía otro metro antes de bajar.",
        ),
        related="También te puede interesar: la cosecha de maíz (30/10/2021)",
        copyright="© 2023 El Eco de la Ribera",
        country="AR",
        encodings=("iso-8859-1",),
    ),
    NewsPage(
        language="it",
        host="www.gazzettadivalserena.it",
        outlet="Gazzetta di Valserena",
        menu=("Home", "Cronaca", "Politica", "Sport", "Meteo"),
        section="Cronaca",
        title="Frana sulla provinciale, chiusa la strada per Roccabruna",
        byline="di Chiara Santandrea",
        authors=("Chiara Santandrea",),
        printed="Pubblicato il 9 maggio 2022 alle 11:40",
        day="2022-05-09",
        body=(
            "Una frana caduta nella notte ha invaso la strada provinciale e ha isolato la frazione di Roccabruna, dove "
            "abitano poco meno di duecento persone, ha riferito la prefettura.",
            "Nessuno è rimasto ferito, ma due automobili parcheggiate lungo il ciglio sono state travolte dai "
            "massi e i "
            "vigili del fuoco hanno lavorato fino all'alba per verificare che fossero vuote.",
            "Il sindaco ha chiesto alla regione di dichiarare lo stato di emergenza e ha ricordato che il versante era "
            "stato segnalato come pericoloso già nell'autunno di tre anni fa.",
            "I tecnici della provincia contano di riaprire una corsia entro la fine della settimana, se le piogge "
            "previste per mercoledì non causeranno altri crolli.",
        ),
        related="Leggi anche: il ponte riapre al traffico (2 maggio 2022)",
        copyright="© 2024 Gazzetta di Valserena",
        country="IT",
        encodings=("windows-1252",),
    ),
    NewsPage(
        language="pt",
        host="www.diariodapraiagrande.com.br",
        outlet="Diário da Praia Grande",
        menu=("Início", "Cidade", "Economia", "Esportes", "Tempo"),
        section="Cidade",
        title="Prefeitura interdita o mercado central depois de incêndio na madrugada",
        byline="Por João Figueiredo",
        authors=("João Figueiredo",),
        printed="1º de março de 2021 às 8h12",
        day="2021-03-01",
        body=(
            "A prefeitura interditou nesta segunda-feira o mercado central, depois que um incêndio destruiu durante a "
            "madrugada dezoito bancas da ala do peixe, segundo os bombeiros.",
            "O fogo começou por volta das três horas e foi controlado em quarenta minutos; um vigia que inalou fumaça "
            "foi levado ao hospital e passa bem, de acordo com a família.",
            "Os comerciantes afirmam que a fiação elétrica era antiga e que pediram reformas à administração em três "
            "reuniões realizadas no ano passado, sem receber resposta.",
            "A secretária de obras disse que uma perícia vai apontar a causa e que o prédio só será reaberto quando os "
            "engenheiros garantirem que o telhado não corre risco de cair.",
        ),
        related="Leia também: feira muda de lugar (20/02/2021)",
        copyright="© 2022 Diário da Praia Grande",
        country="BR",
        encodings=("iso-8859-1",),
    ),
    NewsPage(
        language="ru",
        host="www.zarechnye-vesti.ru",
        outlet="Зареченские вести",
        menu=("Главная", "Политика", "Экономика", "Спорт", "Погода"),
        section="Экономика",
        title="В Заречном остановили хлебозавод из-за аварии на теплотрассе",
        byline="Автор: Мария Ковалёва",
        authors=("Мария Ковалёва",),
        printed="4 марта 2021, 14:30",
        day="2021-03-04",
        body=(
            "Хлебозавод в городе Заречном остановили в четверг утром из-за аварии на теплотрассе, которая оставила без "
            "отопления четыре квартала, сообщили в городской администрации.",
            "По словам главного инженера предприятия, трубу прорвало около пяти часов утра, и печи пришлось погасить, "
            "чтобы не повредить оборудование, закупленное в прошлом году.",
            "Жителей города попросили не запасаться хлебом впрок: в магазины его привезут из соседнего района, а "
            "ремонтники обещают закончить работу к вечеру пятницы.",
            "Прокуратура начала проверку, так как этот участок трассы, по данным депутатов, должны были заменить ещё "
            "два года назад, но деньги потратили на другие нужды.",
        ),
        related="Читайте также: новый автобус до станции (27 февраля 2021)",
        copyright="© 2023 Зареченские вести",
        country="RU",
        encodings=("windows-1251", "koi8-r"),
    ),
    NewsPage(
        language="uk",
        host="www.visnyk-kalynivka.com.ua",
        outlet="Вісник Калинівки",
        menu=("Головна", "Політика", "Економіка", "Спорт", "Погода"),
        section="Економіка",
        title="У Калинівці відкрили пункт незламності в приміщенні старого вокзалу",
        byline="Автор: Оксана Гнатюк",
        authors=("Оксана Гнатюк",),
        printed="Опубліковано 12 травня 2022, 09:05",
        day="2022-05-12",
        body=(
            "У Калинівці в приміщенні старого вокзалу відкрили пункт, де мешканці можуть зігрітися, зарядити телефон і "
            "випити гарячого чаю, повідомила у четвер міська рада.",
            "За словами міського голови, приміщення відремонтували за два тижні силами волонтерів, а генератор "
            "передала "
            "громада із сусідньої області, з якою місто дружить уже кілька років.",
            "Пункт працюватиме цілодобово, допоки в місті тривають вимкнення світла; тут одночасно можуть "
            "перебувати до "
            "вісімдесяти людей, для дітей облаштували окрему кімнату.",
            "Рятувальники нагадують, що взимку не можна користуватися саморобними обігрівачами: з початку року через "
            "них у районі сталося одинадцять пожеж, двоє людей загинули.",
        ),
        related="Читайте також: ремонт мосту завершили (3 травня 2022)",
        copyright="© 2023 Вісник Калинівки",
        country="UA",
        encodings=("windows-1251",),
    ),
    NewsPage(
        language="ja",
        host="www.minatohama-shimbun.jp",
        outlet="港浜新聞",
        menu=("ホーム", "政治", "経済", "スポーツ", "天気"),
        section="経済",
        title="港浜市の魚市場、老朽化で来春に移転へ",
        byline="記者 高瀬真央",
        authors=("高瀬真央",),
        printed="2021年3月4日 午後3時15分",
        day="2021-03-04",
        body=(
            "港浜市は4日、老朽化が進む魚市場を来年の春に湾岸地区へ移転すると発表した。市議会の委員会で市長が明"
            "らかにし、"
            "総事業費はおよそ八十億円に上る見通しだという。",
            "現在の市場は1962年に建てられ、屋根の一部が昨年の台風で落ちた。けが人はいなかったが、仲卸業者の組合は早期の"
            "建て替えを繰り返し求めてきた。",
            "移転先の土地はかつて製鉄所があった場所で、市は土壌の調査を今年の夏までに終える方針である。住民の一"
            "部からは、"
            "交通量の増加を心配する声も上がっている。",
            "組合の会長は記者団に対し、「長年の願いがかなう。若い人が働きたいと思う市場にしたい」と話した。市は"
            "月内に説明会"
            "を開き、意見を聞くことにしている。",
        ),
        related="関連記事：新しい橋が開通（2021年2月20日）",
        copyright="© 2023 港浜新聞社",
        country="JP",
        encodings=("shift_jis", "euc-jp"),
    ),
    NewsPage(
        language="zh",
        host="www.qinghewanbao.cn",
        outlet="清河晚报",
        menu=("首页", "时政", "经济", "体育", "天气"),
        section="经济",
        title="清河市新水厂开工建设，预计明年年底供水",
        byline="记者：林晓岚",
        authors=("林晓岚",),
        printed="2021年3月4日 15:20",
        day="2021-03-04",
        body=(
            "清河市新水厂4日在城北开工建设，预计明年年底开始供水。市政府在新闻发布会上介绍，工程总投资约六亿元"
            "，建成后每天"
            "可以供水二十万吨。",
            (
                "负责人表示，现有的两座水厂建于上世纪八十年代，设备陈旧，去年夏天用水高峰时曾有三个小区停水超过两天"
                "，居民意见很大。"
            ),
            (
                "新水厂将从青龙水库取水，并采用新的净化工艺。环保部门要求施工单位控制扬尘和噪声，夜间十点以后不得作"
                "业，违者将被处罚。"
            ),
            "附近的村民担心取水会影响灌溉。水利局回应说，水库的蓄水量足够，今后将每月公布一次水位数据，接受社会监督。",
        ),
        related="相关新闻：老桥维修完成（2021年2月20日）",
        copyright="© 2023 清河晚报社",
        country="CN",
        encodings=("gb18030", "gbk"),
    ),
    NewsPage(
        language="zh",
        host="www.danhaibao.com.tw",
        outlet="淡海日報",
        menu=("首頁", "政治", "財經", "體育", "氣象"),
        section="財經",
        title="淡海漁港防波堤受損，市府決定封閉步道",
        byline="記者 陳品妤",
        authors=("陳品妤",),
        printed="2021/03/04 15:20",
        day="2021-03-04",
        body=(
            (
                "淡海漁港的防波堤在上週的風浪中受損，市府四日決定封閉堤上的步道，並請工程單位在月底以前提出修復計畫"
                "，估計需要三千萬元。"
            ),
            (
                "農業局表示，堤頂出現兩道裂縫，最長的一道超過十五公尺，雖然目前沒有立即的危險，但為了遊客的安全，必"
                "須先行封閉。"
            ),
            (
                "當地漁民說，防波堤已經使用四十年，每逢颱風就有海水灌進港內，他們多次向市府反映，希望能夠全面改建，"
                "而不是年年修補。"
            ),
            "議員在質詢時要求市府公布檢測報告。市長回應，報告完成後會立即上網公開，改建的經費也會列入明年度的預算。",
        ),
        related="相關新聞：渡輪增班（2021/02/20）",
        copyright="© 2023 淡海日報",
        country="TW",
        encodings=("big5",),
    ),
    NewsPage(
        language="ko",
        host="www.haedoilbo.co.kr",
        outlet="해도일보",
        menu=("홈", "정치", "경제", "스포츠", "날씨"),
        section="경제",
        title="해도시 수산시장 이전 확정, 내년 봄 새 건물로 옮긴다",
        byline="김서윤 기자",
        authors=("김서윤",),
        printed="입력 2021.03.04. 오후 3:15",
        day="2021-03-04",
        body=(
            "해도시는 낡은 수산시장을 내년 봄 부두 옆 새 건물로 옮기기로 확정했다고 4일 밝혔다. 시장은 "
            "시의회에서 사업비가 약 팔백억 "
            "원에 이를 것이라고 설명했다.",
            "지금의 시장은 1970년대에 지어져 비가 오면 천장에서 물이 새고, 지난여름에는 전기 설비에서 불이 나 "
            "상인 두 명이 연기를 마시고 "
            "치료를 받았다.",
            "상인회는 이전을 반기면서도 새 건물의 임대료가 지나치게 오를 수 있다고 걱정하며, 앞으로 오 년 동안 "
            "지금의 수준을 유지해 "
            "달라고 요구하고 있다.",
            "시는 다음 달 설명회를 열어 의견을 듣고 여름이 오기 전에 공사를 시작할 계획이며, 공사 기간에도 "
            "시장은 문을 닫지 않는다고 "
            "덧붙였다.",
        ),
        related="관련기사: 새 여객선 취항 (2021.02.20)",
        copyright="© 2023 해도일보",
        country="KR",
        encodings=("euc-kr",),
    ),
    NewsPage(
        language="ar",
        host="www.sahel-news.com.eg",
        outlet="جريدة الساحل",
        menu=("الرئيسية", "سياسة", "اقتصاد", "رياضة", "الطقس"),
        section="اقتصاد",
        title="إغلاق ميناء الصيد القديم ثلاثة أشهر لإصلاح الأرصفة",
        byline="بقلم: سلمى الحسيني",
        authors=("سلمى الحسيني",),
        printed="نُشر في ٤ مارس ٢٠٢١ الساعة ١٥:٣٠",
        day="2021-03-04",
        body=(
            "قررت سلطات المدينة إغلاق ميناء الصيد القديم لمدة ثلاثة أشهر لإصلاح الأرصفة التي تضررت من العواصف "
            "في الشتاء "
            "الماضي، بحسب بيان صدر يوم الخميس.",
            "وقال مدير الميناء إن الخبراء وجدوا شقوقا عميقة في جدار الرصيف الشمالي، وإن استمرار العمل فيه قد يعرض حياة "
            "الصيادين والعمال للخطر في أي وقت.",
            "وأعرب صيادون عن خوفهم من فقدان موسم السردين الذي يبدأ في الشهر المقبل، وطالبوا الحكومة بتعويضات عن أيام "
            "التوقف وبتوفير مكان بديل لمراكبهم الصغيرة.",
            "وتبلغ كلفة المشروع نحو عشرين مليون جنيه، ومن المتوقع أن تنتهي الأعمال قبل نهاية الصيف إذا لم تتأخر المواد "
            "التي طلبتها الشركة من الخارج.",
        ),
        related="اقرأ أيضا: افتتاح جسر جديد (٢٠ فبراير ٢٠٢١)",
        copyright="© 2023 جريدة الساحل",
        country="EG",
        encodings=("windows-1256",),
    ),
)
