"""Nouns for people, by language: what makes the unit of a count `person`. Russian and Kazakh ones are stems."""

EN = """
person people persons observer voter citizen entrepreneur businessman businessmen businesswoman businesswomen
businesspeople businessperson delegate participant student pupil journalist reporter worker soldier refugee
tourist visitor doctor nurse teacher woman women man men child children girl boy member deputy deputies
parliamentarian lawmaker senator ambassador diplomat official expert specialist scientist researcher athlete
passenger resident inhabitant migrant pilgrim investor employee guest candidate individual national compatriot
graduate farmer engineer trader merchant representative minister head peacekeeper officer elector respondent
viewer reader traveller traveler patient victim volunteer youth adult pensioner taxpayer shareholder scholar
professor policeman policemen serviceman servicemen professional staff personnel electorate population leader
lawyer judge artist musician trainee beneficiary beneficiaries settler household-member prisoner detainee
hostage survivor fan spectator customer client user speaker panellist panelist attendee entrant lecturer
author writer executive manager director founder troop envoy consul adviser advisor counsellor pilot sailor
firefighter rescuer paramedic surgeon midwife midwives academic dancer singer actor actress actresses painter
composer performer filmmaker player swimmer wrestler boxer runner cyclist champion winner laureate finalist
contestant competitor captain crew driver commuter shopper buyer seller vendor miner fisherman fishermen
craftsman craftsmen artisan weaver builder carpenter electrician technician mother father parent baby babies
infant toddler teenager veteran widow orphan monk priest imam bishop believer mayor governor councillor
councilor commissioner inspector auditor accountant banker economist analyst interpreter translator editor
photographer cameraman cameramen correspondent commentator blogger librarian curator historian archaeologist
geologist biologist physicist chemist mathematician astronaut cosmonaut applicant recipient donor subscriber
learner postgraduate undergraduate alumnus alumni intern apprentice mediator negotiator supporter protester
demonstrator activist campaigner insurgent militant fighter gunman gunmen suspect offender inmate defendant
convict prosecutor attorney notary notaries casualty casualties evacuee returnee poet novelist rector
president premier king queen prince princess chancellor secretary secretaries schoolchild schoolchildren
newborn newcomer immigrant emigrant seafarer farmhand beekeeper herder shepherd
"""

KK = """
адам кісі байқаушы бақылаушы сайлаушы азамат азаматша кәсіпкер бизнесмен делегат қатысушы студент оқушы
журналист тілші жұмысшы жұмыскер қызметкер сарбаз босқын турист саяхатшы қонақ келуші дәрігер мұғалім ұстаз
оқытушы әйел ер еркек бала қыз ұл мүше депутат сенатор елші дипломат шенеунік сарапшы маман ғалым зерттеуші
спортшы жолаушы тұрғын мигрант қажы инвестор үміткер кандидат отандас қандас түлек фермер шаруа инженер
саудагер өкіл министр бітімгер офицер респондент көрермен оқырман пациент зардап құрбан ерікті зейнеткер
әскери заңгер судья әртіс музыкант тыңдаушы басшы ардагер шетелдік қаржыгер жетекші жан тұтынушы халық
жанкүйер консул кеңесші ұшқыш теңізші сөндіруші құтқарушы хирург медбике актер әнші биші суретші сазгер
режиссер ойыншы жүзуші балуан боксшы чемпион жеңімпаз жүлдегер лауреат финалист жүргізуші алушы сатушы кенші
балықшы қолөнерші құрылысшы жасөспірім бүлдіршін сәби нәресте жетім имам әкім губернатор тексеруші бухгалтер
банкир экономист талдаушы аудармашы редактор фотограф блогер кітапханашы тарихшы археолог ғарышкер талапкер
донор жазылушы магистрант докторант аспирант тағылымгер директор белсенді содыр күдікті сотталушы прокурор
адвокат жаралы шәкірт тәрбиеленуші ақын жазушы жауынгер полицей жүгіруші беруші шопан малшы президент король
канцлер хатшы
"""

