"""Ten releases of a second fictional mission, each in four languages, written and marked before any check read them.

`planted` is the truth, by hand: (check, passage) by language; what is compared with the source is compared with the
English. What the checks found in them at first is stated in docs/checks.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from releases.authoring.checks.context import Held, Named, Registers
from tests.authoring.checks.contents import Content, body, content, statement, statistic
from tests.authoring.checks.ruritania import Row

LANGUAGES = ("en", "ru", "kk", "ur")
PLACES = {
    "en": ("Aldavia", "Pakistan"),
    "ru": ("Алдавия", "Пакистан"),
    "kk": ("Алдавия", "Пәкістан"),
    "ur": ("الداویہ", "پاکستان"),
}


def _held(since: str, until: str = "", **titles: str) -> Held:
    return Held(tuple(sorted(titles.items())), since, until)


def _person(slug: str, *offices: Held, **names: str) -> Named:
    return Named(slug, "person", tuple(sorted(names.items())), offices=offices)


_COUNCIL = {
    "en": "Amber Sea Council",
    "ru": "Совет Янтарного моря",
    "kk": "Янтарь теңізі кеңесі",
    "ur": "عنبر سمندر کونسل",
}
_FORUM = {
    "en": "Amber Sea Forum",
    "ru": "Форум Янтарного моря",
    "kk": "Янтарь теңізі форумы",
    "ur": "عنبر سمندر فورم",
}
_SEISMOLOGY = {
    "en": "Aldavian Institute of Seismology",
    "ru": "Алдавийский институт сейсмологии",
    "kk": "Алдавия сейсмология институты",
    "ur": "الداویہ انسٹی ٹیوٹ آف سیسمالوجی",
}
REGISTERS = Registers(
    [
        _person(
            "verhelyi",
            _held(
                "2028-03",
                en="Ambassador of Aldavia to Pakistan",
                ru="Посол Алдавии в Пакистане",
                kk="Алдавияның Пәкістандағы Елшісі",
                ur="پاکستان میں الداویہ کے سفیر",
            ),
            en="Tomas Verhelyi",
            ru="Томаш Верхели",
            kk="Томаш Верхели",
            ur="توماش ورہیلی",
        ),
        _person(
            "brandt",
            _held(
                "2027-01",
                en="Minister of Foreign Affairs",
                ru="Министр иностранных дел",
                kk="Сыртқы істер министрі",
                ur="وزیر خارجہ",
            ),
            _held(
                "2023-05",
                "2026-12",
                en="Minister of Energy",
                ru="Министр энергетики",
                kk="Энергетика министрі",
                ur="وزیر توانائی",
            ),
            en="Anna-Lucia Brandt",
            ru="Анна-Лючия Брандт",
            kk="Анна-Лючия Брандт",
            ur="اینا لوسیا برانڈٹ",
        ),
        _person(
            "osterlund",
            _held(
                "2025-06",
                en="President of Aldavia",
                ru="Президент Алдавии",
                kk="Алдавия Президенті",
                ur="الداویہ کی صدر",
            ),
            en="Signe Osterlund",
            ru="Сигне Остерлунд",
            kk="Сигне Остерлунд",
            ur="سگنے اوسٹرلنڈ",
        ),
        body("council", _COUNCIL),
        body("forum", _FORUM, _COUNCIL, "2015-06"),
        body("seismology", _SEISMOLOGY),
    ]
)


@dataclass(frozen=True)
class Issued:
    """One release: paragraphs by language; figures in all; `said` are (words, mode, who) by language."""

    day: str
    texts: Mapping[str, tuple[str, ...]]
    figures: tuple[Row, ...] = ()
    said: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    planted: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def contents(self) -> list[Content]:
        return [self._content(language) for language in LANGUAGES]

    def _content(self, language: str) -> Content:
        cites = [statistic(*self.figures, language=language)] if self.figures else []
        cites += [
            statement(words, mode=mode, who=who, language=language) for words, mode, who in self.said.get(language, ())
        ]
        return content(
            language=language,
            title="—",
            summary="—",
            html="".join(f"<p>{paragraph}</p>" for paragraph in self.texts[language]),
            cites=cites,
            facts={"held_on": {"date": self.day, "precision": "day"}},
        )


ISSUED: tuple[Issued, ...] = (
    Issued(
        "2030-02-18",
        {
            "en": (
                "ISLAMABAD, 18 February 2030 – Ambassador Tomas Verhelyi briefed the media on the parliamentary"
                " elections held in Aldavia on Sunday. Turnout was 61 percent: 4.2 million citizens voted. Some 300"
                " observers from 24 countries followed the vote.",
                "“Every ballot was counted in public, and every protocol can be read by anyone,” the Ambassador said."
                " The Ninth Convocation of the Assembly will meet in March.",
            ),
            "ru": (
                "ИСЛАМАБАД, 18 февраля 2030 года. Посол Томаш Верхели рассказал журналистам о парламентских выборах,"
                " прошедших в Алдавии в воскресенье. Явка составила 61 процент: проголосовали 4,2 млн граждан. За"
                " выборами следили 300 наблюдателей из 24 стран.",
                "«Каждый бюллетень подсчитан публично, и каждый протокол может прочесть любой», — сказал посол."
                " Ассамблея девятого созыва соберётся в марте.",
            ),
            "kk": (
                "ИСЛАМАБАД, 2030 жылғы 18 ақпан. Елші Томаш Верхели журналистерге жексенбіде Алдавияда өткен"
                " парламенттік сайлау туралы айтып берді. Сайлауға қатысу деңгейі 16 пайыз болды: 4,2 млн азамат"
                " дауыс"
                " берді. Дауыс беруді 24 елден келген 300-ге жуық бақылаушы қадағалады.",
                "«Әрбір бюллетень көпшілік алдында саналды, ал хаттаманы кез келген адам оқи алады», — деді Елші."
                " Тоғызыншы шақырылым Ассамблеясы наурызда жиналады.",
            ),
            "ur": (
                "اسلام آباد، 18 فروری 2030: سفیر توماش ورہیلی نے میڈیا کو الداویہ میں اتوار کو ہونے والے پارلیمانی"
                " انتخابات کے بارے میں بریفنگ دی۔ ٹرن آؤٹ 61 فیصد رہا: 42 لاکھ شہریوں نے ووٹ ڈالے۔ 24 ممالک کے"
                " تقریباً"
                " 300 مبصرین نے ووٹنگ کا مشاہدہ کیا۔",
                "“ہر ووٹ سب کے سامنے گنا گیا اور ہر پروٹوکول کوئی بھی پڑھ سکتا ہے،” سفیر نے کہا۔ نویں کانووکیشن کی"
                " اسمبلی مارچ میں اجلاس کرے گی۔",
            ),
        },
        (
            ("61", "percent", "exact", "actual"),
            ("4200000", "person", "exact", "actual"),
            ("300", "person", "about", "actual"),
        ),
        {
            "en": (
                (
                    "Every ballot was counted in public, and every protocol can be read by anyone.",
                    "verbatim",
                    "Tomas Verhelyi",
                ),
            ),
            "ru": (
                (
                    "Каждый бюллетень подсчитан публично, и каждый протокол может прочесть любой.",
                    "verbatim",
                    "Томаш Верхели",
                ),
            ),
            "kk": (
                (
                    "Әрбір бюллетень көпшілік алдында саналды, ал хаттаманы кез келген адам оқи алады.",
                    "verbatim",
                    "Томаш Верхели",
                ),
            ),
            "ur": (("ہر ووٹ سب کے سامنے گنا گیا اور ہر پروٹوکول کوئی بھی پڑھ سکتا ہے۔", "verbatim", "توماش ورہیلی"),),
        },
        {
            "en": frozenset({("figures.untied", "24")}),
            "ru": frozenset(
                {("figures.untied", "24"), ("figures.qualifier", "300"), ("languages.figures", "300")},
            ),
            "kk": frozenset(
                {("figures.untied", "24"), ("figures.untied", "16 пайыз"), ("languages.figures", "16 пайыз")}
            ),
            "ur": frozenset({("figures.untied", "24")}),
        },
    ),
    Issued(
        "2030-03-05",
        {
            "en": (
                "Trade between Aldavia and Pakistan rose from $320 million in 2028 to $360 million in 2029, that"
                " is by"
                " 12.5 percent, Foreign Minister Anna Lucia Brandt told the Joint Commission at its seventh session.",
                "Both sides aim to bring it to at least $1 billion by 2035. A delegation of 85 entrepreneurs, two"
                " thirds of them first-time visitors, will stay in Karachi for three days. The Minister thanked the"
                " Amber Sea Council for its support.",
            ),
            "ru": (
                "Товарооборот между Алдавией и Пакистаном вырос с 320 млн долларов США в 2028 году до 360 млн"
                " долларов"
                " США в 2029 году, то есть на 15 процентов, сообщила министр иностранных дел Анна-Лючия Брандт на"
                " седьмом заседании Совместной комиссии.",
                "Стороны намерены довести его как минимум до 1 млрд долларов к 2035 году. Делегация из 85"
                " предпринимателей, две трети которых приехали впервые, пробудет в Карачи три дня. Министр"
                " поблагодарила"
                " Совет Янтарного моря за поддержку.",
            ),
            "kk": (
                "Алдавия мен Пәкістан арасындағы тауар айналымы 2028 жылғы 320 млн АҚШ долларынан 2029 жылы 360"
                " млн АҚШ"
                " долларына дейін, яғни 12,5 пайызға өсті, деп мәлімдеді Сыртқы істер министрі Анна-Лючия Брандт"
                " Бірлескен комиссияның жетінші отырысында.",
                "Былтыр ол кемінде 1 млрд долларға жетті. Үштен екісі алғаш рет келген 85 кәсіпкерден тұратын"
                " делегация"
                " Карачиде үш күн болады. Министр Янтарь теңізі кеңесіне қолдауы үшін алғыс айтты.",
            ),
            "ur": (
                "الداویہ اور پاکستان کے درمیان تجارت 2028 میں 32 کروڑ ڈالر سے بڑھ کر 2029 میں 36 کروڑ ڈالر ہو"
                " گئی، یعنی"
                " 12.5 فیصد اضافہ ہوا، وزیر خارجہ اینا لوسیا برانڈٹ نے مشترکہ کمیشن کے ساتویں اجلاس میں بتایا۔",
                "دونوں فریق 2035 تک اسے کم از کم 1 ارب ڈالر تک لے جانا چاہتے ہیں۔ 58 کاروباری افراد کا وفد، جن"
                " میں سے دو"
                " تہائی پہلی بار آئے ہیں، تین دن کراچی میں رہے گا۔ وزیر نے عنبر سمندر کونسل کی حمایت کا شکریہ"
                " ادا کیا۔",
            ),
        },
        (
            ("320000000", "USD", "exact", "actual"),
            ("360000000", "USD", "exact", "actual"),
            ("12.5", "percent", "exact", "actual"),
            ("1000000000", "USD", "at_least", "target"),
            ("85", "person", "exact", "actual"),
        ),
        {},
        {
            "en": frozenset({("names.people", "Anna Lucia Brandt"), ("figures.untied", "two thirds")}),
            "ru": frozenset(
                {
                    ("figures.untied", "15 процентов"),
                    ("figures.arithmetic", "15 процентов"),
                    ("languages.figures", "15 процентов"),
                    ("figures.untied", "две трети"),
                }
            ),
            "kk": frozenset({("figures.target", "1 млрд долларға"), ("figures.untied", "Үштен екісі")}),
            "ur": frozenset(
                {("figures.untied", "58"), ("languages.figures", "58"), ("figures.untied", "دو تہائی")},
            ),
        },
    ),
    Issued(
        "2030-05-06",
        {
            "en": (
                "Aldavia has sent 40 tonnes of relief goods to Gilgit after the earthquake of 2 May. The consignment,"
                " worth EUR 2.5 million, left Vell airport on six flights.",
                "A team of 120 rescuers with eight dogs has been working in the Hunza valley since 3 May, 18 hours a"
                " day. According to the Aldavian Institute of Seismology, the magnitude was 6.7.",
                "“We came as neighbours, not as guests,” Ambassador Tomas Verhelyi said in Gilgit on 5 May.",
            ),
            "ru": (
                "После землетрясения 2 мая Алдавия направила в Гилгит 40 тонн гуманитарной помощи. Груз"
                " стоимостью 2,5"
                " млн евро отправлен из аэропорта Велл шестью рейсами.",
                "Группа из 120 спасателей с восемью собаками работает в долине Хунза с 3 мая по 18 часов в сутки. По"
                " данным Алдавского института сейсмологии, магнитуда составила 6,7.",
                "«Мы пришли как соседи, а не как гости», — сказал Посол Томаш Верхели в Гилгите 5 мая.",
            ),
            "kk": (
                "2 мамырдағы жер сілкінісінен кейін Алдавия Гилгитке 40 тонна гуманитарлық көмек жіберді. Құны"
                " 2,5 млн"
                " еуро жүк Велл әуежайынан алты рейспен жөнелтілді.",
                "120 құтқарушыдан тұратын топ сегіз итпен Хунза алқабында 3 мамырдан бері тәулігіне 18 сағат жұмыс"
                " істеуде. Алдавия сейсмология институтының мәліметінше, магнитудасы 6,7 болды.",
                "«Біз қонақ емес, көрші болып келдік», — деді Елші Анна-Лючия Брандт Гилгитте 5 мамырда.",
            ),
            "ur": (
                "2 مئی کے زلزلے کے بعد الداویہ نے گلگت کے لیے 40 ٹن امدادی سامان بھیجا۔ 25 لاکھ یورو مالیت کا یہ"
                " سامان ویل"
                " ہوائی اڈے سے چھ پروازوں پر روانہ ہوا۔",
                "A team of 120 rescuers with eight dogs has been working in the Hunza valley since 3 May, 18 hours a"
                " day. According to the Aldavian Institute of Seismology, the magnitude was 6.7.",
                "“ہم مہمان نہیں، ہمسائے بن کر آئے ہیں،” سفیر توماش ورہیلی نے 5 مئی کو گلگت میں کہا۔",
            ),
        },
        (
            ("40", "t", "exact", "actual"),
            ("2500000", "EUR", "exact", "actual"),
            ("120", "person", "exact", "actual"),
        ),
        {
            "en": (("We came as neighbours, not as guests.", "verbatim", "Tomas Verhelyi"),),
            "ru": (("Мы пришли как соседи, а не как гости.", "verbatim", "Томаш Верхели"),),
            "kk": (("Біз қонақ емес, көрші болып келдік.", "verbatim", "Томаш Верхели"),),
            "ur": (("ہم مہمان نہیں، ہمسائے بن کر آئے ہیں۔", "verbatim", "توماش ورہیلی"),),
        },
        {
            "en": frozenset({("figures.untied", "6.7")}),
            "ru": frozenset({("figures.untied", "6,7"), ("names.organisations", "Алдавского института сейсмологии")}),
            "kk": frozenset(
                {
                    ("figures.untied", "6,7"),
                    ("names.office", "Елші Анна-Лючия Брандт"),
                    ("quotes.speaker", "Біз қонақ емес, көрші болып келдік"),
                }
            ),
            "ur": frozenset(
                {
                    ("figures.untied", "6.7"),
                    (
                        "languages.untranslated",
                        "A team of 120 rescuers with eight dogs has been working in the Hunza valley since 3 May, 18"
                        " hours a day. According to the Aldavian Institute of Seismology, the magnitude was 6.7.",
                    ),
                }
            ),
        },
    ),
    Issued(
        "2030-09-14",
        {
            "en": (
                "The Days of Aldavian Culture opened in Lahore on Saturday. Over a thousand people heard a"
                " concert of 35"
                " musicians; 1,200 free tickets had been gone within two hours.",
                "President Signe Osterlund wrote to the audience: “Culture is the only baggage that no one can take"
                " away from you.” The ‘Night of Poets’ follows on 16 September at 7 p.m.",
            ),
            "ru": (
                "В субботу в Лахоре открылись Дни алдавийской культуры. Концерт 35 музыкантов слушали более тысячи"
                " человек; 1200 бесплатных билетов разошлись за два часа.",
                "Посол Томаш Верхели отметил, что «музыка давно объединяет народы двух стран». «Ночь поэтов»"
                " состоится"
                " 16 сентября в 19:00.",
            ),
            "kk": (
                "Сенбіде Лахорда Алдавия мәдениетінің күндері ашылды. 35 музыканттың концертін мыңнан астам адам"
                " тыңдады; 1200 тегін билет екі сағат ішінде таратылды.",
                "Елші Томаш Верхели былай деді: «Мәдениет — сізден ешкім тартып ала алмайтын жалғыз жүк». «Ақындар"
                " түні» 16 қыркүйекте сағат 19:00-де өтеді.",
            ),
            "ur": (
                "ہفتے کو لاہور میں الداوی ثقافت کے ایام کا آغاز ہوا۔ ایک ہزار سے زائد لوگوں نے 35 موسیقاروں کا کنسرٹ"
                " سنا؛ 1,200 مفت ٹکٹ دو گھنٹوں میں ختم ہو گئے۔",
                "صدر سگنے اوسٹرلنڈ نے حاضرین کے نام لکھا: “ثقافت وہ واحد سامان ہے جو کوئی آپ سے چھین نہیں سکتا۔”"
                " ‘شاعروں"
                " کی رات’ 16 ستمبر کو شام 7 بجے ہوگی۔",
            ),
        },
        (
            ("1000", "person", "more_than", "actual"),
            ("35", "person", "exact", "actual"),
            ("1200", "1", "exact", "actual"),
        ),
        {
            "en": (("Culture is the only luggage that nobody can take away from you.", "written", "Signe Osterlund"),),
            "ru": (("Музыка давно объединяет народы двух стран.", "paraphrase", "Томаш Верхели"),),
            "kk": (("Мәдениет — сізден ешкім тартып ала алмайтын жалғыз жүк.", "written", "Сигне Остерлунд"),),
            "ur": (("ثقافت وہ واحد سامان ہے جو کوئی آپ سے چھین نہیں سکتا۔", "written", "سگنے اوسٹرلنڈ"),),
        },
        {
            "en": frozenset({("quotes.words", "Culture is the only baggage that no one can take away from you.")}),
            "ru": frozenset({("quotes.paraphrase", "музыка давно объединяет народы двух стран")}),
            "kk": frozenset({("quotes.speaker", "Мәдениет — сізден ешкім тартып ала алмайтын жалғыз жүк")}),
        },
    ),
    Issued(
        "2030-06-20",
        {
            "en": (
                "The wind and solar park at Gharo is to reach 450 MW in 2033, of which 300 MW wind and 150 MW"
                " solar. It"
                " will cost about $1.1 billion, as agreed with the Amber Sea Forum.",
                "More than 2,000 jobs are planned. The first stage is due in the fourth quarter of 2031.",
            ),
            "ru": (
                "Мощность ветро-солнечного парка в Гаро должна достичь в 2033 году 450 МВт, из них 300 МВт —"
                " ветер и 250"
                " МВт — солнце. Он обойдётся примерно в 1,1 млрд долларов, как согласовано с Советом Янтарного моря.",
                "Планируется создать более 2 тыс. рабочих мест. Первая очередь ожидается в IV квартале 2031 года.",
            ),
            "kk": (
                "Гародағы жел-күн паркінің қуаты 2033 жылы 450 МВт-қа жетуі тиіс, оның 300 МВт-ы жел, 150 МВт-ы күн."
                " Янтарь теңізі кеңесімен келісілгендей, оның құны шамамен 1,1 млрд доллар болады.",
                "Бірінші кезегі 2031 жылдың төртінші тоқсанында күтіледі.",
            ),
            "ur": (
                "گھارو میں ہوا اور شمسی توانائی کے پارک کی صلاحیت 2033 میں 450 کلوواٹ تک پہنچنی ہے، جس میں سے"
                " 300 میگاواٹ"
                " ہوا سے اور 150 میگاواٹ سورج سے ہوگی۔ اس پر تقریباً 1.1 ارب ڈالر لاگت آئے گی، جیسا کہ عنبر"
                " سمندر کونسل کے"
                " ساتھ طے پایا۔",
                "2,000 سے زائد ملازمتوں کا منصوبہ ہے۔ پہلا مرحلہ 2031 کی چوتھی سہ ماہی میں متوقع ہے۔",
            ),
        },
        (
            ("450", "MW", "exact", "target"),
            ("300", "MW", "exact", "target"),
            ("150", "MW", "exact", "target"),
            ("1100000000", "USD", "about", "estimate"),
            ("2000", "1", "more_than", "target"),
        ),
        {},
        {
            "en": frozenset({("names.organisations", "Amber Sea Forum")}),
            "ru": frozenset(
                {
                    ("figures.untied", "250 МВт"),
                    ("figures.sums", "450 МВт"),
                    ("languages.figures", "250 МВт"),
                }
            ),
            "kk": frozenset({("languages.figures", "")}),
            "ur": frozenset({("figures.untied", "450 کلوواٹ"), ("languages.figures", "450 کلوواٹ")}),
        },
    ),
    Issued(
        "2030-03-20",
        {
            "en": (
                "From 1 April 2030, the Consular Section of the Embassy of Aldavia will accept applications online,"
                " seven days a week. The fee will be TK rupees.",
                "In 2029 it issued around 18,000 visas, one in five of them to students. Waiting times fell from ten"
                " days to four.",
            ),
            "ru": (
                "С 1 апреля 2030 года консульский отдел Посольства Алдавии будет принимать заявления онлайн семь"
                " дней в"
                " неделю. Сбор составит 12 тыс. рупий.",
                "В 2029 году выдано около 18 тысяч виз, каждая пятая — студентам. Срок ожидания сократился с десяти"
                " дней до четырёх.",
            ),
            "kk": (
                "2030 жылғы 1 мамырдан бастап Алдавия Елшілігінің консулдық бөлімі өтініштерді аптасына жеті күн"
                " онлайн"
                " қабылдайды.",
                "2029 жылы 18 мыңға жуық виза берілді, олардың бестен бірі студенттерге. Күту мерзімі он күннен төрт"
                " күнге дейін қысқарды.",
            ),
            "ur": (
                "یکم اپریل 2030 سے الداویہ کے سفارت خانے کا قونصلر سیکشن ہفتے میں سات دن آن لائن درخواستیں وصول"
                " کرے گا۔",
                "2029 میں تقریباً 18 ہزار ویزے جاری کیے گئے، جن میں سے ہر پانچواں طلبہ کو ملا۔ بہتر انتظامات سے"
                " انتظار کی"
                " مدت دس دن سے چار دن ہو گئی۔",
            ),
        },
        (("18000", "1", "about", "actual"), ("20", "percent", "exact", "actual")),
        {},
        {
            "en": frozenset({("placeholders", "TK")}),
            "ru": frozenset({("figures.untied", "12 тыс. рупий"), ("languages.figures", "12 тыс. рупий")}),
            "kk": frozenset({("languages.figures", "2030 жылғы 1 мамырдан")}),
        },
    ),
    Issued(
        "2030-10-02",
        {
            "en": (
                "Aldavia and Pakistan mark thirty-five years of diplomatic relations, established on 2 October 1995."
                " President Signe Osterlund and former Energy Minister Anna-Lucia Brandt laid the foundation in 2025:"
                " 12 agreements are in force today.",
                "The Ambassador, Tomas Verhelyi, invites everyone to the reception in Hall 3, Diplomatic"
                " Enclave, House"
                " 14, Street 5.",
            ),
            "ru": (
                "Алдавия и Пакистан отмечают тридцать пять лет дипломатических отношений, установленных 2"
                " октября 1995"
                " года. Президент Сигне Остерлунт и тогдашний министр энергетики Анна-Лючия Брандт заложили основу в"
                " 2025 году: сегодня действуют двенадцать соглашений.",
                "Посол Томаш Верхели приглашает всех на приём в зале 3, Дипломатический анклав, дом 14, улица 5.",
            ),
            "kk": (
                "Алдавия мен Пәкістан 1995 жылғы 2 қазанда орнатылған дипломатиялық қатынастардың отыз бес"
                " жылдығын атап"
                " өтуде. Президент Сигне Остерлундтың және сол кездегі энергетика министрі Анна-Лючия Брандттың"
                " бастамасы 2025 жылы негіз қалады: бүгінде 12 келісім күшінде.",
                "Елші Томаш Верхели баршаңызды Дипломатиялық анклав, 14-үй, 5-көше, 3-залдағы қабылдауға шақырады.",
            ),
            "ur": (
                "الداویہ اور پاکستان 2 اکتوبر 1995 کو قائم ہونے والے سفارتی تعلقات کے پینتیس سال منا رہے ہیں۔"
                " صدر سگنے"
                " آسٹرلنڈ اور اس وقت کی وزیر توانائی اینا لوسیا برانڈٹ نے 2025 میں بنیاد رکھی: آج بارہ معاہدے"
                " نافذ ہیں۔",
                "سفیر توماش ورہیلی سب کو ہال 3، ڈپلومیٹک انکلیو، مکان 14، گلی 5 میں استقبالیے کی دعوت دیتے ہیں۔",
            ),
        },
        (("12", "1", "exact", "actual"),),
        {},
        {
            "ru": frozenset({("names.people", "Сигне Остерлунт")}),
            "ur": frozenset({("names.people", "سگنے آسٹرلنڈ")}),
        },
    ),
    Issued(
        "2030-11-07",
        {
            "en": (
                "Ald\u0430via will deliver 1.5 million doses of vaccine to Pakistan by year’s end, up to 40"
                " percent of them"
                " for children under five.",
                "Cooperation in COVID-19 research goes back to 2021. The agreement was signed at 3 p.m. in the"
                " presence"
                " of the two Health Ministers.",
            ),
            "ru": (
                "Алдавия до конца года поставит Пакистану 1,5 млн доз вакцины, до 40 процентов из них — для детей до"
                " пяти лет.",
                "Сотрудничество в исследованиях COVID-19 ведётся с 2021 года. \u0421o\u0433лашение подписано в"
                " 15:00 в"
                " присутствии двух министров здравоохранения.",
            ),
            "kk": (
                "Алдавия жыл соңына дейін Пәкістанға 1,5 миллион доза вакцина жеткізеді, оның 40 пайызына дейіні бес"
                " жасқа дейінгі балаларға арналған.",
                "COVID-19 зерттеулеріндегі ынтымақтастық 2021 жылдан бері жалғасуда. Кел\u0069с\u0069м екі Денсаулық"
                " сақтау министрінің қатысуымен сағат 15:00-де қол қойылды.",
            ),
            "ur": (
                "الداویہ سال کے آخر تک پاکستان کو ویکسین کی 15 لاکھ خوراکیں فراہم کرے گا، جن میں سے 40 فیصد تک"
                " پانچ سال سے"
                " کم عمر بچوں کے لیے ہوں گی۔",
                "کووڈ 19 پر تحقیق میں تعاون 2021 سے جاری ہے۔ معاہدے پر سہ پہر \u202e3\u202c بجے دونوں وزرائے صحت"
                " کی موجودگی میں"
                " دستخط ہوئے۔",
            ),
        },
        (("1500000", "1", "exact", "target"), ("40", "percent", "at_most", "target")),
        {},
        {
            "en": frozenset({("languages.marks", "Ald\u0430via")}),
            "ru": frozenset({("languages.marks", "\u0421o\u0433лашение")}),
            "kk": frozenset({("languages.marks", "Кел\u0069с\u0069м")}),
            "ur": frozenset({("languages.marks", "")}),
        },
    ),
    Issued(
        "2030-08-12",
        {
            "en": (
                "The Solidarity Fund of Aldavia has paid out PKR 750 million since January: 45 percent went to"
                " schools,"
                " 35 percent to hospitals and 30 percent to roads. Some 60,000 families, or roughly a quarter of a"
                " million people, benefited.",
                "In Sindh alone, not fewer than 90 villages were reached. The share of girls among pupils grew by 3.5"
                " percentage points, from 41 to 44.5 percent.",
            ),
            "ru": (
                "С января Фонд солидарности Алдавии выплатил 750 млн пакистанских рупий: 45 процентов пошло на"
                " школы, 35"
                " процентов — на больницы и 30 процентов — на дороги. Помощь получили около 60 тысяч семей, то есть"
                " примерно четверть миллиона человек.",
                "Только в Синде охвачено не менее 90 деревень. Доля девочек среди учащихся выросла на 3,5 процентного"
                " пункта — с 41 до 44,5 процента.",
            ),
            "kk": (
                "Қаңтардан бері Алдавияның Ынтымақ қоры 750 млн пәкістан рупиясын төледі: 45 пайызы мектептерге, 35"
                " пайызы ауруханаларға, 30 пайызы жолдарға жұмсалды. 60 мыңға жуық отбасы, яғни шамамен ширек"
                " миллион адам"
                " көмек алды.",
                "Тек Синдтің өзінде кемінде 90 ауыл қамтылды. Оқушылар арасындағы қыздардың үлесі 41 пайыздан 44,5"
                " пайызға, яғни 3,5 пайыздық тармаққа өсті.",
            ),
            "ur": (
                "جنوری سے الداویہ کے یکجہتی فنڈ نے 75 کروڑ روپے ادا کیے: 45 فیصد سکولوں پر، 35 فیصد ہسپتالوں پر"
                " اور 30 فیصد"
                " سڑکوں پر خرچ ہوئے۔ تقریباً 60 ہزار خاندان، یعنی لگ بھگ ڈھائی لاکھ افراد مستفید ہوئے۔",
                "صرف سندھ میں کم از کم 90 دیہات تک رسائی ہوئی۔ طلبہ میں لڑکیوں کا حصہ 3.5 فیصد پوائنٹس بڑھ کر 41"
                " سے 44.5"
                " فیصد ہو گیا۔",
            ),
        },
        (
            ("750000000", "PKR", "exact", "actual"),
            ("45", "percent", "exact", "actual"),
            ("35", "percent", "exact", "actual"),
            ("30", "percent", "exact", "actual"),
            ("60000", "1", "about", "actual"),
            ("250000", "person", "about", "actual"),
            ("90", "1", "at_least", "actual"),
            ("3.5", "pp", "exact", "actual"),
            ("41", "percent", "exact", "actual"),
            ("44.5", "percent", "exact", "actual"),
        ),
        {},
        {
            "en": frozenset({("figures.arithmetic", "30 percent")}),
            "ru": frozenset({("figures.arithmetic", "30 процентов")}),
            "kk": frozenset({("figures.arithmetic", "30 пайызы")}),
            "ur": frozenset({("figures.arithmetic", "30 فیصد")}),
        },
    ),
    Issued(
        "2030-04-09",
        {
            "en": (
                "Young people aged 18 to 35 from Aldavia and Pakstan may apply for 50 scholarships until"
                " midnight on 31"
                " May. The programme costs US$ 1.25m a year and covers fees, housing and two flights.",
                "The jury of seven meets in June; more than half of the places are reserved for women. For questions:"
                " +92 51 555 0101 or study@aldavia.example, room 12, 9:30–16:00.",
            ),
            "ru": (
                "Молодые люди от 18 до 35 лет из Алдавиа и Пакистана могут подать заявки на 50 стипендий до"
                " полуночи 31"
                " мая. Программа стоит 1,25 млн долл. США в год и покрывает обучение, жильё и два перелёта.",
                "Жюри из семи человек соберётся в июне; более половины мест отведено женщинам. Вопросы: +92 51"
                " 555 0101"
                " или study@aldavia.example, кабинет 12, 9:30–16:00.",
            ),
            "kk": (
                "Алдавия мен Пакістаннан 18 бен 35 жас аралығындағы жастар 50 стипендияға 31 мамыр түн ортасына дейін"
                " өтініш бере алады. Бағдарлама жылына 1,25 млн АҚШ долларын құрайды және оқу ақысын, баспананы, екі"
                " ұшуды өтейді.",
                "Жеті адамнан тұратын қазылар алқасы маусымда жиналады; орындардың жартысынан астамы әйелдерге"
                " берілген."
                " Сұрақтар: +92 51 555 0101 немесе study@aldavia.example, 12-бөлме, 9:30–16:00.",
            ),
            "ur": (
                "الداویہ اور پاکستن کے 18 سے 35 سال کے نوجوان 31 مئی کی آدھی رات تک 50 وظائف کے لیے درخواست دے"
                " سکتے ہیں۔"
                " پروگرام پر سالانہ 12 لاکھ 50 ہزار امریکی ڈالر خرچ ہوتے ہیں اور اس میں فیس، رہائش اور دو"
                " پروازیں شامل ہیں۔",
                "سات رکنی جیوری جون میں اجلاس کرے گی؛ نصف سے زائد نشستیں خواتین کے لیے مخصوص ہیں۔ سوالات کے لیے:"
                " 0101 555"
                " 51 92+ یا study@aldavia.example، کمرہ 12، صبح 9:30 سے شام 4:00 بجے تک۔",
            ),
        },
        (
            ("50", "1", "exact", "actual"),
            ("1250000", "USD", "exact", "actual"),
            ("50", "percent", "more_than", "actual"),
        ),
        {},
        {
            "en": frozenset({("names.places", "Pakstan")}),
            "ru": frozenset({("names.places", "Алдавиа")}),
            "kk": frozenset({("names.places", "Пакістаннан")}),
            "ur": frozenset({("names.places", "پاکستن")}),
        },
    ),
)
