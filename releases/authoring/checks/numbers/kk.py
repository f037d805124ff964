"""Kazakh: endings follow their word by vowel harmony, also after digits (800-ге), and many qualifiers stand behind."""

from .grammar import Grammar, forms, in_order, months, qualifiers, words
from .people import KK as PEOPLE

_CASES = """
ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан
нен мен бен пен менен
"""
_POSSESSIVE = "ы і сы сі"
_PLURAL = "лар лер дар дер тар тер"
_AFTER_POSSESSIVE = "на не н ның нің нда нде нан нен мен ндағы ндегі"
CASES = words(_CASES)
ENDINGS = frozenset(
    plural + rest
    for plural in ("", *_PLURAL.split())
    for rest in (
        "",
        *_CASES.split(),
        *_POSSESSIVE.split(),
        *(own + case for own in _POSSESSIVE.split() for case in _AFTER_POSSESSIVE.split()),
        *(own + case for own in in_order("ымыз іміз мыз міз") for case in ("", *_CASES.split())),
        *in_order("дай дей тай тей лық лік дық дік тық тік дағы дегі тағы тегі тей дікі тікі нікі"),
    )
)


def cardinal(*stems: str) -> str:
    """All cases of a numeral: алты, алтыға, алтыдан; жеті, жетісі."""
    endings = (
        "",
        *_CASES.split(),
        *_POSSESSIVE.split(),
        *(f"{own}{case}" for own in _POSSESSIVE.split() for case in _AFTER_POSSESSIVE.split()),
    )
    return " ".join(stem + ending for stem in stems for ending in endings)


def ordinal(stem: str) -> str:
    return " ".join(
        stem + ending for ending in ("", *_CASES.split(), *in_order("сі сы сінде сында сінен сынан сіне сына"))
    )


_UNITS = {
    0: "нөл",
    1: "бір",
    2: "екі",
    3: "үш",
    4: "төрт",
    5: "бес",
    6: "алты",
    7: "жеті",
    8: "сегіз",
    9: "тоғыз",
    10: "он",
    20: "жиырма",
    30: "отыз",
    40: "қырық",
    50: "елу",
    60: "алпыс",
    70: "жетпіс",
    80: "сексен",
    90: "тоқсан",
}
# Two of them, and the forty of them, which loses a vowel.
_OTHER_STEMS = {2: ["екеу"], 3: ["үшеу"], 4: ["төртеу"], 5: ["бесеу"], 6: ["алтау"], 7: ["жетеу"], 40: ["қырқ"]}
# Forms that are words of their own: right, his, with this, end.
_NOT_NUMBERS = words(
    "алтын оны оның онда онан онды онмен бірге бірде бірден бірі біріне бірін бірінің бірінен бірінде бірімен үшін"
)