RU = """
человек люд наблюдател избирател граждан предпринимател бизнесмен делегат участник участниц студент школьник
ученик журналист корреспондент рабоч работник сотрудник солдат беженц беженец турист посетител врач медик
учител преподавател женщин мужчин дет дете ребен ребенк ребят девоч мальчик член депутат парламентари сенатор
посл посол дипломат чиновник эксперт специалист ученый учен исследовател спортсмен пассажир жител мигрант
паломник инвестор гост кандидат лиц соотечественник выпускник фермер инженер торгов торговц представител
министр миротворц миротвор офицер респондент зрител читател пациент пострадавш погибш доброволец доброволь
волонтер пенсионер военнослужащ юрист судь артист музыкант стажер слушател руководител глав ветеран заложник
житель ополчен иностранец иностран акционер лидер пользовател клиент потребител душ персон чел консул атташе
советник пилот летчик моряк матрос пожарн спасател акушер хирург медсестр медсестер ординатор актер актрис певц
певец танцор
танцовщиц художник композитор режиссер исполнител игрок пловц пловец борц борец боксер бегун велосипедист
чемпион победител лауреат финалист призер конкурсант экипаж водител покупател продавц продавец шахтер рыбак
ремесленник мастер ткач строител электрик матер родител младенц младенец подростк подросток вдов сирот монах
священник имам верующ мэр губернатор аким комиссар инспектор аудитор бухгалтер банкир экономист аналитик
переводчик редактор фотограф комментатор блогер библиотекар историк археолог геолог биолог космонавт
абитуриент заявител получател донор подписчик аспирант магистрант докторант бакалавр интерн практикант
директор посредник сторонник протестующ демонстрант активист боевик подозреваем осужденн заключенн задержанн
прокурор адвокат нотариус раненн ранен эвакуированн переселенц переселенец казахстанц казахстанец болельщик
кочевник первокурсник дошкольник новорожденн спортсменк президент премьер корол королев канцлер секретар поэт
писател чабан пастух пчеловод
"""

UR = """
افراد فرد شخص اشخاص مبصر مبصرین مبصروں ووٹر ووٹرز ووٹروں رائے‌دہندگان شہری شہریوں تاجر تاجروں کاروباری‌افراد
مندوب مندوبین شرکا شرکاء طالب‌علم طلبہ طلبا طلباء طالبات صحافی صحافیوں کارکن کارکنوں کارکنان مزدور مزدوروں
ملازم ملازمین فوجی فوجیوں سپاہی پناہ‌گزین سیاح سیاحوں زائرین مہمان مہمانوں ڈاکٹر ڈاکٹروں ڈاکٹرز استاد اساتذہ
خواتین خاتون عورت عورتوں عورتیں مرد مردوں بچے بچوں بچہ بچیوں لڑکیوں لڑکوں رکنی ارکان اراکین سینیٹر سینیٹرز
سفیر سفیروں سفرا سفراء سفارتکار سفارتکاروں اہلکار اہلکاروں ماہر ماہرین سائنسدان سائنسدانوں محقق محققین کھلاڑی
کھلاڑیوں مسافر مسافروں رہائشی باشندے باشندوں مہاجرین تارکین حاجی حاجیوں عازمین سرمایہ‌کار سرمایہ‌کاروں
سفارت‌کار سفارت‌کاروں پناہ‌گزینوں طالب‌علموں امن‌فوجیوں اہل‌کار امیدوار امیدواروں لوگ لوگوں انسان انسانوں
ہموطن کسان کسانوں انجینئر انجینئرز نمائندے نمائندوں نمائندگان وزیر وزرا وزراء رضاکار رضاکاروں مریض مریضوں
متاثرین جوان جوانوں نوجوان نوجوانوں عوام صنعتکار صنعتکاروں پنشنرز وکیل وکلا وکلاء جج ججوں تماشائی تماشائیوں
قونصل مشیر مشیروں پائلٹ پائلٹوں ملاح ملاحوں نرس نرسیں نرسوں سرجن اداکار اداکاروں گلوکار گلوکاروں فنکار فنکاروں
مصور مصوروں موسیقار پہلوان باکسر چیمپئن فاتح فاتحین ڈرائیور ڈرائیوروں خریدار خریداروں دکاندار دکانداروں کان‌کن
کان‌کنوں ماہی‌گیر ماہی‌گیروں دستکار دستکاروں کاریگر کاریگروں ماؤں مائیں والدین نومولود یتیم یتیموں بیوہ بیواؤں
امام علما علماء میئر گورنر گورنروں کونسلر کونسلروں انسپکٹر بینکر مترجم مترجمین ایڈیٹر ایڈیٹرز فوٹوگرافر خلاباز
درخواست‌گزار درخواست‌گزاروں طالبعلم طالبعلموں گریجویٹ گریجویٹس ڈائریکٹر ڈائریکٹرز مظاہرین حامی حامیوں
عسکریت‌پسند دہشت‌گرد جنگجو ملزم ملزمان قیدی قیدیوں زخمی زخمیوں ادیب ادیبوں شاعر شاعروں شعرا شعراء مصنف مصنفین
پروفیسر پروفیسرز یاتری یاتریوں نمازی نمازیوں صارف صارفین گاہک گاہکوں ریسکیو‌اہلکار تاجران صدور بادشاہ سیکرٹری
"""
