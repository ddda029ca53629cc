package sensitive

// familyNames are frequent family names in English-speaking registers, of all origins, lower case.
var familyNames = set("smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez "+
	"wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis "+
	"robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera "+
	"campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris "+
	"morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward "+
	"richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel "+
	"myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales "+
	"fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace moreno west cole "+
	"hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez "+
	"mcdonald woods washington kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson "+
	"porter hunter gordon mendez silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd "+
	"rose stone salazar fox warren mills meyer rice schmidt garza daniels ferguson nichols stephens soto weaver ryan "+
	"gardner payne grant dunn kelley spencer hawkins arnold pierce hansen peters santos hart bradley knight elliott "+
	"cunningham duncan armstrong hudson carroll lane riley andrews alvarado ray delgado berry perkins hoffman johnston "+
	"matthews pena richards contreras willis carpenter lawrence sandoval guerrero george chapman rios estrada ortega "+
	"watkins greene nunez wheeler valdez harper burke larson santiago maldonado morrison franklin carlson austin "+
	"dominguez carr lawson jacobs obrien lynch singh vega bishop montgomery oliver jensen harvey williamson gilbert dean "+
	"sims espinoza howell li wong reid hanson le mccoy garrett burton fuller wang weber welch rojas lucas marquez fields "+
	"park yang little banks padilla day walsh bowman schultz luna fowler mejia oconnor mcdonald macleod fitzgerald "+
	"sharma kumar gupta shah khan ahmed ali hussain hassan abdullah rahman begum chowdhury das bose iyer rao reddy nair "+
	"mehta desai kapoor malhotra tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida "+
	"yamada sasaki yamaguchi choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song ryu hong pham huynh "+
	"phan vu vo dang bui do ngo duong ly muller schneider fischer becker schulz koch bauer richter klein wolf schroeder "+
	"neumann schwarz zimmermann braun krueger hofmann lange krause lehmann rossi russo ferrari esposito bianchi romano "+
	"colombo ricci marino greco bruno gallo conti costa giordano mancini rizzo lombardi moretti dubois dupont durand "+
	"leroy moreau laurent lefebvre michel bertrand roux fournier girard bonnet lambert fontaine rousseau johansson "+
	"andersson karlsson nilsson eriksson larsson olsson persson svensson gustafsson hansen jensen nielsen pedersen "+
	"andersen christensen larsen sorensen rasmussen jorgensen virtanen korhonen novak kowalski nowak wisniewski "+
	"wojcik kaminski lewandowski zielinski szymanski ivanov petrov sidorov smirnov kuznetsov popov volkov sokolov "+
	"okafor okeke adeyemi mbeki nkosi dlamini osei mensah banda chan cheung lau leung ng ho tsang chow lam tam yip fung "+
	"tan goh ong chua teo koh sim ismail ibrahim yusof abubakar cohen levy katz friedman goldberg rosenberg oneill "+
	"odonnell mccarthy mcgrath doyle byrne gallagher quinn macdonald mackenzie sinclair davies lloyd powers", moreFamily)

