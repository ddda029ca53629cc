package risk

import (
	"strconv"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	bigPage  = 100  // rows that no page of an application shows
	hugePage = 1000 // rows that no server should promise
)

var (
	pageSizes = words(`limit pagesize size perpage rows count top pagelimit maxresults numperpage num pagecount length
		rowsperpage maxrows maxcount pagerows itemsperpage first batchsize rownum step results resultsperpage
		take nrows maxitems maxkeys limits ps 每页条数`)
	totals = words(`total totalcount totalrows totalelements totalitems count recordcount totalrecords recordstotal totalnum`)
)

// obeyedPage looks for a page as large as the caller asked for: the rows are there, or the
// answer repeats the size as the one it works with.
func obeyedPage(c *Call) (string, bool) {
	if !c.served() {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place < traffic.InJSON || !pageSizes.has(v.Key) {
			continue
		}
		asked, err := strconv.Atoi(string(v.Text))
		if err != nil || asked < bigPage || asked > 1<<30 {
			continue
		}
		got := records(c.response())
		if got >= bigPage && got >= asked*9/10 {
			return finding.Say("page_records", where(v), number("n", asked), number("of", got)), true
		}
		repeated, total := c.repeats(v.Key, string(v.Text))
		switch {
		case asked >= hugePage && repeated:
			return finding.Say("page_obeyed", where(v), number("n", asked)), true
		case asked > got && got > bigPage && got >= total && total > 0:
			return finding.Say("page_all", where(v), number("n", asked), number("of", total)), true
		}
	}
	return "", false
}

// repeats reports whether the answer repeats the size asked for under a name of a size, and
// the total number of rows that it tells of, 0 if it does not.
func (c *Call) repeats(key, asked string) (repeated bool, total int) {
	values := c.response()
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || v.Shape != traffic.Number || len(v.Text) > 10 {
			continue
		}
		switch {
		case string(v.Text) == asked && v.Key != "" && (v.Key == key || pageSizes.has(v.Key)) && !totals.has(v.Key):
			repeated = true
		case totals.has(v.Key):
			n, err := strconv.Atoi(string(v.Text))
			if err == nil {
				total = max(total, n)
			}
		}
	}
	return repeated, total
}

// records counts the objects or rows of an answer's body that hold a value.
func records(values []traffic.Value) (n int) {
	var last uint32
	for i := range values {
		if v := &values[i]; v.Place >= traffic.InJSON && v.Record > last {
			last = v.Record
			n++
		}
	}
	return n
}