KK = Grammar(
    language="kk",
    decimal=",",
    cardinals={
        form: number
        for form, number in forms(
            {number: cardinal(stem, *_OTHER_STEMS.get(number, ())) for number, stem in _UNITS.items()}
        ).items()
        if form not in _NOT_NUMBERS
    },
    scales=forms(
        {
            100: cardinal("жүз").replace("жүзі ", "").replace("жүзінде ", ""),
            10**3: cardinal("мың"),
            10**5: cardinal("лакх"),
            10**6: cardinal("миллион"),
            10**7: cardinal("крор"),
            10**9: cardinal("миллиард"),
            10**12: cardinal("триллион"),
        }
    ),
    short_scales=forms({10**6: "млн", 10**9: "млрд", 10**12: "трлн"}),
    bare_scales=words("мың миллион миллиард"),
    going_on=frozenset({*_UNITS.values(), "жүз"}),
    ones=words("бір"),
    never_after_one=words("де да ғана рет күні бірі мезгілде ретінде кезде"),
    never_before_one=words("бір"),
    one_counts=False,
    ordinals=forms(
        {
            number: ordinal(stem)
            for number, stem in {
                1: "бірінші",
                2: "екінші",
                3: "үшінші",
                4: "төртінші",
                5: "бесінші",
                6: "алтыншы",
                7: "жетінші",
                8: "сегізінші",
                9: "тоғызыншы",
                10: "оныншы",
                20: "жиырмасыншы",
                30: "отызыншы",
                40: "қырқыншы",
                50: "елуінші",
                60: "алпысыншы",
                70: "жетпісінші",
                80: "сексенінші",
                90: "тоқсаныншы",
                100: "жүзінші",
            }.items()
        }
    ),
    ordinal_scales=forms(
        {
            100: ordinal("жүзінші"),
            10**3: ordinal("мыңыншы"),
            10**6: ordinal("миллионыншы"),
            10**9: ordinal("миллиардыншы"),
        }
    ),
    ordinal_endings=frozenset(
        stem + case for stem in ("ші", "шы", "нші", "ншы", "інші", "ыншы") for case in ("", *_CASES.split(), "сі", "сы")
    ),
    case_endings=frozenset({*CASES, "ы", "і", "сы", "сі", "тей", "дей", "дай", "тай", "дің"}),
    parts=forms(
        {
            (1, 2): "жарты жартысы жартысын жартысына жартысынан жартысының",
            (1, 4): "ширек ширегі ширегін ширегіне",
        }
    ),
    denominators={},
    and_a_half=(("жарым",),),
    weak=words("жүз жүзі " + cardinal("тоқсан")),
    before=qualifiers(
        {
            "about": "шамамен,жобамен,жуықтап алғанда,болжам бойынша,шамалап айтқанда",
            "at_least": "кемінде,кем дегенде,ең аз дегенде,ең кемі,аз дегенде,ең кемінде",
            "at_most": "ең көбі,көп дегенде,ең көп дегенде,әрі кеткенде,барынша",
            "more_than": "көбірек",
            "nearly": "дерлік,бақандай",
        },
        last=True,
    ),
    after=qualifiers(
        {
            "about": "жуық,жуығы,жуығын,жуығына,жуығының,жуықтады,жуықтайды,шамасында,маңында,шамалы,шақты,тарта жуық",
            "at_least": "кем емес,кем болмайтын,аз емес,кем емесі,төмен емес,кем болмауы,кем түспейтін",
            "at_most": "дейін,дейінгі,дейіні,аспайды,аспайтын,аспауы,артық емес,көп емес,кем,кемі,жеңіл,"
            "қысқа,кіші,арзан,аз,азы,төмен",
            "more_than": "астам,аса,астамы,астамын,астамына,астамының,ауыр,ұзын,үлкен,биік,терең,қымбат,"
            "жылдам,артық,артығы,артығын,көп,көбі,көбін,көбіне,көбінің,асты,асатын,асады,"
            "асқан,асып,жоғары,жоғарыда,көбірек",
            "nearly": "жақын,таяу,тарта,дерлік,жетеқабыл",
        },
        last=False,
    ),
    minus=words("минус"),
    joiners=frozenset(),
    people=words(PEOPLE) - words("ер"),
    square=words("шаршы кв"),
    owns=tuple(in_order("ның нің дың дің тың тің")),
    cubic=words("текше куб"),
    working=words("жұмыс күнтізбелік банк оқу"),
    celsius=(("цельсий",),),
    measures=forms(
        {
            "km": "км километр шақырым",
            "m": "м метр",
            "cm": "см сантиметр",
            "mm": "мм миллиметр",
            "m³": "кубометр",
            "kg": "кг килограмм келі",
            "g": "грамм",
            "t": "т тонна",
            "l": "л литр",
            "bbl": "баррель",
            "ha": "га гектар",
            "kW": "квт киловатт",
            "MW": "мвт мегаватт",
            "GW": "гвт гигаватт",
            "kWh": "киловатт-сағат квтсағ",
            "MWh": "мегаватт-сағат мвтсағ",
            "GWh": "гигаватт-сағат гвтсағ",
            "TWh": "тераватт-сағат твтсағ",
            "degree": "° градус",
            "year": "жыл жылдық жылдығ жас",
            "month": "ай айлық",
            "week": "апта апталық",
            "day": "күн күндік тәулік",
            "hour": "сағат",
            "minute": "минут мин",
            "second": "секунд сек",
        }
    ),
    currencies=forms(
        {
            "USD": "доллар долл",
            "EUR": "еуро евро",
            "GBP": "фунт",
            "JPY": "иена йена",
            "CNY": "юань",
            "KZT": "теңге тг",
            "RUB": "рубль",
            "PKR": "рупий рупия",
            "KGS": "сом",
            "UZS": "сум",
            "TRY": "лира",
            "AED": "дирхам",
            "SAR": "риял",
            "AZN": "манат",
            "CHF": "франк",
            "AFN": "афгани",
            "IRR": "риал",
        }
    ),
    hundredths=words("тиын цент копейка пайса"),
    currency_of={
        ("ақш", "доллар"): "USD",
        ("америкалық", "доллар"): "USD",
        ("америка", "доллар"): "USD",
        ("үнді", "рупий"): "INR",
        ("үнді", "рупия"): "INR",
        ("үндістан", "рупий"): "INR",
        ("пәкістан", "рупий"): "PKR",
        ("пәкістан", "рупия"): "PKR",
        ("қазақстан", "теңге"): "KZT",
        ("ресей", "рубль"): "RUB",
        ("қытай", "юань"): "CNY",
        ("стерлинг", "фунт"): "GBP",
        ("түрік", "лира"): "TRY",
        ("канада", "доллар"): "CAD",
    },
    percents=words("пайыз процент"),
    points=words("тармақ пункт"),
    stops=words(
        """
        және мен бен пен немесе бірақ ал үшін туралы арқылы кейін дейін бұрын болды болып еді екен келді
        қатысты барды бар жоқ деп де да сияқты бойынша арасында ішінде құрайды құрады жетті өтті өткен
        пен
        """
    ),
    ending=ENDINGS.__contains__,
    longest_ending=8,
    names_before=words("iso ковид топ стратегиясы рейс арна экспо тобы қарары боинг"),
    names_after=words("шақырылым шақырылымы шақырылымның шақырылымы шақырылымдағы шақырылымының сайланған"),
    romans_before=words("тоқсан тоқсанда тоқсанының тоқсанында ғасыр ғасырда форум саммит"),
    references_before=words("№ бөлме кабинет қосымша кесте сурет бет үй пәтер нөмірі нөмір"),
    references_after=words(
        """
        бап бабы бабының бабына бапта бабында тармақ тармағы тармағының тармақта тармағында бөлім бөлімі
        тарау бет нөмірі нөміріне нөмірінен нөмірімен нөмірінде бөлме бөлмеде бөлмесі қосымша тармақша кабинет
        қабат үй пәтер абзац кесте сурет
        """
    ),
    references_counted=words("бап тармақ бөлім тарау бет қосымша тармақша қабат үй пәтер абзац кесте сурет"),
    year_before=frozenset(),
    year_after=words(
        """
        жыл жылы жылғы жылдың жылда жылдан жылға жылдары жылдардағы жылдар жылдарға ж жж жылдарда жылмен
        жылдардан
        """
    ),
    months=months(
        *(
            " ".join(
                f"{name}{case}"
                for case in ("", *_CASES.split(), "ы", "ында", "ынан", "ының", "дағы", "дегі", "тағы", "ындағы")
            )
            for name in in_order("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан")
        )
    ),
    times_after=frozenset(),
    times_before=words("сағат"),
    after_noon=words("кешкі түнгі"),
    range_from=frozenset(),
    range_to=frozenset(),
    between=frozenset(),
    between_and=words("мен бен пен"),
    governed=True,
    ungoverned=words("шамасында маңында шамалы шақты дерлік"),
    telephone_before=words("тел телефон телефоны факс"),
    every=words("әрбір әр"),
    out_of=(),
    growth=(
        "арттыр",
        "жеткіз",
        "өс",
        "ұлғай",
        "көбей",
        "төменде",
        "қысқар",
        "азай",
        "көтер",
        "кеңейт",
        "ұлғайт",
        "жетті",
        "жет",
        "баяула",
        "жылын",
        "суы",
        "түст",
        "түсі",
        "түскен",
        "түседі",
        "түсіп",
        "арзанда",
        "қымбатта",
        "құлды",
        "ұзар",
        "созыл",
        "кеміт",
        "кеміді",
        "жақсар",
        "нашарла",
        "жоғарыла",
        "артты",
        "артып",
        "артқан",
        "артад",
    ),
)
