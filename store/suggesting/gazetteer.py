"""Words that show what kind of thing a name names, and names that everybody knows. Pure data, all lower case."""

from __future__ import annotations

__all__ = [
    "CAPITALS", "COUNTRIES", "EVENTS", "FACILITIES", "GOVERNMENT", "ORGANISATIONS", "OUTLETS", "OUTLET_NAMES", "PEOPLE",
    "PLACES", "PLACE_NAMES", "STATE_BODIES", "WEAPONS", "WORKS",
]  # fmt: skip

GOVERNMENT = frozenset(
    "ministry government parliament senate congress cabinet department treasury court tribunal army navy military "
    "marines airforce brigade regiment battalion division corps militia police gendarmerie coastguard guard constabulary "
    "directorate inspectorate embassy consulate duma rada knesset bundestag administration prosecutor presidency "
    "commissariat customs chancellery troops forces assembly".split()
)
# Nouns that say what somebody is: words that end in one describe a source, they name no place and no building.
PEOPLE = frozenset(
    "official officials leader leaders ally allies diplomat diplomats analyst analysts expert experts source sources "
    "blogger bloggers milblogger milbloggers journalist journalists reporter reporters correspondent correspondents "
    "spokesman spokeswoman spokesperson spokespeople worker workers resident residents witness witnesses critic critics "
    "activist activists lawmaker lawmakers politician politicians officer officers commander commanders soldier soldiers "
    "scientist scientists researcher researchers doctor doctors engineer engineers lawyer lawyers minister ministers "
    "people men women citizens elites governments powers media commentator commentators observers adviser advisers "
    "aide aides envoy envoys economist economists historian historians author authors employee employees authorities "
    "president secretary chairman chairwoman director governor mayor ambassador chancellor premier "
    "prosecutors investigators rescuers protesters rebels pilots sailors farmers teachers students".split()
)
STATE_BODIES = frozenset(
    "kremlin|white house|pentagon|downing street|mod|nato|un|u.n.|united nations|eu|e.u.|european union|european commission|"
    "state department|home office|foreign office|air force|coast guard|national guard|supreme court|security council|"
    "city council|town council|fbi|cia|nsa|gru|fsb|sbu|mi5|mi6|idf|house of representatives|house of commons|"
    "house of lords|capitol|élysée|fda|epa|cdc".split("|")
)
OUTLETS = frozenset(
    "news times post courier herald gazette telegraph guardian tribune journal radio tv television press chronicle observer "
    "bulletin dispatch mirror express standard mail sentinel daily weekly magazine newspaper broadcaster wire argus "
    "examiner inquirer insider globe echo messenger".split()
)
OUTLET_NAMES = frozenset(
    "reuters|afp|ap|associated press|agence france-presse|bbc|cnn|nbc|abc|cbs|fox news|sky news|itv|npr|pbs|dpa|tass|ria|"
    "interfax|bloomberg|axios|politico|al jazeera|deutsche welle|dw|le monde|le figaro|der spiegel|die zeit|el país|el pais|"
    "la repubblica|haaretz|the economist|economist|newsweek|time|financial times|huffpost|vox|meduza|ukrinform|suspilne|"
    "xinhua|kyodo|nhk|cctv|rt|sputnik|independent|the independent|the sun|politico europe|bellingcat|wired".split("|")
)
ORGANISATIONS = frozenset(
    "institute institution company group union party corp corporation inc ltd plc llc gmbh university college association "
    "foundation bank committee council commission agency authority organisation organization federation league society "
    "club network coalition alliance movement centre center partnership fund board bureau academy church airlines airways "
    "industries motors holdings hospitaller school laboratory laboratories observatory trust syndicate cartel brotherhood "
    "front initiative campaign team united fc charity chamber secretariat cooperative consortium shipping lines "
    "technologies systems energy telecom insurance brothers sons democrats conservatives republicans liberals greens "
    "socialists labour office service services programme program hamas hezbollah taliban wagner gazprom rosneft google "
    "microsoft amazon apple meta facebook telegram twitter greenpeace amnesty oxfam unicef unesco who opec imf".split()
)
FACILITIES = frozenset(
    "airport bridge port harbour harbor station plant airfield base dam hospital stadium prison tunnel terminal refinery "
    "pipeline tower palace cathedral mosque synagogue museum library barracks depot shipyard lighthouse pier canal "
    "reactor mine factory warehouse building arena theatre theater hotel checkpoint embankment monastery fortress castle "
    "airbase dock docks quay lock weir mill hall cemetery camp".split()
)
WEAPONS = frozenset(
    "missile missiles drone drones tank tanks rifle rifles howitzer mortar rocket rockets torpedo bomb bombs "
    "grenade launcher himars atacms javelin stinger patriot iskander kalibr kinzhal shahed lancet bayraktar kalashnikov "
    "leopard abrams bradley challenger scud tomahawk geran grad caesar novichok sarin destroyer frigate corvette "
    "submarine warplane bomber gunship".split()
)
EVENTS = frozenset(
    "war battle olympics summit election elections festival conference cup crisis revolution uprising massacre riots "
    "earthquake hurricane typhoon flood pandemic referendum championship championships games siege offensive "
    "counteroffensive invasion strike ceremony anniversary holocaust famine coup raid christmas easter "
    "ramadan hajj marathon parade expo storm disaster operation day attack attacks protests exercise".split()
)
WORKS = frozenset(
    "act law treaty agreement resolution constitution convention charter bill protocol accord accords code directive "
    "regulation decree ordinance statute pact declaration memorandum amendment book report review novel album film "
    "bible quran koran".split()
)
PLACES = frozenset(
    "sea river island islands bay mountains mountain valley republic region oblast street city town village county district "
    "province state states kingdom peninsula gulf strait ocean lake coast cape delta desert forest hills hill square "
    "avenue road krai raion territory isle isles emirates strip heights falls park archipelago basin "
    "plateau quarter borough parish municipality metropolis sound fjord".split()
)
COUNTRIES = frozenset(
    "afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|bahamas|bahrain|"
    "bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia|botswana|brazil|britain|great britain|"
    "brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|chad|chile|china|colombia|congo|costa rica|"
    "croatia|cuba|cyprus|czechia|czech republic|denmark|djibouti|dominica|ecuador|egypt|el salvador|england|"
    "eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|georgia|germany|ghana|greece|grenada|"
    "guatemala|guinea|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|"
    "italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|"
    "liberia|libya|liechtenstein|lithuania|luxembourg|madagascar|malawi|malaysia|maldives|mali|malta|mauritania|"
    "mauritius|mexico|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|"
    "new zealand|nicaragua|niger|nigeria|north korea|north macedonia|northern ireland|norway|oman|pakistan|"
    "palestine|panama|papua new guinea|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|"
    "samoa|san marino|saudi arabia|scotland|senegal|serbia|seychelles|sierra leone|singapore|slovakia|slovenia|"
    "somalia|south africa|south korea|south sudan|spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|"
    "tajikistan|tanzania|thailand|togo|tonga|tunisia|turkey|türkiye|turkmenistan|uganda|ukraine|"
    "united arab emirates|united kingdom|united states|uk|u.k.|us|u.s.|usa|uae|uruguay|uzbekistan|vanuatu|vatican|"
    "venezuela|vietnam|wales|yemen|zambia|zimbabwe".split("|")
)
CAPITALS = frozenset(
    "amsterdam|ankara|athens|baghdad|baku|bangkok|beijing|beirut|belfast|belgrade|berlin|bern|brasília|bratislava|"
    "brussels|bucharest|budapest|buenos aires|cairo|caracas|chisinau|copenhagen|damascus|delhi|dhaka|doha|dublin|"
    "edinburgh|hanoi|havana|helsinki|islamabad|jakarta|jerusalem|kabul|kathmandu|khartoum|kinshasa|kyiv|kiev|lima|"
    "lisbon|ljubljana|london|madrid|manila|minsk|moscow|nairobi|new delhi|oslo|ottawa|paris|prague|pretoria|"
    "pyongyang|reykjavik|riga|riyadh|rome|santiago|sarajevo|seoul|skopje|sofia|stockholm|taipei|tallinn|tashkent|"
    "tbilisi|tehran|tokyo|tripoli|tunis|vienna|vilnius|warsaw|washington|yerevan|zagreb|"
    "abu dhabi|accra|addis ababa|algiers|amman|astana|bishkek|bogota|bogotá|canberra|colombo|dakar|harare|kuala lumpur|"
    "luanda|mexico city|mogadishu|muscat|nicosia|podgorica|pristina|quito|rabat|sanaa|tirana|ulaanbaatar|valletta|"
    "washington dc|washington, d.c.|wellington".split("|")
)
PLACE_NAMES = (
    COUNTRIES
    | CAPITALS
    | frozenset(
        "greenland|west bank|gaza|gaza strip|crimea|donbas|donetsk|luhansk|kherson|siberia|catalonia|bavaria|tibet|"
        "kashmir|africa|asia|europe|america|latin america|middle east|antarctica|arctic|balkans|caucasus|scandinavia|"
        "caribbean|atlanta|auckland|bakhmut|barcelona|boston|cape town|chicago|dubai|frankfurt|geneva|glasgow|graz|"
        "hamburg|istanbul|johannesburg|karachi|kharkiv|lagos|los angeles|lviv|mariupol|marseille|mecca|melbourne|"
        "milan|montreal|mumbai|munich|naples|new york|odesa|odessa|rio de janeiro|san francisco|shanghai|sydney|"
        "tel aviv|toronto|vancouver|wuhan|zurich|california|texas|florida|alaska|hawaii|ohio|virginia|michigan|"
        "arizona|nevada|oregon|colorado|pennsylvania|massachusetts|illinois|ontario|quebec".split("|")
    )
)
