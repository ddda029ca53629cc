package shop

import (
	"encoding/json"
	"net/http"
)

// envelope is how every JSON answer of the shop looks.
type envelope struct {
	Code      int    `json:"code"`
	Message   string `json:"message"`
	Data      any    `json:"data,omitempty"`
	RequestID string `json:"requestId"`
}

type object = map[string]any

// ok answers 200 with data. The lock must be held: the request id is drawn from the shared source.
func (s *Shop) ok(w http.ResponseWriter, data any) { s.answer(w, http.StatusOK, 0, "ok", data) }

// fail answers with a status and the shop's own error code. The lock must be held.
func (s *Shop) fail(w http.ResponseWriter, status, code int, message string) {
	s.answer(w, status, code, message, nil)
}

func (s *Shop) answer(w http.ResponseWriter, status, code int, message string, data any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	b, err := json.Marshal(envelope{code, message, data, s.requestID()})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(b) // the client went away: nobody is left to tell
}

// readJSON reads the request's body into v, or answers 400 and gives false. The lock must be held.
func (s *Shop) readJSON(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(r.Body).Decode(v); err != nil {
		s.fail(w, http.StatusBadRequest, 40000, "请求格式错误 bad request: "+err.Error())
		return false
	}
	return true
}