// commonWords are frequent words of titles, menus, products and companies, lower case: names of
// persons hold none of them. Words that are also frequent family names are not listed.
var commonWords = set("about above access account action active activity add additional advanced agency agent air alarm album alert all " +
	"alpha amount analysis analytics android animal annual any apparel apple area art article asset assistant audio audit " +
	"auto automatic award baby back backup badge balance ball band bank bar basket bath battery beach beauty bed beer best " +
	"beta bike bill billing bird birthday block blog board boat body bonus boots bottle bottom bowl brand breakfast bridge " +
	"bright brief broadcast browser budget build builder building bulk bus business button buy cake calendar call campaign " +
	"candy capital car care cart cash category center central centre certificate chain chair change channel charge check " +
	"checkout cheese chef child chocolate city class classic clean clear click client clinic clock close clothing club code " +
	"cold collection color comfort comment commerce commercial common community complete computer conference config " +
	"configuration confirm connect construction consulting contact content contract control cookie copy core cotton count " +
	"counter country coupon cover create creative credit cross currency current custom daily dance dark dashboard database " +
	"date deal debit deep deluxe delete deliver delivery demand design desk detail details development dialog diamond " +
	"digital dinner direct director discount display distribution dog domain door double down download draft dream drink " +
	"drive drone dry duty earth easy edit edition education eight electric electronics element email emergency empty energy " +
	"engine english enterprise entertainment entry equipment error essential event every exchange exclusive executive " +
	"exit expense expert explorer export express extra fabric factory family fan farm fashion fast favorite feature fee " +
	"feed feedback field files film filter final financial fire first fish fitness five flag flash flat flight floor flow " +
	"flower folder food foot football form format four frame french fresh friend front fruit fuel fun function fund " +
	"furniture future gallery game garden gas gear general generic gift glass global glove gloves go good goods grand graph " +
	"great grid grocery ground guard hair hand handcrafted handmade hard hardware head health healthy heart heat heavy " +
	"help high holiday hot house hub human hybrid ice icon idea import inbox index industrial industries info information " +
	"initial inn input insight instant insurance interactive international internet inventory investment invoice iron " +
	"island issue items jacket jeans jewelry job journal juice jump junior key kids kitchen label lab lake land language " +
	"large laser last latest layout leader learning leather legal level library license licensed life light limited line " +
	"link list live load loan local location lock log logic login logistics logo long lounge love low lunch luxury machine " +
	"magazine magic mail maintenance management map market master match material maximum meal measure meat media medical " +
	"meeting member memory menu merchant message metal method metric micro middle mini mirror mix mobile mode model modern " +
	"monday money monitor month monthly moon morning motion motor mountain movie multi museum music my national natural " +
	"nature navigation network neural news next night nine node normal notes notice notification number object ocean offer " +
	"official offline oil online only open operation operations option orange order orders organic origin original other " +
	"outdoor output overview owner pack package paint pair panel paper parent park parking part partner parts party pass " +
	"password path patient pattern pay payment pen people pepper perfume period permission person personal pet photo piece " +
	"pillow pink pipeline pixel pizza place plain plane planet planning plant plastic plate platform play player plaza pocket " +
	"point policy pool popular portable portal portfolio position post pot power practical preview previous price pricing " +
	"primary prime print printer priority private process processing producer production professional profile program " +
	"progress project promo promotion property protein public purchase purple quality quantity quarter queue quick radio " +
	"random range rate rating raw ready real recent record recovery recycled refined refresh refund region register " +
	"registration regular release remote remove rent rental repair reply request research reserve reset resort resource " +
	"resources response rest restaurant result results retail return review reward rewards ring river robot role roll room " +
	"rooms root round router row rubber rule rules run running rustic safe safety salad salon sample sand sandwich sauce " +
	"save scale schedule school science screen script sea search season seat second secret section security select self " +
	"seller senior sensor series session set setting settings setup seven shape share shared sheet shipment shipping shoe " +
	"shop shopping short show shower side sign signal signature simple single six size skin sky sleek sleep slide slim slot " +
	"small snack snow soap social socks soft software solar solid solution solutions sound source space spare special " +
	"specialist speed spicy sport sports spring square staff stage standard star start starter state station status steel " +
	"step stick stock storage story strategy stream strong student studio style subject submit success suite summary summer " +
	"sun sunday supply support surface survey swim switch sync table tag target task tasty tax tech technologies technology " +
	"template ten tennis term terms text theater theme third ticket time tire title today toggle token toilet tools top total " +
	"touch tour towel tower town toy toys tractor track trade traffic train training transfer transit transport travel tree trial " +
	"trip truck trust tuna turbo two type ultimate ultra uniform unit united universal update upgrade upload urban used user " +
	"utility vacation value van vanilla variable vegetable vendor version vertical view viewer village vintage vip virtual " +
	"vision visit visual voice volume voucher wall wallet warehouse warning watch water wave wax weather web website wedding " +
	"week weekly weight welcome wheel wide window wine winter wire wood wooden work worker workflow workshop workspace world " +
	"write yearly yellow yoga zero zone zoom dragon tiger lion eagle galaxy acme golden royal crystal paradise sunshine " +
	"beijing shanghai london paris tokyo york angeles francisco america american china chinese europe european asia asian " +
	"africa african australia canada india indian japan japanese korea korean germany german france spain spanish italy " +
	"italian mexico brazil russia russian england british kingdom states republic visa mastercard google microsoft amazon " +
	"facebook tesla toyota honda samsung sony nokia huawei xiaomi intel oracle linux windows docker kubernetes python java " +
	"inactive unassigned untitled unknown anonymous nobody everyone someone anyone " +
	// what companies and shops call themselves
	"dynamics systems labs foods pharma pharmaceuticals motors airlines airways partners associates ventures holdings " +
	"bancorp realty properties builders manufacturing semiconductor biotech therapeutics genetics robotics aerospace marine " +
	"freight rail cargo courier telecom communications networks broadband studios pictures records games gaming outfitters " +
	"footwear cosmetics jewelers bakery brewery winery vineyards roasters bistro grill tavern pub cafe diner pizzeria " +
	"steakhouse sushi catering farms orchards nursery gardens landscaping plumbing heating roofing painting cleaning laundry " +
	"spa barbershop gym athletics bros brothers sons corporation incorporated limited trading trust union society academy " +
	"institute foundation hospitality tours realtors motel suites apartments towers residence " +
	// goods
	"widget gadget gizmo lamp sofa mattress blanket curtain rug carpet mug fork spoon knife pan kettle toaster blender oven " +
	"fridge freezer washer dryer vacuum heater purifier humidifier modem dongle adapter stylus tripod lens scooter helmet " +
	"backpack belt scarf sneakers sandals heels hoodie sweater cardigan blazer skirt leggings shorts pajamas underwear " +
	"lipstick mascara shampoo conditioner lotion serum toothbrush toothpaste razor diaper stroller crib puzzle doll hammer " +
	"drill screwdriver wrench saw ladder bucket broom mop sponge candle vase clock mirror basket tray cup glassware cookware " +
	"cereal noodles pasta sauce soup salt sugar honey butter yogurt juice soda whiskey vodka rum gin tequila champagne bacon " +
	"sausage ham turkey salmon shrimp lobster crab steak burger fries tacos burrito nachos cupcake cookie brownie muffin " +
	"donut bagel croissant pancake waffle omelette curry dumpling ramen tofu " +
	// menus
	"dropdown tooltip sidebar navbar footer header modal carousel avatar breadcrumb pagination feedback inventory analytics " +
	"statistics preferences permissions policies invoices quotes leads deals pipelines campaigns segments audiences surveys " +
	"forms tickets incidents changes releases sprints backlog roadmap milestones epics stories bugs features tasks projects " +
	// teams, places, makers and what else stands in names of things
	"lakers warriors giants eagles cowboys bulls bears packers patriots steelers raiders chargers broncos falcons panthers saints vikings lions " +
	"ravens bengals browns colts jaguars titans texans chiefs dolphins jets bills celtics knicks nets sixers raptors pistons pacers bucks hawks " +
	"hornets heat magic wizards nuggets timberwolves thunder blazers jazz suns clippers mavericks rockets grizzlies pelicans spurs mariners " +
	"yankees mets dodgers padres cubs cardinals brewers pirates phillies orioles rays royals astros angels athletics rangers tigers indians " +
	"braves marlins nationals rockies diamondbacks bruins sabres canadiens senators maple leafs leaves hurricanes islanders flyers penguins " +
	"capitals blackhawks avalanche stars predators blues jackets wolves hotspur rovers wanderers albion villa milan munich madrid barcelona " +
	"airport falls peak canyon coast bay cove creek ridge valley desert isle peninsula strait republic province borough boulevard alley terrace " +
	"heights meadows acres springs vista county parish canal harbor harbour pier wharf dock plc gmbh inc llp pty sdn bhd firm laboratories " +
	"scientific lifesciences microsystems instruments semiconductors electronics appliances universal mutual fidelity securities bancshares " +
	"basketball baseball cricket hockey rugby volleyball golf badminton racket swimming cycling boots tee pesto rails photoshop illustrator premiere acrobat stratocaster amplifier guitar piano violin drums retro chapter bot actions workflow league quartz " +
	"rice jar dish showers ride based trail benedict jeep mustang corvette camaro vegas aires lumpur hewlett packard texas florida arizona " +
	"nevada oregon alaska hawaii ohio utah iowa kansas michigan illinois minnesota wisconsin tennessee kentucky louisiana oklahoma arkansas " +
	"connecticut massachusetts pennsylvania colorado nebraska")

// wordTails end common nouns and adjectives, and hardly any name.
var wordTails = []string{"ing", "tion", "sion", "ment", "ness", "able", "ible", "ware", "ology", "ity", "ful", "less", "ical", "ized", "ated"}
