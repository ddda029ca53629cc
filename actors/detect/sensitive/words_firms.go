package sensitive

import "strings"

// notPeople are firms, places, teams and goods that are called like persons, lower case: under a key as
// vague as "name" they are none. A key that vouches for a person is believed.
var notPeople = wordsOf(strings.Split("morgan stanley,ralph lauren,calvin klein,tommy hilfiger,jack daniels,jack daniel's,johnnie walker,jack wolfskin,"+
	"harley davidson,wells fargo,jim beam,levi strauss,louis vuitton,christian dior,giorgio armani,emporio armani,mary kay,estee lauder,charles schwab,"+
	"john deere,john lewis,john wiley,john hancock,michael kors,kate spade,marc jacobs,hugo boss,paul smith,ben sherman,merrill lynch,goldman sachs,"+
	"booz allen,booz allen hamilton,edward jones,raymond james,franklin templeton,russell reynolds,arthur andersen,price waterhouse,baker hughes,"+
	"baker mckenzie,fisher price,johnson controls,johnson matthey,johnson johnson,thomas cook,thomson reuters,martin marietta,lockheed martin,"+
	"northrop grumman,aston martin,alfa romeo,rolls royce,austin healey,cole haan,steve madden,jimmy choo,tom ford,vera wang,kenneth cole,tory burch,"+
	"juicy couture,doc martens,ray ban,henry schein,becton dickinson,eli lilly,abbott laboratories,simon schuster,harper collins,mcgraw hill,"+
	"houghton mifflin,ben jerry,mars wrigley,uncle ben,aunt jemima,papa john,papa john's,tim hortons,dunkin donuts,taco bell,dairy queen,kraft heinz,"+
	"sara lee,betty crocker,duncan hines,famous amos,samuel adams,stella artois,jose cuervo,captain morgan,jack jones,jones lang,cushman wakefield,"+
	"coldwell banker,keller williams,lord taylor,saks fifth,neiman marcus,abercrombie fitch,walt disney,hanna barbera,warner bros,johns hopkins,"+
	"carnegie mellon,mount sinai,jp morgan,j.p. morgan,ernst young,procter gamble,marks spencer,standard chartered,charles river,allen overy,"+
	"clifford chance,martin guitar,gibson guitar,taylor guitar,victoria secret,victoria's secret,banana republic,jack russell,king charles,"+
	"cavalier king,saint bernard,granny smith,earl grey,bloody mary,mary jane,tom collins,shirley temple,mason jar,penny lane,mercedes benz,mercedes-benz,los gatos,los altos,los alamos,"+
	// places
	"jackson hole,jackson heights,hong kong,kuala lumpur,san jose,san diego,santa monica,santa clara,santa cruz,santa barbara,fort worth,"+
	"saint louis,saint paul,st louis,st. louis,las vegas,buenos aires,rio grande,port louis,prince edward,prince george,sierra leone,costa rica,"+
	"puerto rico,saudi arabia,sri lanka,victoria falls,kennedy airport,logan airport,baton rouge,corpus christi,saint petersburg,san antonio,"+
	"san francisco,san juan,santo domingo,santa fe,palo alto,ann arbor,el paso,cedar rapids,grand rapids,des moines,salt lake,long beach,"+
	"tel aviv,abu dhabi,addis ababa,phnom penh,ho chi minh,ulan bator,burkina faso,el salvador,san marino,viet nam,cape verde,"+
	"george washington,charlotte amalie,st. john's,virginia beach,florida keys,carolina panthers,"+
	// teams
	"aston villa,inter milan,bayern munich,boston celtics,chicago bulls,dallas cowboys,houston rockets,phoenix suns", ","))

// notPerson reports one of them; marks between the words do not matter.
func notPerson(b []byte) bool {
	var buf [24]byte
	n := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		if tokenBytes[c] == kUpper {
			c |= 0x20
		}
		if c == ' ' && (n == 0 || buf[n-1] == ' ') {
			continue
		}
		if n == len(buf) {
			return false
		}
		buf[n] = c
		n++
	}
	return notPeople.has(buf[:n])
}
