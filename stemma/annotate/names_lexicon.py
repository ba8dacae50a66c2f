"""General knowledge about English names: titles, calendar words, the nouns that end names of places and bodies."""

from stemma.annotate.names_roles import GIVEN_NAMES, HONORIFICS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = (
    _words(
        "mr mrs ms miss mx dr prof professor sir lord lady dame baroness baron count countess sen senator rep "
        "representative gov governor president premier chancellor minister king queen prince princess emperor pope "
        "father rev reverend bishop archbishop cardinal imam ayatollah sheikh sheik rabbi gen general col colonel maj "
        "major capt captain lt lieutenant sgt sergeant adm admiral cpl corporal pvt private marshal commander "
        "brigadier judge justice secretary speaker mayor ambassador chairman chairwoman chairperson chair ceo officer "
        "detective inspector sheriff councillor councilman councilwoman congressman congresswoman leader "
        "superintendent constable commissioner director coach deputy dean provost spokesman spokeswoman spokesperson "
        "attorney prosecutor delegate envoy whip sultan emir duke duchess earl sister brother saint comrade señor "
        "monsieur madame herr senators justices ministers presidents governors representatives judges generals messrs"
        "cfo coo cto founder cofounder co-founder boss analyst principal coroner editor reporter correspondent "
        "honourable honorable hon actress actor singer rapper presenter comedian author nurse inmate "
        "lawyer researcher trooper clerk quarterback guitarist singer drummer manager executive commodore"
    )
    | HONORIFICS
)
# Titles that the name of an employer may stand before: "Acme Foods CEO".
POSTS = _words(
    "ceo cfo coo cto founder cofounder co-founder boss analyst spokesman spokeswoman spokesperson sheriff principal "
    "coroner superintendent professor coach editor reporter correspondent lawyer attorney researcher trooper "
    "detective sergeant captain clerk trustee quarterback striker goalkeeper forward defender midfielder guitarist "
    "singer drummer manager president chairman chairwoman director chief officer executive"
)
# Titles that other words may stand before: "Natural Resources Minister".
OFFICES = _words(
    "minister secretary senator sen gov governor president chancellor premier chairman chairwoman spokesman "
    "spokeswoman spokesperson director ambassador mayor commissioner justice justices leader speaker chief "
    "officer envoy"
)
TITLE_MODIFIERS = _words(
    "prime vice deputy acting former foreign defence defense finance interior home justice health education "
    "energy transport trade environment state chief first assistant associate senior junior lance staff rear "
    "majority minority house senate attorney supreme executive general lieutenant police major crown tory labour "
    "democratic republican ex retired then the u.s us cabinet culture economy agriculture labor press managing"
)
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
    "february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec christmas easter ramadan thanksgiving spring summer autumn winter am pm gmt est edt pst "
    "pdt utc bst cet today yesterday tomorrow tonight"
)
NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand "
    "thousands million millions billion first second third fourth fifth half"
)
FUNCTION = _words(
    "oh wow ok okay hey well yeah please thanks sorry "
    "i the a an this that these those he she it they we you his her its their our my your and but or nor so yet "
    "if when while as because although though since until after before during in on at by for from with without "
    "of to into over under about against between among there here what who whom whose which why how not no yes "
    "also however meanwhile still now then just even only both either neither each every some any all most many "
    "nobody somebody anybody everybody someone anyone everyone nothing something "
    "few more less other another such same is are was were be been being has have had do does did will would can "
    "could may might must should let according despite following per via than too very once again never always"
)
# Ordinary at the head of a sentence or headline, part of a name elsewhere ("Fox News").
LEADS = _words(
    "read share advertisement photo image video getty file watch subscribe copyright related story more latest "
    "news breaking exclusive live update updated editor source sources senators justices ministers republicans "
    "democrats"
)
DEMONYMS = _words(
    "american americans british briton britons english scottish scots welsh irish french german germans italian "
    "italians spanish dutch belgian swiss austrian austrians swedish norwegian danish finnish icelandic polish "
    "czech slovak hungarian hungarians romanian bulgarian greek greeks turkish turk turks russian russians "
    "ukrainian ukrainians belarusian georgian armenian azerbaijani kazakh uzbek chinese japanese korean koreans "
    "taiwanese vietnamese thai indian indians pakistani bangladeshi afghan afghans iranian iranians iraqi iraqis "
    "syrian syrians lebanese israeli israelis palestinian palestinians jordanian saudi saudis emirati qatari "
    "kuwaiti yemeni egyptian egyptians libyan tunisian algerian moroccan sudanese ethiopian somali kenyan "
    "nigerian ghanaian african africans european europeans asian asians arab arabs canadian canadians mexican "
    "mexicans brazilian argentine chilean colombian venezuelan peruvian cuban cubans australian australians "
    "western soviet muslim muslims christian christians jewish jews catholic catholics protestant hindu sunni "
    "shia shiite kurdish kurds latino hispanic native republican republicans democrat democrats democratic "
    "conservative conservatives liberal liberals labour tory tories communist socialist texan californian "
    "indonesian malaysian filipino singaporean mongolian serbian croatian bosnian albanian kosovan latvian "
    "lithuanian estonian portuguese cypriot maltese"
)
COMPASS = _words("north south east west northern southern eastern western central far mid")
DEMONYM_PREFIXES = _words("north south east west anglo pro anti non")

