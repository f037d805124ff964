"""Six more releases of the fictional mission, written and marked before any check was run on them.

`planted` is the truth, by hand. What the checks found in them at first is stated in docs/checks.md.
"""

from dataclasses import dataclass, field, replace

from releases.authoring.checks.context import Held, Registers
from tests.authoring.checks.contents import Content, content, statement, statistic
from tests.authoring.checks.ruritania import REGISTERS as _NAMES
from tests.authoring.checks.ruritania import Row

_AMBASSADOR = {
    "en": "Ambassador of Ruritania to Pakistan",
    "ru": "Посол Руритании в Пакистане",
    "kk": "Руританияның Пәкістандағы Елшісі",
    "ur": "پاکستان میں روریتانیا کے سفیر",
}
_QUEEN = {
    "en": "Queen of Ruritania",
    "ru": "Королева Руритании",
    "kk": "Руритания Патшайымы",
    "ur": "روریتانیا کی ملکہ",
}
_TRADE = {"en": "Minister of Trade", "ru": "Министр торговли", "kk": "Сауда министрі", "ur": "وزیر تجارت"}
_CONSUL = {"en": "Consul General in Karachi", "ru": "Генеральный консул в Карачи", "kk": "Карачидегі Бас консул"}
_CONSUL_UR = {**_CONSUL, "ur": "کراچی میں قونصل جنرل"}


def _held(titles: dict[str, str], since: str = "", until: str = "") -> Held:
    return Held(tuple(sorted(titles.items())), since, until)


_OFFICES = {
    "rassendyll": (_held(_AMBASSADOR, "2027-09"),),
    "flavia": (_held(_QUEEN, "2014"),),
    "sapt": (_held(_CONSUL_UR, "2024", "2029-12"), _held(_TRADE, "2030-01")),
}
REGISTERS = Registers([replace(row, offices=_OFFICES.get(row.slug, ())) for row in _NAMES.rows])


@dataclass(frozen=True)
class Issued:
    """`said` are (words, mode, who); `day` is when it was held."""

    language: str
    title: str
    summary: str
    html: str
    day: str
    figures: tuple[tuple[str, str, tuple[Row, ...]], ...] = ()
    said: tuple[tuple[str, str, str], ...] = ()
    planted: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def content(self) -> Content:
        cites = [
            statistic(*rows, language=self.language, title=title, summary=definition, number=50 + place)
            for place, (title, definition, rows) in enumerate(self.figures)
        ]
        cites += [statement(words, mode=mode, who=who, language=self.language) for words, mode, who in self.said]
        return content(
            language=self.language,
            title=self.title,
            summary=self.summary,
            html=self.html,
            cites=cites,
            facts={"held_on": {"date": self.day, "precision": "day"}},
        )


_WATER_EN = "Water knows no border, and neither should the people who look after it."
_ROAD_EN = "A road is finished on the day when the first child rides to school on it."
_WATER_RU = "Вода не знает границ, и люди, которые её берегут, тоже не должны их знать."
_SCHOOL_KK = "Біз бүгін мектеп емес, болашақтың есігін ашып отырмыз."
_TREE_UR = "جو درخت ہم آج لگا رہے ہیں، اس کے سائے میں ہمارے بچے بیٹھیں گے۔"

