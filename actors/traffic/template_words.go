package traffic

import "strings"

// The words of this file are what people call things in paths. They only ever keep a word
// fixed that would otherwise be taken for a value: a missing word costs a template when
// many values stand beside it, an extra one costs a fold of one rare value.

// reserved are words that stand beside ids and are never one themselves.
var reserved = wordSet(`
me self current mine my whoami all any new latest search find query lookup filter suggest suggestions
autocomplete typeahead count counts total stats statistics status health healthz healthcheck ready readyz livez
ping version info login logout signin signout signup register registration session sessions token tokens oauth
oauth2 authorize authorization callback refresh revoke introspect verify validate check test batch bulk export
import upload uploads download downloads preview draft drafts history recent popular trending top featured list
page pages create add update edit delete remove save get set copy move clone merge sync reset cancel confirm
approve reject submit start stop pause resume retry restart enable disable lock unlock archive unarchive restore
publish unpublish subscribe unsubscribe follow unfollow like unlike share invite join leave accept decline
graphql metrics swagger docs api rest rpc public private internal admin config configuration settings schema
metadata summary overview dashboard report reports feed random by with name names id ids uid self others`)

// vocabulary are further nouns and verbs of paths, in the singular; plurals are derived.
var vocabulary = wordSet(`
access account acl default action activation activity ad address adjustment affiliate agent aggregate
aggregation agreement album alarm alert alias allocation amount analysis analytic analyze announcement answer
app applicant application appointment approval area argument article artifact artist asset assign assignee
assignment attachment attempt attendance attendee attribute auction audience audio audit auth authentication
author automation availability available avatar average backup badge balance ban bank banner bar base basket
benefit bid bill billing binary biography birthday blacklist blob block blocked blog board body book booking
bookmark bot bounce box branch brand breakdown browse browser bucket budget build bundle business button buy
cache calculate calendar call campaign candidate capability capacity capture card cart carrier case cash catalog
catalogue category certificate certification chain change channel chapter character charge chart chat checklist
checkout child children choice city claim class cleanup clear click client close closed cloud cluster code
collaborator collect collection college column combined comment commerce commit commission common community
company compare comparison competition competitor complaint complete completion compliance component compose
compute condition conference connect connection connector constraint consumer contact contain container content
contest context contract contribution contributor control conversation conversion convert coordinate core
correction cost country county coupon course coverage credential credit criteria currency custom customer cycle
daily data database dataset datasource date day deal debit debug debt decision definition deliver delivery demo
department dependency deploy deployment deposit depth description destination detail detect device diagnostic
dialog dictionary diff dimension direct direction directory discount discover discovery discussion disk dispatch
display dispute distance distribution district document domain donation dose driver duplicate duration dynamic
earning edge education effect element email employee employer employment encoding encryption end endpoint
engagement engine enrollment entity entry enum environment episode equipment error escalation estimate evaluate
evaluation event exam example exception exchange execute execution exist expand expense experience experiment
expire explore expression extension external extra extract face facet facility factor fallback family faq fare
fault favorite favourite feature fee feedback fetch field file fill fine fingerprint firewall firmware fixture
flag fleet flight flow folder follower following font forecast forgot fork form format forum forward frame
framework free freight friend friendship fulfillment function fund funding fuzzy game gateway general generate
genre geo geocode gift git global goal gist grade grant graph group guest guide guild handle handler hash head
header heartbeat hide highlight holding holiday home hook host hotel hour hourly household html hub human icon
id identification identifier identity idea image impact impression inbox incident income index indicator
industry ingest ingredient initialize input inquiry insert insight inspect inspection install installation
instance institution instruction instrument insurance integration intent interaction interest interface interval
interview introduction inventory investment invitation invoice item itinerary job journal journey key keyword
kind kit label lab language large layer layout lead leaderboard league learn lease ledger lesson level library
license licence limit line link liquidity listener listing live load loan local locale location log logo long
lot loyalty machine mail mailbox mailing maintenance manage management manager manifest manual map mapping
margin mark market marketing marketplace mask master match material matrix measure measurement media member
membership memory mention menu merchant message method metric middleware migrate migration milestone minute
mission mobile mock mode model moderation module money monitor monitoring month monthly movie multi museum music
mute name namespace native navigation near nearby neighbor network news newsletter next node note notice
notification notify number object observation occupancy offer office offline offset online open opening
operation operator opinion opportunity option order org organisation organization origin original outage
outbound outcome output owner ownership pack package page paid panel parameter parent park parse part
participant participation partner party pass passenger passkey password past patch path patient pattern pay
payee payer payment payout payroll peak peer penalty pending people percentage performance period permission
permit person personal pet phase phone photo picture pin pipeline place plan plane platform play player playlist
plugin podcast point policy poll pool popularity port portal portfolio position post postcode practice
preference premium prepare prescription presence present preset press previous price pricing primary print
priority privacy private privilege problem procedure process processing producer product production profile
profit program programme progress project promotion prompt property proposal protection protocol provider
province provision proxy public publication publisher pull purchase purge push qrcode quality quantity question
queue quick quiz quota quote range rank ranking rate rating raw reaction read reading real realm realtime reason
rebuild receipt receive received receiver recipe recipient recommendation recommended reconcile record recording
recover recovery recurring recycle redeem redemption redirect reference referral refund region registrant
registry regulation reindex rejection relation relationship relay release reload reminder remote rename render
renew rental repair reply repo repository report reporter reporting request requirement reservation resend
resident resolution resolve resolver resource respond response restaurant result resume retention return revenue
review reviewer revision reward ride right ring risk road role rollback room root rotate round route router
routing row rule run runner safety salary sale sample sandbox saved scale scan schedule scheduler scholarship
school science scope score scoreboard screen screenshot script season seat second secret section sector secure
security segment select seller send sender sensor sent sentiment sequence series serie server service setting
setup shard shape shift ship shipment shipping shop short show sign signal signature silence sim similar
simulation simulate single site sitemap size skill sku slot small sms snapshot snippet social software solution
song sort source space spam spec specification speaker speech sport spot spread sprint staff stage standard
standing star starred start starter state statement static station step stock storage store story strategy
stream streaming street string structure student studio study style subject submission subscriber subscription
subtitle success summary supplier supply support survey swap switch symbol synonym system table tag target task
tax taxonomy team technology template tenant term territory text thread threshold thumbnail ticket tier time
timeline timer timeseries timezone title today topic topup tour tournament trace track tracker tracking trade
trading traffic train training transaction transcript transcription transfer transform transit translation
translate transport travel tree trend trial trigger trip trust tunnel tutorial tweet type unit university unread
update upgrade upcoming upsert uri url usage use user username utility vacancy validation validator value
variable variant variation vehicle vendor venue verification version video view viewer visibility visit visitor
voice volume volunteer vote voucher vulnerability wait waitlist wallet warehouse warning watch watcher watchlist
weather web webhook website week weekly weight whitelist widget wiki window wish wishlist withdraw withdrawal
word work worker workflow workout workload workspace world write year yearly zip zone apply archived active
activate deactivate bind unbind between can cancelled check completed consent csrf destroy do dry effective
escalate exec expired finalize finish full grouped has hot increment decrement init invalidate is last legacy
max min modify moved multiple nested only or out over own per pick put ready regenerate related reopen replace
revert sell settle snooze sold specific sub suspend suspended to toggle transition trash undelete under undo
unassign unlink unset unstar untag used using validate void where captcha checkin dns http https ip ipv4 ipv6
json jwks jwt kyc ldap mfa oidc otp pdf png rss s3 saml scim sdk seo sla smtp sql ssh ssl sso tcp tls totp tts
udp ui uid uuid vat vip vm vpc vpn webauthn xml yaml zpl csv html2pdf md5 sha1 sha256 sha512 base64 acceleration
acknowledge allow allowlist denylist bulkdelete cdn chargeback cors cron customfield daemon daemonset configmap
replicaset statefulset ingress finalizer gpu kubernetes loadbalancer nat nic regional regionalized rev rollout
secgroup selector serviceaccount subnet subnetwork taint vnet workspaces iam kms acme aws azure gcp tmp userinfo
oauthapps checkruns checksuite codespace dependabot deploykey gitignore emoji octicon rateLimit stargazer
subscribers clones popular topics languages readme tarball zipball pulls blame ref refs heads fans goods spu
logistics express waybill aftersale dict dept yonghu denglu zhuce dingdan shangpin zhifu wenjian xiazai
shangchuan tuikuan liebiao xiangqing chuangjian sousuo huiyuan jifen youhuiquan kucun fahuo tongji shouye yanzheng
mima xiugai shanchu append rollback acknowledge deregister unregister deallocate drain evict eviction cordon promote
demote reassign recalculate reprocess requeue replay rescan resync rotate reboot shutdown poweron poweroff wipe
impersonate escalate snooze unsnooze mute unmute star unstar pin unpin watch unwatch hide unhide flag unflag upvote
downvote favorite unfavorite react repost retweet quote addon addons appeal asn attestation audience autofill
autoscaling autosave backlog backorder badge barcode batchget beacon bearer bid biller binding biometric blueprint
boxscore broadcast broker brokerage bulletin bundle bypass cadence callback caption cardholder carousel cartridge
cashback cdr census changelog changeset charger checkpoint checksum chunk citation claim classification classifier
cleanse clone cohort colocation commodity composite concurrency config configs conflict consensus consignment
consolidation consultation containerd convention cookie copyright corporate cpu cartography crawler creative creator
crew cross crypto cursor curve cutoff datacenter datafeed datapoint datasource datastore dataflow deadline deck
definition delegate delegation denial departure derivative deploy descriptor desktop diff digest dimension disabled
discovery dispense display disposition ditto dividend dock docker doctor dose download droplet dyno eligibility
embed embedding emission enclosure encounter encryption endorsement endpoint energy enforcement enrichment ensemble
envelope envvar epic epoch equity erase exception exclude exclusion exempt exhibit expiration expiry explain exposure
extract failover failure fargate fatality feedback fetcher fiat filing filler filter firewall fixture floating
flowchart focus footer footprint foreign formation formula fulfilment gallery gauge gender generation geocoder
geofence geolocation geometry glossary gradebook grant graph grid gsm hardware harvest hazard heading health
heatmap helper hierarchy historical hold holder hook hover html iban icon identify illustration imaging immunization
impersonation import incentive incident inclusion inference ingestion ingredient inheritance inline innings insert
installment intake intersection intraday invocation issue issuer jersey jobtype judge junction jurisdiction kanban
kernel keypair keyring keystore kickoff kiosk knowledge kpi landing landmark latency launch lawyer layer leader
leave ledger legal legislation lemma lending letter liability lifecycle lineup linkage listening livestream lobby
localization locator lockout logger loop lounge lunch machinery mailer maker mandate mapper marker marketdata
matchup maturity maximum measurement mediator medication meeting meet meta meter migrate minimum mirror mitigation
moderator modifier module moment mortgage mount multicast multipart mutation nat negotiation neighborhood net
notebook nutrition obligation odds offering offset oncall onboarding ontology openid opt optimization optimize outlet
outline overdue override oversight packet paging pair palette panel partition passcode passenger patent pathway pause
paylink payload paystub perimeter perk persona pharmacy physician pickup pilot pin pixel placement planner playback
playlist plot plug podcast pointer poll portability pose posting postal prebook precheck precision prediction
prefix premium prepaid presentation presign pressure principal privilege prize probe procurement profile projection
prompt proof properties prospect provenance provision publish punch purchase purpose pushes pwd qos quarantine quarter
query quest quorum rack radar raffle range rebalance rebate recap recipe reconciliation recovery recruit referrer
refill region regression reimbursement relationship relay reminder removal renewal repayment replica replication
reposts requester requisition reseller reserve residence resize resource responder resubmit results retail retention
retrieval retrieve returns revision reward rider roadmap robot roster roundtrip royalty rubric runbook sample sanction
satellite saving scheme scope scraper screening script seating secondary seed seismic selection semantic semester
sender sensor separator settlement sheet shelf shelter shortcut shortlink shortlist sibling silo simulator sink
sitemap sizes sketch slack slate slice slide snap snapshot socket span spawn specialty spectrum split sponsor spool
spreadsheet sprint squad stack stake staking standup stash station sticker stint stockout strain stress stub
studio subaccount subdomain subfolder subgroup subitem subtask succession suite sunset superuser supervisor
suppression surcharge surface surge suspension symptom syndication syntax synonym tab tally tap tariff taxon taxrate
teacher telemetry tenant terminal terminology terraform testing tether texttrack thesaurus thumb tile tip title
toll tone tool tooltip topology total touch toy traceroute tracer trademark trailer trait transcode transcriber
transition transmission traveler treasury treatment tribe trim tuning turn tweak typing unallocated unassigned
underwriting union unique unlock unmatched upgrade upkeep upload uptime usage userinfo utilization vault vaccine
validator valuation venue verdict verse vertical viewport violation virtual visa vision vital vocabulary voicemail
volatility wager waiting waiver waitlists walk ward warranty watermark waypoint wearable weather webcam webinar
weight wholesale widget winner wire wireless wiretap withdrawal witness workbook workbench workday workgroup
worklog worksheet wrapper yield zip zoning`)