ORGANISATION_WORDS = _words(
    "inc corp corporation co company ltd llc plc ag sa se gmbh group holdings bank agency ministry department "
    "bureau commission committee council party university college school institute institution association "
    "federation union league club society foundation trust authority administration court parliament congress "
    "senate army navy force forces guard police office service services board alliance coalition organization "
    "organisation network times post news journal press tribune herald gazette broadcasting airlines airways "
    "airline motors industries systems technologies technology laboratories entertainment records pictures "
    "studios partners associates team crew caucus fund nations order church brigade regiment corps command "
    "directorate consortium exchange museum orchestra programme program project"
)
FACILITY_WORDS = _words(
    "cosmodrome spaceport station airport airfield airbase base port harbour harbor hospital infirmary clinic "
    "stadium arena bridge tower palace castle cathedral mosque temple prison jail dam plant observatory centre "
    "center square street avenue road park campus hall house theatre theater hotel mall terminal headquarters "
    "embassy consulate barracks garrison shipyard mine refinery telescope"
)
PLACE_WORDS = _words(
    "river lake sea ocean bay gulf strait island islands isle peninsula mountain mountains mount valley desert "
    "forest hills county province region state territory district oblast krai prefecture republic city town "
    "village township borough parish coast beach falls canal creek canyon cape glacier plateau basin border"
)
# A place stays the same place when one of these follows its name: the thing lies there and bears its name.
STANDS_FOR_PLACE = _words(
    "cosmodrome spaceport station base airbase airfield garrison settlement border crossing checkpoint village "
    "town oblast krai province region prefecture island peninsula launch site launchpad"
)
COMMON_PARTS = _words(
    "space center centre air force military naval army railway rail train bus launch test launching rocket "
    "international regional central the city port site flight border nuclear power research town"
)
LEGAL_FORMS = _words(
    "inc corp corporation co company ltd limited llc plc ag sa sas se gmbh nv spa group holdings the kg oyj asa"
)
CONNECTORS = _words(
    "of de la le du del della di da dos das do von van der den ter al el bin ibn ben y e and & for on upon"
)
# What the short name of a company leaves out ("Acme" for "Acme Airlines").
COMPANY_TAILS = _words(
    "computer computers airlines airways airline motors motor systems technologies technology industries "
    "pharmaceuticals pharmaceutical international worldwide global aerospace aircraft oil petroleum energy stores "
    "restaurants media entertainment studios news agency electronics foods healthcare communications telecom "
    "insurance financial brands resources corp corporation inc co company group holdings"
)
PERSON_PARTICLES = _words("de la le du del della di da dos das do von van der den ter al el bin ibn ben y e")
SUFFIXES = _words("jr sr ii iii iv jnr snr")

