package cli

import (
	"bytes"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// offlineTenant and offlineKey stand in where nothing is stored: the hashes live as long as
// the command.
const offlineTenant = "offline"

var offlineKey = []byte("no value leaves this command hashed")

// said is the answer to one exchange.
type said struct {
	API         string   `json:"api"` // "" where the call is no API
	Method      string   `json:"method"`
	Host        string   `json:"host"`
	Purposes    []string `json:"purposes"`
	Service     string   `json:"service_object"`
	Credentials []string `json:"credentials"`
	Request     []string `json:"request_data"`
	Response    []string `json:"response_data"`
	Attacks     []string `json:"attacks"`
	Risks       []string `json:"risks"`
	Blocked     bool     `json:"blocked"`
}

// inspectExchanges answers line by line: templates are learned from the lines so far.
func inspectExchanges(cmd *cobra.Command, args []string) error {
	engine, templates := detect.New(detect.Options{}), traffic.NewTemplates(traffic.DefaultTemplateLimits)
	var second confirm.Inline
	rules, err := rulesOf(cmd)
	if err != nil {
		return err
	}
	engine.UseRules(rules)
	out := newAnswers(cmd.OutOrStdout())
	err = eachLine(cmd, args, func(line []byte, err error) error {
		if err != nil {
			return out.fail(err)
		}
		var answer *said
		decodeErr := ingest.Decode("ndjson", bytes.NewReader(line), ingest.Options{Arrival: time.Now(), Unbounded: true},
			func(x *traffic.Exchange) error {
				templates.Learn(x.Host, x.Method, x.Path, x.Status)
				in, err := second.Inspect(engine, offlineTenant, offlineKey, templates, x)
				answer = say(rules, &in.Facts)
				return err
			}, func(_ int, lineErr error) { err = lineErr })
		switch {
		case decodeErr != nil:
			return out.fail(decodeErr)
		case err != nil:
			return out.fail(err)
		case answer == nil:
			return out.fail(errors.New("the line is empty"))
		}
		return out.write(answer)
	})
	return errors.Join(err, out.w.Flush())
}

func say(r *policy.Rules, f *finding.Facts) *said {
	s := &said{
		API: f.API.Template, Method: f.API.Method, Host: f.API.Host, Service: query.ServiceName(f.Service), Blocked: f.Blocked,
		Purposes: []string{}, Credentials: []string{}, Attacks: []string{}, Risks: []string{},
		Request: dataNames(r, f.ReqData), Response: dataNames(r, f.ResData),
	}
	for _, p := range f.Purposes {
		s.Purposes = append(s.Purposes, r.PurposeName(p))
	}
	for _, k := range credential.Kinds() {
		if f.Creds.Has(uint8(k.ID)) {
			s.Credentials = append(s.Credentials, k.Name)
		}
	}
	for _, k := range attack.Kinds() {
		if f.Attacks.Has(uint8(k.ID)) {
			s.Attacks = append(s.Attacks, k.Name)
		}
	}
	var contributions []finding.Finding
	if !f.Noise {
		event.NewEndpoint(f.API).Apply(f, &contributions)
	}
	for _, c := range contributions {
		if c.Kind == finding.KindRisk {
			s.Risks = append(s.Risks, c.Type)
		}
	}
	return s
}