// naming are the last words of collections whose members are called by name: behind them
// also a common noun is a value ("/labels/question", "/tags/support").
var naming = wordSet(`
tag label topic category genre currency country city symbol key username slug ticker locale language word
keyword hashtag handle emoji ingredient term author brand domain bucket index branch ref gitignore breed
name alias nickname hostname login capital nationality code title namespace attribute property flag feature scope blob secret variable env timezone region zone subject content
file object path`)

// verbs begin the names of actions: a word that starts with one of them is an action.
var verbs = wordSet(`
get list query find search create add new save insert update modify edit set put patch delete del remove batch
bulk do is has can check verify validate send push pull fetch load upload download import export submit cancel
confirm approve reject start stop enable disable reset change bind unbind sync copy move count page select show
make run exec execute apply generate register login logout sign open close lock unlock publish join leave invite
accept switch test init refresh calculate compute convert resolve lookup describe post upsert retrieve read
write assign unassign attach detach allocate release authorize revoke associate disassociate mark toggle restore
purge archive install deploy rename merge notify subscribe unsubscribe report track receive request process
handle clear clean replace compare calc build render print append rollback reboot drain evict deregister unregister
rerun requeue replay resend resume renew rotate revert recover reassign rescan resync retrigger launch terminate
suspend unsuspend activate deactivate promote demote migrate clone merge split assign acknowledge ack nack escalate
snooze mute unmute star unstar follow unfollow block unblock ban unban kick vote upvote downvote like unlike
favorite unfavorite bookmark share preview simulate estimate quote charge capture refund void settle finalize pay
transfer withdraw deposit exchange redeem claim invoke trigger dispatch schedule unschedule reschedule checkin
checkout wipe erase reindex optimize resize scale encode decode encrypt decrypt wrap unwrap tag untag pin unpin
wait poll stream watch ping flush commit abort begin end finish complete mark unmark lookup precheck link unlink
seek mutate analyze annotate recognize synthesize predict translate classify detect moderate query undelete unlock
expand reduce swap pop peek fill drop swap flip shuffle rank score sum diff patch probe drain warm cool trim
force enforce rebuild redeploy reload refetch reprocess recalculate regenerate undelete reopen hide unhide`)

