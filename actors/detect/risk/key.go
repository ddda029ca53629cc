package risk

import "github.com/lapwing-sec/lapwing/actors/traffic"

// keyIs is what the name of a field says, as far as rows ask it of every value of a call.
type keyIs uint32

const (
	keyPassword keyIs = 1 << iota
	keyAccessID
	keyAccessSecret
	keyPassing // what makes a key pair a short-lived one
	keyState
	keyMessage
	keyAddress   // of what a server may fetch
	keyStatement // of a database
	keyCommand
	keyFile
	keyHeader   // what belongs into a header of that name
	keyPageSize //
	keyID       // names one record
)

func keyMeans(key string) (is keyIs) {
	for _, m := range [...]struct {
		is  keyIs
		yes bool
	}{
		{keyPassword, PasswordKey(key)}, {keyAccessID, keyIDs.has(key)}, {keyAccessSecret, keySecrets.has(key)},
		{keyPassing, passing.has(key)}, {keyState, stateKeys.has(key)}, {keyMessage, messageKeys.has(key)},
		{keyAddress, fetchNames.has(key) || ends(key, fetchEnds)}, {keyStatement, statementKeys.has(key)},
		{keyCommand, commandKeys.has(key)}, {keyFile, fileKeys.has(key) && !namingKeys.has(key)}, {keyHeader, headerKeys.has(key)},
		{keyPageSize, pageSizes.has(key)}, {keyID, ends(key, idEnds) && !notIDs.has(key)},
	} {
		if m.yes {
			is |= m.is
		}
	}
	return is
}

// Names remembers what the names of fields and the paths of APIs say: the same few come again and
// again. One a worker; its memory is bounded.
type Names struct {
	means traffic.PerKey[keyIs]
	paths map[string]*topics
}

// Use must be called for each call.
func (n *Names) Use(v *traffic.Values) { n.means.Use(v) }

// key gives what a value's key says.
func (c *Call) key(v *traffic.Value) keyIs {
	if c.Names == nil {
		return keyMeans(v.Key)
	}
	return c.Names.means.Of(v, keyMeans)
}
