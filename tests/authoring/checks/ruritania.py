"""Releases of a fictional mission, as press officers write them, with what is wrong in each, by hand.

`planted` is the truth: (check, passage). Everything else in them is right, and most of it looks as if it were not.
"""

from dataclasses import dataclass, field

from releases.authoring.checks.context import Named, Registers
from tests.authoring.checks.contents import Content, body, content, people, statement, statistic

Row = tuple[str, str, str, str]

_PEOPLE = people(
    rassendyll={
        "en": "Rudolf Rassendyll",
        "ru": "Рудольф Рассендилл",
        "kk": "Рудольф Рассендилл",
        "ur": "روڈولف ریسنڈل",
    },
    flavia={"en": "Flavia Elphberg", "ru": "Флавия Эльфберг", "kk": "Флавия Эльфберг", "ur": "فلاویا ایلفبرگ"},
    sapt={"en": "Karl-Johann Sapt", "ru": "Карл-Иоганн Сапт", "kk": "Карл-Иоганн Сапт", "ur": "کارل یوہان ساپٹ"},
)
_UNION = {
    "en": "Union of Danubian States",
    "ru": "Союз дунайских государств",
    "kk": "Дунай мемлекеттері одағы",
    "ur": "ڈینیوب ریاستوں کی یونین",
}
_BODIES: list[Named] = [
    body("union", _UNION),
    body(
        "league",
        {"en": "Customs League of the Danube", "ru": "Дунайская таможенная лига", "ur": "ڈینیوب کسٹمز لیگ"},
        _UNION,
        "1998-04",
    ),
    body(
        "institute",
        {
            "en": "Strelsau Institute for Trade",
            "ru": "Стрельзауский институт торговли",
            "kk": "Стрельзау сауда институты",
            "ur": "سٹریلساؤ انسٹی ٹیوٹ برائے تجارت",
        },
    ),
    body("council", {"en": "Royal Council of Ruritania", "ru": "Королевский совет Руритании"}),
]
REGISTERS = Registers([*_PEOPLE, *_BODIES])