// languages are the two-letter codes that are taken for a locale at the head of a path.
var languages = wordSet(`
en zh de fr es it pt ja ko ru ar nl sv da fi nb no pl tr cs el he hi hu ro th uk vi`)

// currencies are the lower-case codes of ISO 4217 in use, which look like words.
var currencies = wordSet(`
aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf clp
cny cop crc cuc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg
huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd
mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf
sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs
ves vnd vuv wst xaf xcd xof xpf yer zar zmw zwl btc eth`)

func wordSet(list string) map[string]struct{} {
	set := make(map[string]struct{}, 64)
	for _, w := range strings.Fields(list) {
		set[strings.ToLower(w)] = struct{}{}
	}
	return set
}

// known reports whether a lower-case word is in the vocabulary, directly or as a plural.
func known(w string) bool {
	if in(vocabulary, w) || in(reserved, w) || in(verbs, w) {
		return true
	}
	s := singular(w)
	return s != w && (in(vocabulary, s) || in(reserved, s))
}

func in(set map[string]struct{}, w string) bool { _, ok := set[w]; return ok }

// singular takes the plural ending off an English word; a word that has none is unchanged.
func singular(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches") ||
		strings.HasSuffix(w, "shes")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "us") && in(vocabulary, w[:n-1]):
		return w[:n-1] // menus, but not status
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") &&
		!strings.HasSuffix(w, "is"):
		return w[:n-1]
	}
	return w
}

// eachWord calls f with the lower-case words of a segment, cut at separators and at
// camel-case borders, until f says stop.
func eachWord(seg string, f func(w string) bool) {
	start := 0
	for i := 0; i <= len(seg); i++ {
		if i < len(seg) && (isAlnum(seg[i])) {
			// A border stands before an upper-case letter that follows a lower-case one, and
			// before the last of several upper-case letters ("HTTPServer").
			up := i > start && isUpper(seg[i]) && (isLower(seg[i-1]) || isDigit(seg[i-1]) ||
				(i+1 < len(seg) && isLower(seg[i+1])))
			if !up {
				continue
			}
			if !f(strings.ToLower(seg[start:i])) {
				return
			}
			start = i
			continue
		}
		if i > start && !f(strings.ToLower(seg[start:i])) {
			return
		}
		start = i + 1
	}
}