ABBREVIATED_STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado",
    "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia", "ill": "illinois", "ind": "indiana",
    "kan": "kansas", "kans": "kansas", "ky": "kentucky", "la": "louisiana", "md": "maryland", "mass": "massachusetts",
    "mich": "michigan", "minn": "minnesota", "miss": "mississippi", "mo": "missouri", "mont": "montana",
    "neb": "nebraska", "nev": "nevada", "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania",
    "tenn": "tennessee", "tex": "texas", "va": "virginia", "vt": "vermont", "wash": "washington", "wis": "wisconsin",
    "wyo": "wyoming", "n h": "new hampshire", "n j": "new jersey", "n m": "new mexico", "n y": "new york",
    "n c": "north carolina", "n d": "north dakota", "s c": "south carolina", "s d": "south dakota",
    "r i": "rhode island", "w va": "west virginia",
}  # fmt: skip
PROVINCE_CODES = {
    "ON": "ontario", "BC": "british columbia", "QC": "quebec", "AB": "alberta", "MB": "manitoba",
    "NS": "nova scotia", "NB": "new brunswick", "SK": "saskatchewan", "Ont": "ontario", "Que": "quebec",
    "Alta": "alberta", "NSW": "new south wales",
}  # fmt: skip
STATE_CODES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado",
    "CT": "connecticut", "DE": "delaware", "FL": "florida", "GA": "georgia", "HI": "hawaii", "ID": "idaho",
    "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky", "LA": "louisiana",
    "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota", "MS": "mississippi",
    "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey",
    "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota", "OH": "ohio",
    "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "RI": "rhode island", "SC": "south carolina",
    "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah", "VT": "vermont", "VA": "virginia",
    "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
}  # fmt: skip
PLACE_ALIASES = {
    "us": "united states", "u s": "united states", "usa": "united states", "u s a": "united states",
    "united states of america": "united states", "america": "united states", "uk": "united kingdom",
    "u k": "united kingdom", "britain": "united kingdom", "great britain": "united kingdom",
    "uae": "united arab emirates", "dprk": "north korea", "rok": "south korea", "russian federation": "russia",
    "prc": "china", "drc": "democratic republic of the congo", "czechia": "czech republic", "burma": "myanmar",
    "turkiye": "turkey", "republic of korea": "south korea", "democratic peoples republic of korea": "north korea",
    "washington d c": "washington dc", "d c": "washington dc", "dc": "washington dc",
    "district of columbia": "washington dc", "holland": "netherlands", "kiev": "kyiv", "kharkov": "kharkiv",
    "odessa": "odesa", "lvov": "lviv", "nyc": "new york city", "bombay": "mumbai", "peking": "beijing",
}  # fmt: skip
ORGANISATION_ALIASES = {
    "un": "united nations", "u n": "united nations", "eu": "european union", "e u": "european union",
    "ap": "associated press", "afp": "agence france presse", "gop": "republican party",
    "bbc": "british broadcasting corporation", "imf": "international monetary fund",
    "who": "world health organization", "wto": "world trade organization",
    "nasa": "national aeronautics and space administration", "fbi": "federal bureau of investigation",
    "cia": "central intelligence agency", "nato": "north atlantic treaty organization",
    "kcna": "korean central news agency", "world health organisation": "world health organization",
}  # fmt: skip

FIRST_NAMES = (
    _words(
        "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony "
        "mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan "
        "jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander "
        "patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah "
        "ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan "
        "jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph "
        "bobby russell philip eugene mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa "
        "nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie "
        "rebecca laura helen sharon cynthia kathleen amy angela shirley brenda emma anna pamela nicole samantha "
        "katherine christine debra rachel carolyn janet maria olivia heather diane julie joyce victoria ruth virginia "
        "lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria "
        "sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle "
        "marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis lori marie mike bill bob jim tom "
        "dan dave steve chris matt nick greg jeff tony andy ken ron don sam ben tim alex ted fred ed chuck mitch "
        "bernie rick rob dick kate liz sue barack hillary vladimir sergei sergey dmitry alexei andrei nikolai mikhail "
        "boris ivan yuri igor oleg viktor anton pavel konstantin volodymyr petro oleksandr olga natalia svetlana "
        "tatiana elena irina mohammed muhammad mohamed ahmed ali hassan hussein abdullah omar khalid ibrahim yusuf "
        "mahmoud mustafa fatima aisha carlos luis jorge miguel antonio francisco manuel pedro diego fernando javier "
        "alejandro rafael ricardo eduardo sofia lucia carmen hans klaus jurgen wolfgang stefan ursula olaf pierre "
        "jacques francois emmanuel nicolas claude giuseppe giovanni marco matteo giorgia luca paolo lars erik anders "
        "bjorn sven recep narendra rahul sanjay priya amit raj imran shinzo hiroshi kenji takashi yuki neil ian "
        "graham stuart simon nigel craig duncan malcolm gordon rishi liam oscar harry oliver lucas max leo hugo rosa "
        "angelina dianna ellen edgar clint clarence merrick brett coretta martin luther kristi shelley marlow lindsey "
        "jimmy dwight franklin theodore abraham ulysses sonia antonin avi"
    )
    | GIVEN_NAMES
)
