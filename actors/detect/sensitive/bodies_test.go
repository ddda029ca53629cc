package sensitive

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// corpus makes JSON responses such as real APIs give: lists of users, orders, goods, metrics,
// articles, errors; about two in five hold personal data. Mean some 4 KB.
func corpus(n int) (bodies [][]byte, bytes int) {
	r := rand.New(rand.NewPCG(11, 13))
	gen := map[string]func() string{}
	for _, g := range valid {
		gen[fmt.Sprint(g.t)] = func() string { return until(func() string { return g.make(r) }) }
	}
	user := func() map[string]any {
		return map[string]any{
			"userId": 1_745_000_000_000_000_000 + r.Int64N(1e15), "realName": gen["SD-03"](), "phone": gen["SD-05"](),
			"email":    gen["SD-06"](),
			"idCardNo": gen["SD-01"](), "address": gen["SD-04"](), "gender": pick(r, "男", "女"), "vipLevel": r.IntN(9),
			"status":     "ACTIVE",
			"createTime": "2024-05-0" + fmt.Sprint(1+r.IntN(9)) + "T10:22:31Z", "avatar": "https://cdn.example.com/a/" +
				random(r, hexDigits, 32) + ".png",
		}
	}
	order := func() map[string]any {
		return map[string]any{
			"orderNo": "2024" + random(r, digitsOnly, 18), "skuId": random(r, digitsOnly, 12), "title": pick(r,
				"无线蓝牙耳机 降噪版", "Cotton shirt, blue, size XL", "云南普洱茶礼盒"),
			"price": float64(r.IntN(100_000)) / 100, "quantity": 1 + r.IntN(5), "state": "PAID", "traceId": random(r,
				hexDigits, 32), "remark": nil,
			"payTime": 1_700_000_000_000 + r.Int64N(1e10), "tags": []string{"hot", "new", "sale"}, "coupon": false,
		}
	}
	metric := func() map[string]any {
		return map[string]any{
			"ts": 1_700_000_000 + r.IntN(1e7), "cpu": r.Float64(), "mem": r.Float64() * 100,
			"p99": r.IntN(900), "host": "node-" + fmt.Sprint(r.IntN(40)),
		}
	}
	article := func() map[string]any {
		return map[string]any{"id": r.IntN(1e6), "title": "How to measure what you ship", "body": pick(r,
			"The quick brown fox jumps over the lazy dog and then writes a long report about it, which nobody reads until the next quarter begins.",
			"本文介绍如何在生产环境中度量接口的性能，并给出若干可以直接使用的建议。读者无需任何先验知识即可理解全文。")}
	}
	kinds := []func() map[string]any{user, order, order, metric, article}
	for range n {
		make := kinds[r.IntN(len(kinds))]
		var list []any
		for range 1 + r.IntN(24) {
			list = append(list, make())
		}
		b, err := json.Marshal(map[string]any{"code": 0, "message": "ok", "data": map[string]any{
			"total": len(list),
			"list":  list,
		}})
		if err != nil {
			panic(err)
		}
		bodies = append(bodies, b)
		bytes += len(b)
	}
	return bodies, bytes
}

func exchanges(bodies [][]byte) (xs []*traffic.Exchange) {
	for _, b := range bodies {
		xs = append(xs, &traffic.Exchange{Response: traffic.Message{Body: b}})
	}
	return xs
}

// TestScanAllocatesNothing: in steady state, walk and scan of a body allocate nothing.
func TestScanAllocatesNothing(t *testing.T) {
	bodies, _ := corpus(40)
	xs := exchanges(bodies)
	w, s := traffic.NewWalker(traffic.Limits{}), NewScanner()
	var found []Found
	run := func() {
		for _, x := range xs {
			found = s.Values(found[:0], w.Walk(x), traffic.Response)
		}
	}
	run()
	if n := testing.AllocsPerRun(20, run); n != 0 {
		t.Errorf("%v allocations for %d bodies, want 0", n, len(xs))
	}
}
