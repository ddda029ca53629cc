package crowd

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// LiveAttacks lists attacks by further real programs, which live runs play besides those of the recorded day.
func LiveAttacks() []Attack {
	return []Attack{
		{
			ID: "scan-names", Event: "EV-25", Also: []string{"EV-18"},
			What: "dirb looks for hidden folders under the name of an old browser",
			Host: shop.HostAPI, Method: "GET", Template: "/{other}", Sources: []string{"198.51.100.171"}, Stretch: 1, Tool: dirb,
		},
		{
			ID: "ids-by-tool", Event: "EV-17", Also: []string{"EV-01", "EV-25"},
			What: "wfuzz counts up customer numbers without a credential",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/users/{id}", Sources: []string{"203.0.113.176"}, Stretch: 1, Tool: wfuzz,
		},
		{
			ID: "register-by-tool", Event: "EV-13", Also: []string{"EV-01"},
			What: "ffuf registers one customer after the other",
			Host: shop.HostAPI, Method: "POST", Template: "/api/v1/register", Sources: []string{"198.51.100.183"}, Stretch: 1, Tool: ffufRegister,
		},
		{
			ID: "flood-by-tool", Event: "EV-01",
			What: "ab asks for the catalogue as fast as it is answered",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/products", Sources: []string{"203.0.113.189"}, Stretch: 1, Tool: ab,
		},
	}
}

// withHeaders appends the headers of a run, each behind the flag.
func withHeaders(args []string, flag string, t ToolRun, more ...string) []string {
	for _, h := range append(t.headers(shop.HostAPI), more...) {
		args = append(args, flag, h)
	}
	return args
}

func dirb(w *World, t ToolRun) *Invocation {
	args := []string{"http://" + w.Plain + "/", "names.txt", "-S", "-r"}
	return &Invocation{Name: "dirb", Args: withHeaders(args, "-H", t), Files: map[string]string{"names.txt": strings.Join(folders(t.R, 400), "\n") + "\n"}}
}

// folders makes up names that are no paths of the shop.
func folders(r *rand.Rand, n int) []string {
	parts := strings.Fields("adm back cache conf data dev doc feed glob hid int job key log media net old priv root sys tmp up var web")
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%s%d", parts[r.IntN(len(parts))], parts[i%len(parts)], i)
	}
	return out
}

func wfuzz(w *World, t ToolRun) *Invocation {
	args := withHeaders([]string{"-z", "range,10001-10200", "-t", "2", "-s", "0.05"}, "-H", t)
	return &Invocation{Name: "wfuzz", Args: append(args, "http://"+w.Plain+"/api/v1/users/FUZZ")}
}

func ffufRegister(w *World, t ToolRun) *Invocation {
	args := withHeaders([]string{"-w", "names.txt", "-u", "http://" + w.Plain + "/api/v1/register", "-X", "POST", "-t", "2", "-p", "0.1", "-mc", "all", "-s",
		"-d", `{"username":"FUZZ","password":"Rr-2026-kk","mobile":"13812345678","email":"FUZZ@mail.example"}`}, "-H", t, "Content-Type: application/json")
	return &Invocation{Name: "ffuf", Args: args, Files: map[string]string{"names.txt": strings.Join(folders(t.R, 80), "\n") + "\n"}}
}

func ab(w *World, t ToolRun) *Invocation {
	args := withHeaders([]string{"-n", "3000", "-c", "4"}, "-H", t)
	return &Invocation{Name: "ab", Args: append(args, "http://"+w.Plain+"/api/v1/products?page=1")}
}
