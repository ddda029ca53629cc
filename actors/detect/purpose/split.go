package purpose

import "strings"

// Names written without borders ("getuserlist", "exportorder.do") are taken apart where they are
// made of known words from end to end. Falls towards leaving a word whole: a rule then misses it.

const (
	leastSplit = 6  // letters; shorter names are one word or are listed joined
	longSplit  = 40 // letters; longer ones are no names
	leastPiece = 3  // letters; shorter pieces make words of anything
)

// things are nouns of APIs that no rule asks for; split knows them so that what stands beside them
// is seen. Everyday words that only look made of two ("address", "copyright") stand here to stay whole.
var things = wordSet(`account activity address admin advert agent album alert answer app apply area article asset
	assignment author auction balance banner bank bill board body book brand bucket budget building bus business button
	buyer calendar call campaign car card cart case catalog category center certificate channel chapter city claim class
	client clinic cluster code collection color column comment company component contact content contract coupon course
	credit customer daily data day deal dealer debt demo department deposit dept detail device dict directory discount
	doctor document domain driver email employee employer engine entity entry environment equipment event exam
	expense factory family favorite feature fee feed field finance flow folder form friend game gateway goods grade group
	guest history holiday home hospital hotel house icon image index industry info instance insurance inventory invoice
	issue item job keyword label language lead league lesson letter level library license line link loan local location
	machine manager map market match material medal medicine meeting member merchant message method model module money
	month movie music name network news node note notice number object offer office option orders org organization owner
	package page paper parent partner party passenger patient person photo pipeline plan platform player plugin point
	policy position post price problem process product profile program project promotion property province purchase query
	question queue rank rate reader receipt recipe record refund region relation repo report request reserve resource
	result reward right role room route rule salary sale schedule school score season section seller server service
	session shelf ship shipment shop site skill skin song source space speaker special spec sport staff stage standard
	station stock store story street student subject supplier supply survey table tag target task tax teacher team
	template tenant term text theme thing ticket time title token tool topic total tour trade train transfer trip type
	unit url user value vehicle vendor version video view visit voucher wallet warehouse week word work workflow worker
	year zone by all with for from into one many and user bytes my the
	addressbook copyright sharepoint checkpoint checklist newsletter newspaper timestamp postcode postage postal layout
	payout payload paypal payroll storage logistics blog blogger catalogue dialog backlog changelog prologue analog
	technology biology topology login logout logon logoff contest latest protest attest testament testimonial forum
	startup setup update upload download checkout checkin callback feedback notification notepad important exporter
	importer listener editor edition addition additional deleted approver searches findings copywriter placeholder
	newest database dataset datasource homepage webpage message passport password keyboard keystore keychain barcode
	qrcode zipcode encode decode resetting sharing signature signal design assign campaign resign signin signup signout
	interval intervention investor invest harvest forgot format former formula information transform platform performance
	conform reform uniform perform submission permission commission mission transmission readme reading already thread
	spread playground playlist wishlist whitelist blacklist workbench userinfo username nickname filename hostname
	rename surname codename tablename keyname typename sitemap roadmap bitmap statement settlement placement document shipping shopping mapping grouping household threshold runtime timeline showroom showcase stopword
	setpoint changeset workload blocklist viewpoint realtime spreadsheet bulletin launchpad exchange preorder
	deployment employment payment shipment equipment department apartment appointment comment moment replacement element
	management environment development investment treatment agreement measurement adjustment`)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// known reports a word that stands for itself.
func (l *lexicon) known(w string) bool {
	if _, ok := l.ids[w]; ok || things[w] {
		return true
	}
	s := singular(w)
	_, ok := l.ids[s]
	return ok || things[s]
}

// split cuts a lower-case word into known words, the longest first ones that leave a rest which can
// be cut too; nil if it is known itself or can't be.
func (l *lexicon) split(w string) []string {
	if len(w) < leastSplit || len(w) > longSplit || l.known(w) {
		return nil
	}
	var next [longSplit + 1]uint8 // where the word that begins here ends, 0 if nothing fits
	for i := len(w) - leastPiece; i >= 0; i-- {
		for j := len(w); j >= i+leastPiece; j-- {
			if (j == len(w) || next[j] > 0) && l.known(w[i:j]) {
				next[i] = uint8(j)
				break
			}
		}
	}
	var out []string
	for i := 0; next[i] > 0; {
		j := int(next[i])
		out = append(out, w[i:j])
		if i = j; i == len(w) {
			return out
		}
	}
	return nil
}
