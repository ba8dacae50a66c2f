"""General knowledge about places: whose people a demonym names, and which bodies carry a place in their name."""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def _pairs(text: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in text.split(";"):
        words, _, place = entry.strip().partition("=")
        for word in words.split(","):
            out[word.strip()] = place.strip()
    return out


DEMONYM_PLACES = _pairs(
    "american,americans=united states;british,briton,britons=united kingdom;english=england;scottish,scots=scotland;"
    "welsh=wales;irish=ireland;french=france;german,germans=germany;italian,italians=italy;spanish=spain;"
    "dutch=netherlands;"
    "belgian,belgians=belgium;swiss=switzerland;austrian,austrians=austria;swedish=sweden;norwegian,norwegians=norway;"
    "danish=denmark;finnish=finland;icelandic=iceland;polish=poland;czech,czechs=czechia;slovak,slovaks=slovakia;"
    "hungarian,hungarians=hungary;romanian,romanians=romania;bulgarian,bulgarians=bulgaria;greek,greeks=greece;"
    "turkish,turks=turkey;russian,russians=russia;ukrainian,ukrainians=ukraine;belarusian,belarusians=belarus;"
    "georgian,georgians=georgia;armenian,armenians=armenia;azerbaijani,azerbaijanis=azerbaijan;kazakh=kazakhstan;"
    "uzbek=uzbekistan;chinese=china;japanese=japan;north korean,north koreans=north korea;"
    "south korean,south koreans=south korea;taiwanese=taiwan;vietnamese=vietnam;thai=thailand;indian,indians=india;"
    "pakistani,pakistanis=pakistan;bangladeshi=bangladesh;afghan,afghans=afghanistan;iranian,iranians=iran;"
    "iraqi,iraqis=iraq;syrian,syrians=syria;lebanese=lebanon;israeli,israelis=israel;"
    "palestinian,palestinians=palestine;"
    "jordanian,jordanians=jordan;saudi,saudis=saudi arabia;emirati,emiratis=united arab emirates;qatari=qatar;"
    "kuwaiti=kuwait;yemeni,yemenis=yemen;omani=oman;bahraini=bahrain;egyptian,egyptians=egypt;libyan,libyans=libya;"
    "tunisian,tunisians=tunisia;algerian,algerians=algeria;moroccan,moroccans=morocco;sudanese=sudan;"
    "ethiopian,ethiopians=ethiopia;somali,somalis=somalia;kenyan,kenyans=kenya;ugandan=uganda;tanzanian=tanzania;"
    "rwandan=rwanda;congolese=congo;nigerian,nigerians=nigeria;ghanaian=ghana;liberian=liberia;malian=mali;"
    "zimbabwean=zimbabwe;zambian=zambia;south african,south africans=south africa;african,africans=africa;"
    "european,europeans=europe;asian,asians=asia;canadian,canadians=canada;mexican,mexicans=mexico;"
    "brazilian,brazilians=brazil;argentine,argentinian=argentina;chilean=chile;colombian,colombians=colombia;"
    "venezuelan,venezuelans=venezuela;peruvian=peru;ecuadorian=ecuador;bolivian=bolivia;cuban,cubans=cuba;"
    "haitian,haitians=haiti;jamaican,jamaicans=jamaica;guatemalan=guatemala;honduran=honduras;salvadoran=el salvador;"
    "nicaraguan=nicaragua;panamanian=panama;australian,australians=australia;new zealander=new zealand;"
    "indonesian,indonesians=indonesia;malaysian,malaysians=malaysia;filipino,filipinos,philippine=philippines;"
    "singaporean=singapore;mongolian=mongolia;nepalese,nepali=nepal;sri lankan=sri lanka;cambodian=cambodia;"
    "burmese=myanmar;"
    "serbian,serb,serbs=serbia;croatian,croat=croatia;bosnian=bosnia;albanian,albanians=albania;latvian=latvia;"
    "lithuanian=lithuania;estonian=estonia;portuguese=portugal;cypriot=cyprus;maltese=malta;texan,texans=texas;"
    "californian,californians=california;chechen=chechnya"
)

CELESTIAL = _words(
    "earth moon sun mars venus mercury jupiter saturn uranus neptune pluto europa enceladus titan ganymede "
    "callisto milky_way"
)

AREAS = _words(
    "county parish borough township oblast krai province region district prefecture governorate city state area "
    "valley island islands republic bay beach"
)

# A surname is never followed by these, though it may be one of the others ("Hall", "Park", "Lake").
SURE_PLACE_ENDS = _words(
    "county parish river island islands airport province township oblast krai borough prefecture peninsula "
    "mountains cosmodrome hospital avenue airbase stadium"
)

CIVIC_WORDS = _words(
    "police department dept school schools university college council hospital fire sheriff court library "
    "ministry army navy bureau commission public association office district museum airport academy authority "
    "board chamber clinic club committee community government guard institute legislature senate society transit "
    "supreme national federal health elementary high symphony zoo times herald news parliament center centre "
    "foundation agency partnership education medical mayor"
)