@dataclass(frozen=True)
class Written:
    language: str
    paragraphs: tuple[str, ...]
    figures: tuple[Row, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    planted: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def content(self) -> Content:
        cites = [statistic(*self.figures, language=self.language)] if self.figures else []
        cites += [statement(words, mode=mode, language=self.language) for words, mode in self.said]
        html = "".join(
            f"<h2>{text[3:]}</h2>" if text.startswith("## ") else f"<p>{text}</p>" for text in self.paragraphs
        )
        return content(language=self.language, title="Title", summary="Summary.", html=html, cites=cites)


_RAIL: tuple[Row, ...] = (
    ("412", "km", "exact", "actual"),
    ("1200000000", "EUR", "about", "actual"),
    ("3500", "person", "more_than", "actual"),
    ("2", "percent", "exact", "actual"),
)
_TRADE: tuple[Row, ...] = (
    ("219000000", "USD", "exact", "actual"),
    ("500000000", "USD", "at_least", "target"),
    ("9.5", "percent", "exact", "actual"),
    ("200000000", "USD", "exact", "actual"),
)
_VISAS: tuple[Row, ...] = (("18400", "1", "exact", "actual"), ("64", "percent", "nearly", "actual"))
_SPEECH_EN = "We do not ask our neighbours to choose between east and west, and we never shall."
_SPEECH_RU = "Мы не просим наших соседей выбирать между востоком и западом и никогда не попросим."
_SPEECH_UR = "ہم اپنے ہمسایوں سے مشرق اور مغرب میں سے انتخاب کا تقاضا نہیں کرتے اور نہ کبھی کریں گے۔"

RELEASES: tuple[Written, ...] = (
    Written(
        "en",
        (
            "On 14 May 2029, Ambassador Rudolf Rassendyll opened the 412 km railway from Strelsau to Zenda in the"
            " presence of Her Majesty Flavia Elphberg and the two transport ministers.",
            "## The line",
            "The line, built over nine years at a cost of about EUR 1.2 billion, follows the A12 motorway and ends at"
            " platform 4 of Zenda station. It employs more than 3,500 people. Journalists may call +49 30 1234567"
            " before 10:30.",
            "It is the third to be opened under Resolution 88 and the Twelfth Plan.",
        ),
        _RAIL,
    ),
    Written(
        "en",
        (
            "Ambassador Rudolf Rassendyl told the 11th Trade Forum that trade with Pakistan rose from $200 million to"
            " $219 million, or by 9.5 percent.",
            "“We do not ask our neighbours to choose between east and west … and we never shall,” he said. The goal is"
            " at least $500 million.",
            "The Strelsau Institute of Trade counted 47 companies. The Ministry of Trade of Pakistan and the Institute"
            " for Peace took part.",
        ),
        _TRADE,
        ((_SPEECH_EN, "verbatim"),),
        frozenset(
            {
                ("names.people", "Rudolf Rassendyl"),
                ("names.organisations", "Strelsau Institute of Trade"),
                ("figures.untied", "47"),
            }
        ),
    ),
    Written(
        "en",
        (
            "Trade amounts to at least $500 million, the Customs League of the Danube announced on Tuesday.",
            "Karl Johann Sapt, 61, of the Royal Council of Ruritania, said: “We never ask our neighbours to choose"
            " between the east and the west, and we never shall.”",
            "The former Customs League of the Danube had been founded in 1921, with the ‘open door’ as its motto.",
        ),
        _TRADE,
        ((_SPEECH_EN, "written"),),
        frozenset(
            {
                ("figures.target", "$500 million"),
                ("names.organisations", "Customs League of the Danube"),
                ("names.people", "Karl Johann Sapt"),
                (
                    "quotes.words",
                    "We never ask our neighbours to choose between the east and the west, and we never shall.",
                ),
            }
        ),
    ),
    Written(
        "en",
        (
            "The consular section issued 18,400 visas in 2029, nearly 64 percent of them within two days.",
            "## Opening hours",
            "Visitors are received from 9:00 to 12:30 at 21 King's Road, room 5, with two photographs of 35 x 45 mm.",
            "Applications from [city] are answered within 10 days. “Our door is open to everybody who wishes to come.”",
        ),
        _VISAS,
        (("Our door is open to everybody who wishes to come here.", "paraphrase"),),
        frozenset(
            {
                ("placeholders", "[city]"),
                ("quotes.paraphrase", "Our door is open to everybody who wishes to come."),
            }
        ),
    ),
    Written(
        "ru",
        (
            "14 мая 2029 года посол Рудольф Рассендилл открыл железную дорогу Стрельзау — Зенда протяжённостью 412 км"
            " в присутствии Флавии Эльфберг и двух министров транспорта.",
            "Строительство длилось девять лет и обошлось примерно в 1,2 млрд евро. На дороге занято более 3,5 тыс."
            " человек. Телефон для СМИ: +49 30 1234567, до 10:30.",
            "Это третий участок по резолюции № 88. Посла Рассендилла встречал Карл-Иоганн Сапт, а Флавию Эльфберг —"
            " члены Королевского совета Руритании.",
        ),
        _RAIL,
    ),
    Written(
        "ru",
        (
            "Товарооборот вырос с 200 млн долларов США до 219 млн долларов США, на 12 %.",
            "«Мы не просим наших соседей выбирать между востоком и западом и никогда не попросим», — сказал посол"
            " Рудольф Расендилл.",
            "Дунайская таможенная лига и компания «Стрельзау-Экспорт» приняли участие в форуме «Один путь».",
        ),
        _TRADE,
        ((_SPEECH_RU, "verbatim"),),
        frozenset(
            {
                ("figures.arithmetic", "12 %"),
                ("figures.untied", "12 %"),
                ("names.people", "Рудольф Расендилл"),
                ("names.organisations", "Дунайская таможенная лига"),
            }
        ),
    ),
    Written(
        "ru",
        (
            "В 2029 году выдано 18 400 виз, почти 64 процента из них — за два дня.",
            "The consular section is open on all working days except public holidays of both states.",
            "Консул Карл Иоганн Сапт принял граждан. Приём ведётся в каб. 5 с 9:00 до 12:30. Союз дунайских государств"
            " и Организация американских государств прислали наблюдателей.",
        ),
        _VISAS,
        (),
        frozenset(
            {
                (
                    "languages.untranslated",
                    "The consular section is open on all working days except public holidays of both states.",
                ),
                ("names.people", "Карл Иоганн Сапт"),
            }
        ),
    ),
    Written(
        "kk",
        (
            "2029 жылғы 14 мамырда елші Рудольф Рассендилл ұзындығы 412 км болатын Стрельзау — Зенда темір жолын"
            " ашты. Оған Флавия Эльфбергтің өзі және екі министр қатысты.",
            "Құрылыс тоғыз жылға созылып, шамамен 1,2 млрд еуроға түсті. Жолда 3500-ден астам адам жұмыс істейді.",
            "Бұл — Дунай мемлекеттері одағының үшінші жобасы. Карл-Иоганн Сапттың айтуынша, жол бәріне ашық.",
        ),
        _RAIL,
    ),
    Written(
        "kk",
        (
            "Сауда көлемі 219 млн АҚШ долларына жетіп, 9,5 пайызға өсті. Мақсат — кемінде 500 млн АҚШ доллары.",
            "Елші Рудольф Рассендил 47 компанияны атады. Стрельзау сауда институты есеп жасады [күні].",
        ),
        _TRADE,
        (),
        frozenset(
            {
                ("names.people", "Рудольф Рассендил"),
                ("figures.untied", "47"),
                ("placeholders", "[күні]"),
            }
        ),
    ),
    Written(
        "ur",
        (
            "14 مئی 2029 کو سفیر روڈولف ریسنڈل نے سٹریلساؤ سے زیندا تک 412 کلومیٹر طویل ریلوے لائن کا افتتاح کیا۔"
            " فلاویا ایلفبرگ اور دو وزرا بھی موجود تھے۔",
            "یہ منصوبہ نو سال میں تقریباً 1.2 ارب یورو کی لاگت سے مکمل ہوا۔ اس میں 3500 سے زائد افراد کام کرتے ہیں۔",
            "یہ ڈینیوب ریاستوں کی یونین کا تیسرا منصوبہ ہے۔",
        ),
        _RAIL,
    ),
    Written(
        "ur",
        (
            "تجارت 21.9 کروڑ امریکی ڈالر ہے۔ ہدف کم از کم 50 کروڑ امریکی ڈالر ہے۔",
            f"سفیر نے کہا: “{_SPEECH_UR}”",
            "روڈولف ریسینڈل نے ڈینیوب کسٹمز لیگ کے اجلاس میں 47 کمپنیوں کا ذکر کیا۔",
        ),
        _TRADE,
        ((_SPEECH_UR, "verbatim"),),
        frozenset(
            {
                ("names.people", "روڈولف ریسینڈل"),
                ("names.organisations", "ڈینیوب کسٹمز لیگ"),
                ("figures.untied", "47"),
            }
        ),
    ),
    Written(
        "ur",
        (
            "2029 میں 18400 ویزے جاری کیے گئے، جن میں سے تقریباً 64 فیصد دو دن میں۔",
            "دفتر صبح 9:00 سے 12:30 تک کھلا رہتا ہے۔ کمرہ نمبر 5۔ سٹریلساؤ انسٹی ٹیوٹ برائے تجارت نے تعاون کیا۔",
        ),
        _VISAS,
        (),
        frozenset({("figures.qualifier", "64 فیصد")}),
    ),
    # Written after the checks were tuned on those above: of what they found in these, two were false, and mended.
    Written(
        "en",
        (
            "The Embassy of Ruritania will hold a press briefing on Thursday, 9 February 2030, at 11 a.m."
            " (06:00 GMT) in the Blue Hall, 2nd floor, 14 Castle Street, Strelsau.",
            "Ambassador Rudolf Rassendyll will speak on the 30th anniversary of relations. Accreditation"
            " closes at 18:00 on 8 February; write to press@ruritania.example or call 051-111-222-333.",
            "“We have walked a long road together,” the Ambassador wrote in the Zenda Times. The briefing"
            " lasts 45 minutes, followed by questions. Three of the five members of the delegation speak"
            " Urdu.",
        ),
        (),
        (),
        frozenset({("quotes.words", "We have walked a long road together,")}),
    ),
    Written(
        "en",
        (
            "Ruritania’s exports to Pakistan grew by 12.4% in the first nine months of 2029 and reached $87.3"
            " million, the Strelsau Institute for Trade said. Imports fell to $41.2 million.",
            "Article 5 of the 2019 agreement covers more than 90 per cent of tariff lines. The Union of"
            " Danubian States, the World Bank and the Asian Development Bank support the project; the IMF’s"
            " Article IV mission arrives in March.",
            "The first 100 trucks crossed the border at Zenda on Sunday; a second convoy of 60 is due on 1 March.",
        ),
        (
            ("12.4", "percent", "exact", "actual"),
            ("87300000", "USD", "exact", "actual"),
            ("41200000", "USD", "exact", "actual"),
            ("90", "percent", "more_than", "actual"),
            ("100", "1", "exact", "actual"),
        ),
        (),
        frozenset({("figures.untied", "60")}),
    ),
    Written(
        "ru",
        (
            "Посольство Руритании приглашает представителей СМИ на брифинг 9 февраля 2030 года в 11:00 по"
            " адресу: г. Стрельзау, ул. Замковая, 14, 2-й этаж.",
            "По данным Стрельзауского института торговли, экспорт вырос на 12,4 % и достиг 87,3 млн долларов"
            " США. Импорт сократился до 41,2 млн долларов США. Соглашение 2019 года охватывает более 90"
            " процентов тарифных линий.",
            "Посол Рассендилл напомнил слова королевы Флавии Эльфберг: «Мы прошли вместе долгий путь». Союз"
            " дунайских государств представлял Карл-Иоганн Сапт. Тел.: 051-111-222-333.",
        ),
        (
            ("12.4", "percent", "exact", "actual"),
            ("87300000", "USD", "exact", "actual"),
            ("41200000", "USD", "exact", "actual"),
            ("90", "percent", "more_than", "actual"),
        ),
        (),
        frozenset({("quotes.words", "Мы прошли вместе долгий путь")}),
    ),
    Written(
        "kk",
        (
            "Руритания Елшілігі БАҚ өкілдерін 2030 жылғы 9 ақпанда сағат 11:00-де өтетін брифингке шақырады."
            " Мекенжайы: Стрельзау қаласы, Замковая көшесі, 14.",
            "Стрельзау сауда институтының мәліметінше, экспорт 12,4 пайызға өсіп, 87,3 млн АҚШ долларына"
            " жетті. Импорт 41,2 млн АҚШ долларына дейін төмендеді. Келісім тарифтік желілердің 90 пайыздан"
            " астамын қамтиды.",
            "Елші Рассендилл Флавия Эльфбергтің сөзін еске алды. Дунай мемлекеттері одағынан Карл-Иоганн Сапт қатысты.",
        ),
        (
            ("12.4", "percent", "exact", "actual"),
            ("87300000", "USD", "exact", "actual"),
            ("41200000", "USD", "exact", "actual"),
            ("90", "percent", "more_than", "actual"),
        ),
    ),
    Written(
        "ur",
        (
            "سفارت خانہ روریتانیا میڈیا کے نمائندوں کو 9 فروری 2030 کو صبح 11:00 بجے بریفنگ میں مدعو کرتا ہے۔"
            " پتا: 14 کاسل سٹریٹ، سٹریلساؤ۔",
            "سٹریلساؤ انسٹی ٹیوٹ برائے تجارت کے مطابق برآمدات میں 12.4 فیصد اضافہ ہوا اور وہ 8.73 کروڑ امریکی"
            " ڈالر تک پہنچ گئیں۔ درآمدات کم ہو کر 4.12 کروڑ امریکی ڈالر رہ گئیں۔",
            "سفیر ریسنڈل نے ملکہ فلاویا ایلفبرگ کے الفاظ یاد دلائے۔ ڈینیوب ریاستوں کی یونین کی نمائندگی کارل"
            " یوہان ساپٹ نے کی۔",
        ),
        (
            ("12.4", "percent", "exact", "actual"),
            ("87300000", "USD", "exact", "actual"),
            ("41200000", "USD", "exact", "actual"),
        ),
    ),
)