ISSUED: tuple[Issued, ...] = (
    Issued(
        "en",
        "Ruritania and Pakistan agree to share river data",
        "Ambassador Rudolf Rassendyll and the Federal Secretary for Water signed a memorandum in Lahore on Monday.",
        "<p>LAHORE, 11 March 2030 – The Embassy of Ruritania and the Ministry of Water Resources of Pakistan"
        " today signed"
        " a memorandum under which 36 gauging stations will report their levels every 15 minutes. The agreement runs"
        " until 2035 and costs EUR 4.8 million, of which Ruritania contributes EUR 3.1 million and Pakistan EUR 1.2"
        " million.</p>"
        "<p>“Water knows no border, and neither should the people who look after it,” said Ambassador"
        " Rassendyll at the"
        " ceremony in the Shalimar Hall, attended by some 140 guests.</p>"
        "<p>Trade Minister Karl-Johann Sapt, who joined by video from Strelsau, thanked both teams. He recalled"
        " that the"
        " first station had been set up in 1987. Ambassador Sapt also invited engineers to the Danube Week in"
        " May.</p>"
        "<h2>Next steps</h2><p>A joint working group of eight experts meets twice a year. The first 12 stations"
        " go online"
        " by 30 June; the target is to have all 36 running by the end of 2031.</p>"
        "<p>For inquiries: press@ruritania.example, +92 51 111 2222, Monday to Friday, 9:00–17:00.</p>",
        "2030-03-11",
        (
            (
                "Gauging stations",
                "Stations that report.",
                (("36", "1", "exact", "target"), ("12", "1", "exact", "target")),
            ),
            (
                "Costs of the river programme",
                "By who pays.",
                (
                    ("4800000", "EUR", "exact", "actual"),
                    ("3100000", "EUR", "exact", "actual"),
                    ("1200000", "EUR", "exact", "actual"),
                ),
            ),
            ("Guests", "Who came.", (("140", "person", "about", "actual"),)),
        ),
        ((_WATER_EN, "verbatim", "Rudolf Rassendyll"),),
        frozenset({("names.office", "Ambassador Sapt")}),
    ),
    Issued(
        "en",
        "Statement on the opening of the Zenda bypass",
        "Consul General Karl-Johann Sapt represented Ruritania at the opening of the road in November 2029.",
        "<p>The Government of Ruritania welcomes the opening of the 64-kilometre Zenda bypass on 4 November"
        " 2029. About"
        " 9,400 vehicles a day are expected to use it, a third of them lorries.</p>"
        "<p>“A road is finished on the day when the first child rides to school on it,” Queen Flavia Elphberg"
        " said in a"
        " message read at the ceremony.</p>"
        "<p>Consul General Karl-Johann Sapt noted that the toll of the old road had been high: 31 people lost their"
        " lives on it in 2028, 27 in 2027. The new road has cut the journey from 95 minutes to 40.</p>"
        "<p>Financing came from three sources:</p><ul><li>Union of Danubian States: 45 % of the"
        " cost</li><li>Royal Council of Ruritania: 35 %</li><li>Private investors: 30 %</li></ul>"
        "<p>Rudolf Rasendyll, the Ambassador in Islamabad, sent congratulations. The Union of Danubean States will"
        " publish the accounts.</p>",
        "2029-11-04",
        (
            ("Length", "Of the bypass.", (("64", "km", "exact", "actual"),)),
            ("Vehicles", "A day.", (("9400", "1", "about", "estimate"),)),
            ("Deaths", "On the old road.", (("31", "person", "exact", "actual"), ("27", "person", "exact", "actual"))),
            (
                "Financing",
                "Shares of the cost.",
                (
                    ("45", "percent", "exact", "actual"),
                    ("35", "percent", "exact", "actual"),
                    ("30", "percent", "exact", "actual"),
                ),
            ),
        ),
        ((_ROAD_EN, "written", "Rudolf Rassendyll"),),
        frozenset(
            {
                ("figures.untied", "a third"),
                ("figures.sums", "30 %"),
                ("quotes.speaker", "A road is finished on the day when the first child rides to school on it,"),
                ("names.people", "Rudolf Rasendyll"),
                ("names.organisations", "Union of Danubean States"),
            }
        ),
    ),
    Issued(
        "en",
        "Ruritanians abroad vote in Islamabad",
        "Turnout at the polling station of the Embassy was 58 percent.",
        "<p>On Sunday, 17 February 2030, the Embassy opened its polling station at 07:00. By 20:00, 1,276 of"
        " the 2,200"
        " citizens on the roll had cast their ballots, a turnout of 58 percent; in 2026 it was 51 percent.</p>"
        "<p>“It went calmly, and nobody waited for more than ten minutes,” an official of the Embassy said. Of"
        " the 1,276"
        " votes, 640 were for the Crown List, 402 for the Citizens and 251 for the Greens.</p>"
        "<p>Some 40 observers of the Union of Danubian States were present. Results from all 61 missions are expected"
        " on Tuesday. The threshold of 5 percent applies to all lists; the goal of 3,000 registered voters was"
        " missed.</p>",
        "2030-02-17",
        (
            (
                "Turnout at the Embassy",
                "Share of the roll.",
                (("58", "percent", "exact", "actual"), ("51", "percent", "exact", "actual")),
            ),
            (
                "Ballots",
                "Votes cast at the Embassy.",
                (
                    ("1276", "person", "exact", "actual"),
                    ("640", "1", "exact", "actual"),
                    ("402", "1", "exact", "actual"),
                    ("251", "1", "exact", "actual"),
                ),
            ),
            (
                "Roll",
                "Citizens on the electoral roll.",
                (("2200", "person", "exact", "actual"), ("3000", "person", "exact", "target")),
            ),
            ("Observers", "Of the Union.", (("40", "person", "about", "actual"),)),
        ),
        (),
        frozenset(
            {
                ("figures.sums", "1,276"),
                ("figures.untied", "61"),
                ("figures.untied", "5 percent"),
                ("quotes.words", "It went calmly, and nobody waited for more than ten minutes,"),
            }
        ),
    ),
    Issued(
        "ru",
        "Руритания передала Пакистану гидрологическое оборудование",
        "Церемония прошла в Лахоре 12 марта 2030 года с участием посла Рудольфа Рассендилла.",
        "<p>12 марта 2030 года Посол Руритании в Пакистане Рудольф Рассендилл передал Министерству водных ресурсов"
        " Пакистана 36 комплектов измерительного оборудования общей стоимостью 4,8 млн евро. На церемонии"
        " присутствовали около 140 гостей.</p>"
        "<p>«Вода не знает границ, и люди, которые её берегут, тоже не должны их знать», — сказал посол.</p>"
        "<p>Министр торговли Карл-Иоганн Сапт напомнил, что первый гидропост был открыт в 1987 году, и сообщил, что"
        " взаимная торговля достигла 500 млн долларов США. В 2029 году она составила 310 млн долларов США.</p>"
        "<p>Консул Карл-Иоганн Сапт вручил благодарственные письма. Королева Флавия Эльфберг направила приветствие"
        " участникам. До конца июня заработают 12 постов, остальные — в следующем году.</p>"
        "<p>Контакты для СМИ: press@ruritania.example, тел. +92 51 111 22 22, пн–пт с 9:00 до 17:00.</p>",
        "2030-03-12",
        (
            ("Гидропосты", "Посты.", (("36", "1", "exact", "actual"), ("12", "1", "exact", "target"))),
            ("Стоимость", "Оборудования.", (("4800000", "EUR", "exact", "actual"),)),
            ("Гости", "Кто пришёл.", (("140", "person", "about", "actual"),)),
            ("Торговля", "За год.", (("310000000", "USD", "exact", "actual"), ("500000000", "USD", "exact", "target"))),
        ),
        ((_WATER_RU, "verbatim", "Рудольф Рассендилл"),),
        frozenset({("figures.target", "500 млн долларов США"), ("names.office", "Консул Карл-Иоганн Сапт")}),
    ),
    Issued(
        "kk",
        "Карачиде руритан мектебі ашылды",
        "Салтанатты рәсімге Елші Рудольф Рассендилл мен қала әкімдігінің өкілдері қатысты.",
        "<p>2030 жылғы 2 ақпанда Карачи қаласында 360 оқушыға арналған мектеп ашылды. Құрылысқа 2,4 млн еуро"
        " жұмсалды,"
        " оның 1,8 млн еуросын Руритания бөлді.</p>"
        "<p>«Біз бүгін мектеп емес, болашақтың есігін ашып отырмыз», — деді Елші Рудольф Рассендилл.</p>"
        "<p>Сауда министрі Карл-Иоганн Сапт алғыс айтты. Сабақ күн сайын сағат 08:30-да басталады. Мектепте 24"
        " мұғалім"
        " жұмыс істейді, олардың 9-ы Руританиядан келген.</p>"
        "<p>Бұл — Дунай мемлекеттері одақтастығының қолдауымен салынған үшінші мектеп. Мақсат — 2035 жылға"
        " дейін оқушы"
        " санын 1000-ға жеткізу.</p>",
        "2030-02-02",
        (
            ("Оқушылар", "Орын саны.", (("360", "person", "exact", "actual"), ("1000", "person", "exact", "target"))),
            ("Құны", "Мектептің.", (("2400000", "EUR", "exact", "actual"), ("1800000", "EUR", "exact", "actual"))),
            ("Мұғалімдер", "Саны.", (("24", "person", "exact", "actual"),)),
        ),
        ((_SCHOOL_KK, "verbatim", "Рудольф Рассендилл"),),
        frozenset({("figures.untied", "9"), ("names.organisations", "Дунай мемлекеттері одақтастығы")}),
    ),
    Issued(
        "ur",
        "سفارت خانے نے شجرکاری مہم کا آغاز کیا",
        "سفیر روڈولف ریسنڈل نے اسلام آباد میں پہلا پودا لگایا۔",
        "<p>اسلام آباد، 5 مارچ 2030: سفارت خانہ روریتانیا نے آج 12 ہزار پودے لگانے کی مہم شروع کی۔ تقریب میں"
        " تقریباً 200"
        " طلبہ نے شرکت کی۔</p>"
        "<p>کارل یوہان ساپٹ نے کہا: “جو درخت ہم آج لگا رہے ہیں، اس کے سائے میں ہمارے بچے بیٹھیں گے۔”</p>"
        "<p>صدر روڈولف ریسنڈل نے سٹریلساؤ انسٹی ٹیوٹ برائے تجارت کا شکریہ ادا کیا، جس نے 85 لاکھ روپے کا عطیہ"
        " دیا۔ ہدف یہ ہے"
        " کہ 2032 تک 1 لاکھ پودے لگائے جائیں۔ وزیر تجارت کارل یوہان ساپٹ بھی موجود تھے۔</p>"
        "<p>رابطہ: press@ruritania.example، فون 2222 111 51 92+، پیر تا جمعہ، صبح 9:00 سے شام 5:00 بجے تک۔</p>",
        "2030-03-05",
        (
            ("پودے", "مہم کے پودے۔", (("12000", "1", "exact", "target"), ("100000", "1", "exact", "target"))),
            ("طلبہ", "شرکا۔", (("200", "person", "about", "actual"),)),
            ("عطیہ", "روپے میں۔", (("8500000", "PKR", "exact", "actual"),)),
        ),
        ((_TREE_UR, "verbatim", "روڈولف ریسنڈل"),),
        frozenset(
            {
                ("quotes.speaker", "جو درخت ہم آج لگا رہے ہیں، اس کے سائے میں ہمارے بچے بیٹھیں گے۔"),
                ("names.office", "صدر روڈولف ریسنڈل"),
            }
        ),
    ),
)
