"""English, for the finders."""

from .grammar import Grammar, roles, told

_VERBS = (
    r"said|says|stated|states|added|adds|noted|notes|stressed|stresses|underlined|underlines|underscored|underscores"
    r"|emphasi[sz]ed|emphasi[sz]es|highlighted|highlights|told|tells|informed|informs|announced|announces"
    r"|declared|declares"
    r"|explained|explains|recalled|recalls|pointed out|points out|observed|remarked|remarks|reiterated|reiterates"
    r"|reaffirmed|reaffirms|acknowledged|acknowledges|communicated|asserted|asserting|argued|argues|claimed|claims"
    r"|confirmed|confirms|maintained|maintains|affirmed|affirms|expressed|expresses|articulated|outlined|outlines"
    r"|believes|hoped|hopes|warned|warns|urged|urges|called|calls|welcomed|welcomes|praised|praises|thanked|thanks"
    r"|assured|assures|replied|responded|answered|concluded|continued|insisted|insists|suggested|suggests|proposed"
    r"|pledged|promised|vowed|reported|cautioned|mentioned|clarified|disclosed|revealed|opined|opines|commented"
    r"|condemned|appealed|conveyed|invited|appreciated|lauded|joked|admitted|conceded|recounted|quipped|testified"
)

EN = Grammar(
    language="en",
    titles=roles(
        {
            "ambassador|ambassador extraordinary and plenipotentiary|high commissioner": "ambassador",
            "envoy|special envoy|head of mission": "ambassador",
            "president|vice president|head of state": "president",
            "prime minister|deputy prime minister|premier|head of government": "premier",
            "foreign minister|deputy foreign minister": "minister",
            "minister|deputy minister|vice minister|minister of state|state minister": "minister",
            "secretary of state": "secretary",
            "secretary general|secretary|foreign secretary|undersecretary|permanent secretary"
            "|deputy secretary": "secretary",
            "consul general|consul|vice consul|honorary consul": "consul",
            "chargé d'affaires|charge d'affaires": "chargé",
            "speaker|deputy speaker": "speaker",
            "chairman|chairwoman|chairperson|chair|deputy chairman|deputy chair|vice chairman": "chair",
            "governor|deputy governor": "governor",
            "mayor|deputy mayor|akim": "mayor",
            "director general|director|deputy director|executive director|managing director|regional director"
            "|country director|artistic director|programme director": "director",
            "curator|chief curator|conductor|head coach|coach|editor|editor-in-chief|chief physician|architect"
            "|chief engineer|chief architect|captain": "director",
            "chief executive|chief executive officer|ceo": "director",
            "spokesman|spokeswoman|spokesperson|press secretary|press attaché": "spokesperson",
            "counsellor|counselor|attaché|first secretary|second secretary|third secretary"
            "|trade representative": "counsellor",
            "king|queen|prince|princess|crown prince|emperor": "monarch",
            "rector|vice rector|dean|chancellor|vice chancellor": "rector",
            "professor|academician": "professor",
            "general|lieutenant general|major general|colonel|admiral|commander|chief of staff": "general",
            "senator|deputy|commissioner|coordinator|representative|special representative": "representative",
            "head|deputy head|leader|president-elect": "head",
        }
    ),
    honorifics={
        "his excellency": "m",
        "her excellency": "f",
        "his majesty": "m",
        "her majesty": "f",
        "his highness": "m",
        "mr": "m",
        "mrs": "f",
        "ms": "f",
        "miss": "f",
        "dr": "",
        "prof": "",
        "sir": "m",
        "sister": "f",
        "father": "m",
        "lady": "f",
        "lord": "m",
        "h e": "",
        "he": "",
        "hon": "",
    },
    pronouns={"he": "m", "she": "f"},
    no_names=told(
        "a an the this that these those he she it we i they our his her their its my your us and but or nor for "
        "from with "
        "as after before of to by both no not all new first second third last next while when where who which what why "
        "how if then there here in on at during according since until under over into through between among against "
        "about above across along amid around because despite further furthermore however also moreover more most "
        "many several some such same other another each every any one two three four five six seven eight nine ten "
        "january february march april may june july august september october november december monday tuesday "
        "wednesday "
        "thursday friday saturday sunday today yesterday tomorrow question answer mr mrs ms dr excellency his her "
        "central south north east west northern southern eastern western asia europe eurasia africa america middle "
        "world sea ocean river lake corridor road street highway railway airport port province region city district "
        "day week month year agreement treaty convention charter protocol programme program project strategy plan law "
        "act constitution convocation election elections parliamentary presidential session summit briefing press "
        "media national international republic kingdom state states says said underlines highlights"
    ),
    particles=told("al el ul ur bin ibn de da di von van der den la le y"),
    links=told("of to for in at on"),
    body_words=told(
        "organization organisation union council association agency parliament senate ministry party bank fund center "
        "centre committee commission court university institute academy company corporation assembly chamber "
        "federation "
        "league alliance foundation authority embassy consulate secretariat commonwealth society airlines airways "
        "railways group consortium museum library theatre hospital college school bureau holding club board "
        "cross crescent "
        "confederation guild trust observatory office government shipyard shipyards clinic orchestra "
        "choir ballet opera "
        "gallery archive archives laboratory steelworks brewery newspaper gazette"
    ),
    lone_bodies=told("parliament senate"),
    body_links=told("of for on and the de"),
    kinds_of_body=(
        r"party|political party|faction|political faction|movement|company|corporation|firm|organi[sz]ation|agency|bank"
        r"|association|think tank|charity|foundation|university|institute|airline|newspaper|broadcaster"
        r"|news agency|fund"
        r"|group|union|operator|manufacturer|producer|body"
    ),
    verbs=_VERBS,
    events=(
        r"(?:(?:joint|weekly|special|background|video|online)\s+)?(?:media|press|news)\s+(?:briefing|conference"
        r"|breakfast|meeting|talk)"
        r"|press\s+talk|briefing|round\s*table|reception|ceremony|seminar|webinar|forum|exhibition|lecture|conference"
        r"|business\s+meeting|concert|interview|open\s+day|fair|symposium|workshop"
    ),
    elsewhere=r"(?:\w+\s+)?(?:address|speech|interview|article|message|lecture|telegram|letter|remarks)",
    aims=(
        r"\b(?:objective|objectives|target|targets|goal|goals|aim|aims|aimed|aiming|ambition|plans?\s+to|planned"
        r"|intends?\s+to"
        r"|seeks?\s+to|hopes?\s+to|expected\s+to|to\s+(?:reach|achieve|raise|bring|increase|double|expand"
        r"|attract)|will|would"
        r"|need\s+for|by\s+20\d\d|in\s+the\s+next)\b"
    ),
    portfolios=told(
        "foreign affairs trade industry commerce integration defence defense energy education culture finance health "
        "transport agriculture economy justice interior science tourism labour labor environment ecology information "
        "digital development investment planning sports youth water resources communications technology innovation "
        "external relations economic cooperation social protection security mines mining natural national internal "
        "public works housing women children religious emergency situations natural"
    ),
)
