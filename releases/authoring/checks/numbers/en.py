"""English, as the press of Britain, America and South Asia writes it."""

from .grammar import Grammar, forms, in_order, months, qualifiers, words
from .people import EN as PEOPLE

ENDINGS = words("s es")

EN = Grammar(
    language="en",
    decimal=".",
    cardinals=forms(
        dict(
            enumerate(
                in_order("""
                zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
                fifteen sixteen seventeen eighteen nineteen
                """)
            )
        )
        | {
            0: "zero nought",
            20: "twenty",
            30: "thirty",
            40: "forty",
            50: "fifty",
            60: "sixty",
            70: "seventy",
            80: "eighty",
            90: "ninety",
        }
    ),
    scales=forms(
        {
            12: "dozen",
            100: "hundred",
            10**3: "thousand",
            10**5: "lakh lakhs lac lacs",
            10**6: "million millions",
            10**7: "crore crores",
            10**9: "billion billions",
            10**12: "trillion trillions",
        }
    ),
    short_scales=forms(
        {10**3: "k thsd", 10**6: "m mn mln mio mm", 10**9: "b bn bln mld", 10**12: "t tn trn tln"},
    ),
    bare_scales=frozenset(),
    ones=words("one"),
    never_after_one=words(
        """
        of another or by must can could should would may might will who which that is was has had day
        thing 's time to and in on at for with from but as more such side hand
        """
    ),
    never_before_one=words(
        """
        no this that the each every any which some another only last next not other big good new first
        everyone as by
        """
    ),
    one_counts=True,
    ordinals=forms(
        dict(
            enumerate(
                in_order("""
                first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
                thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
                """),
                start=1,
            )
        )
        | {30: "thirtieth", 40: "fortieth", 50: "fiftieth", 60: "sixtieth", 70: "seventieth", 80: "eightieth"}
        | {90: "ninetieth", 100: "hundredth", 1000: "thousandth"}
    ),
    ordinal_scales=forms({100: "hundredth", 10**3: "thousandth", 10**6: "millionth", 10**9: "billionth"}),
    ordinal_endings=words("st nd rd th"),
    parts=forms({(1, 2): "half", (1, 4): "quarter"}),
    denominators=forms(
        {
            2: "half halves",
            3: "third thirds",
            4: "quarter quarters fourth fourths",
            5: "fifth fifths",
            6: "sixth sixths",
            7: "seventh sevenths",
            8: "eighth eighths",
            9: "ninth ninths",
            10: "tenth tenths",
        }
    ),
    and_a_half=(("and", "a", "half"), ("-", "and", "-", "a", "-", "half")),
    and_a_quarter=(("and", "a", "quarter"),),
    before=qualifiers(
        {
            "about": """
            about,around,roughly,approximately,approx,approx .,some,circa,c .,ca .,an
            estimated,estimated at, estimated,in the region of,in the order of,on the order of,somewhere
            around,give or take
            """.replace("\n", ""),
            "at_least": """
            at least,no fewer than,no less than,not less than,not fewer than,a minimum of,minimum
            of,minimum, at a minimum,at the least
            """,
            "at_most": """
            up to,upto,at most,no more than,not more than,a maximum of,maximum of,maximum,at the
            most,not over, not exceeding,less than,fewer than,lighter than,shorter than,younger than,cheaper
            than,smaller than,under,below,as many as,as much as,within
            """,
            "more_than": """
            more than,over,above,in excess of,exceeding,exceeds,exceeded,exceed,upwards of,upward of,
            just over,well over,slightly over,greater than,higher than,heavier than,longer than,older than,faster than,
            larger than,taller than,deeper than,surpassing,surpassed
            """,
            "nearly": "nearly,almost,close to,just under,just below,approaching,virtually,not quite,near",
        },
        last=True,
    ),
    after=qualifiers(
        {
            "about": "or so,or thereabouts,approximately,- odd",
            "at_least": "or higher,or better,or greater,and higher,or more,and more,or above,and above,"
            "at least,at a minimum,or over,and over",
            "at_most": "or less,or fewer,or below,at most,at the most",
            "more_than": "plus",
        },
        last=False,
    ),
    minus=words("minus negative"),
    joiners=words("and"),
    people=words(PEOPLE),
    singular=words(PEOPLE)
    - words(
        """
        people persons businessmen businesswomen businesspeople women men children deputies youth
        policemen servicemen staff personnel beneficiaries electorate population midwives crew fishermen craftsmen
        babies cameramen alumni gunmen notaries casualties schoolchildren actresses secretaries
        """
    ),
    square=words("square sq"),
    cubic=words("cubic cu"),
    working=words("working business calendar consecutive full whole straight school"),
    hourly=(("an", "hour"), ("per", "hour"), ("a", "hour")),
    celsius=(("celsius",), ("centigrade",)),
    measures=forms(
        {
            "km": "km kms kilometre kilometer",
            "km/h": "kph kmh kmph",
            "mile/h": "mph",
            "m": "metre meter",
            "cm": "cm centimetre centimeter",
            "mm": "millimetre millimeter",
            "mile": "mile miles",
            "kg": "kg kgs kilogram kilogramme kilo",
            "g": "gram gramme",
            "t": "t ton tons tonne tonnes mt",
            "l": "litre liter",
            "bbl": "barrel bbl",
            "ha": "ha hectare",
            "acre": "acre",
            "W": "watt",
            "kW": "kw kilowatt",
            "MW": "mw megawatt",
            "GW": "gw gigawatt",
            "kWh": "kwh kilowatt-hour",
            "MWh": "mwh megawatt-hour",
            "GWh": "gwh gigawatt-hour",
            "TWh": "twh terawatt-hour",
            "degree": "° degree",
            "year": "year yr yrs",
            "month": "month",
            "week": "week",
            "day": "day",
            "hour": "hour hr hrs",
            "minute": "minute min",
            "second": "seconds",
        }
    ),
    currencies=forms(
        {
            "USD": "dollar dollars",
            "EUR": "euro euros",
            "GBP": "pound pounds",
            "JPY": "yen",
            "CNY": "yuan renminbi",
            "KZT": "tenge tenges",
            "RUB": "ruble rubles rouble roubles",
            "PKR": "rupee rupees rs",
            "KGS": "som soms",
            "UZS": "sum sums",
            "TRY": "lira liras",
            "AED": "dirham dirhams",
            "SAR": "riyal riyals",
            "AZN": "manat manats",
            "CHF": "francs",
            "AFN": "afghani afghanis",
            "IRR": "rial rials",
        }
    ),
    hundredths=words("cent cents pence paisa paise kopek kopeks kopeck kopecks tiyn tiyns"),
    currency_of={
        ("us", "dollars"): "USD",
        ("us", "dollar"): "USD",
        ("american", "dollars"): "USD",
        ("indian", "rupees"): "INR",
        ("pakistani", "rupees"): "PKR",
        ("pak", "rupees"): "PKR",
        ("sterling", "pounds"): "GBP",
        ("emirati", "dirhams"): "AED",
        ("saudi", "riyals"): "SAR",
        ("kazakh", "tenge"): "KZT",
        ("chinese", "yuan"): "CNY",
        ("russian", "rubles"): "RUB",
        ("russian", "roubles"): "RUB",
        ("turkish", "lira"): "TRY",
    },
    percents=words("percent pct pc percentage"),
    points=words("point points"),
    stops=words(
        """
        of in on at by for from to with and or but nor as than that which who whom whose is are was were
        be been has have had the a an into over under after before during while since until between
        among against per when where if it they he she we i you his her its their our this these those
        will would can could may might must shall should said says took came went attended voted visited
        arrived signed met held about not both also
        """
    ),
    ends_noun_phrase=lambda word: word.endswith("s") and not word.endswith(("ous", "ss", "'s", "overseas")),
    ending=ENDINGS.__contains__,
    longest_ending=2,
    names_before=words(
        """
        resolution vision agenda flight boeing airbus protocol covid group formula channel expo route
        highway cop big strategy version sdg sdgs iso unsc law act
        """
    ),
    names_after=words("convocation"),
    romans_before=words("quarter century congress summit"),
    references_before=words(
        """
        room paragraph para paragraphs article articles section sections chapter page pages pp no № #
        annex appendix table fig item clause rule floor decree apartment apt office pavilion slide
        footnote vol volume issue extension ext stand stands level stage phase edition version category tier km
        house street
        sector gate hall block suite platform terminal flat building
        """
    ),
    year_before=words(
        "in since by until till from of during through before after year early late mid spring summer autumn winter"
    ),
    year_after=frozenset(),
    months=months(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    times_after=words("am pm a.m p.m o'clock hrs gmt utc pst"),
    times_before=frozenset(),
    range_from=words("from"),
    range_to=words("to through"),
    between=words("between"),
    between_and=words("and"),
    every=words("every"),
    decimal_words=words("point"),
    telephone_before=words("tel telephone phone fax mobile whatsapp call"),
    out_of=(("in", "every"), ("out", "of", "every"), ("out", "of"), ("in",), ("of", "every")),
)
