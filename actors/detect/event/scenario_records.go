package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// visit is one account asking for records of /orders/{id} on some day.
type visit struct {
	account int
	day     int
	after   time.Duration // the begin of the day
	every   time.Duration
	ip      string // "" is one of its own network
	agent   bool   // an app
	marks   finding.Marks
	status  func(f *finding.Facts, i int)
}

func notThere(f *finding.Facts, _ int)   { f.Status = 404 }
func refused403(f *finding.Facts, _ int) { f.Status = 403 }
func deleted(f *finding.Facts, _ int)    { f.API.Method, f.Status = "DELETE", 204 }

func refusedInside(f *finding.Facts, _ int) { f.Marks |= finding.MarkRefused }

func missingButTenth(f *finding.Facts, i int) {
	if i%10 != 0 {
		f.Status = 404
	}
}

func missingEighth(f *finding.Facts, i int) {
	if i%8 < 3 {
		f.Status = 404
	}
}

func visits(v visit, objects ...int) []finding.Facts {
	s := scene{after: later(v.day, 9) + v.after, every: v.every, ip: v.ip, creds: true, from: v.account * 1000}
	if v.ip == "" {
		s.ip = fmt.Sprintf("%d.%d.%d.7", 100+v.account%80, v.account%250, 1+v.day)
	}
	api := traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}
	all := make([]finding.Facts, len(objects))
	for i, o := range objects {
		f := s.call(i, api)
		f.Account, f.Object, f.Marks = hashOf("account", v.account), hashOf("object", o), v.marks
		if v.agent {
			f.Tool = attack.App
		}
		if v.status != nil {
			v.status(&f, i)
		}
		all[i] = f
	}
	return all
}

// objectsOf are the first n records of an account.
func objectsOf(account, n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = account*100 + i
	}
	return all
}

// othersOf is one record of each of n accounts after this one.
func othersOf(account, n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = (account%100 + 1 + i) % 100 * 100
	}
	return all
}

// fresh are n records of nobody known.
func fresh(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = 700_000 + i
	}
	return all
}

// run100 are the ids of a hundred records one after the other, from those of nobody on.
var run100 = fresh(100)

// ownedDays is so many days on which some accounts look at their own records, morning and evening.
func ownedDays(days, accounts, each int) (all []finding.Facts) {
	for day := range days {
		for a := range accounts {
			for _, after := range []time.Duration{0, 8 * time.Hour} {
				all = append(all, visits(visit{
					account: a, day: day, after: after + time.Duration(a)*time.Minute, every: 5 * time.Second,
				}, objectsOf(a, each)...)...)
			}
		}
	}
	return join(all)
}

// soon is two hours in which some accounts look at their own records every twenty minutes.
func soon(accounts, each int) (all []finding.Facts) {
	for i := range 6 {
		for a := range accounts {
			all = append(all, visits(visit{account: a, after: time.Duration(20*i)*time.Minute + time.Duration(a)*10*time.Second, every: time.Second}, objectsOf(a, each)...)...)
		}
	}
	return join(all)
}

// catalogDays is so many days on which accounts look at some of the same records, each a few.
func catalogDays(days, accounts, records int) (all []finding.Facts) {
	for day := range days {
		for a := range accounts {
			var some []int
			for i := range 8 {
				some = append(some, fresh(records)[(a*a+i*(a%7+1)+day*3)%records])
			}
			all = append(all, visits(visit{account: a, day: day, after: time.Duration(a) * 3 * time.Minute, every: 20 * time.Second}, some...)...)
		}
	}
	return join(all)
}

// readOnce is n records that n others read once each.
func readOnce(n int) (all []finding.Facts) {
	for i, o := range fresh(n) {
		if i%2 == 0 {
			all = append(all, visits(visit{account: 200 + i, day: 3, after: time.Duration(i) * time.Minute}, o)...)
		}
	}
	return all
}
