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

	keyKnown keyIs = 1 << 31 // set wherever a name was judged
)

func keyMeans(key string) (is keyIs) {
	is = keyKnown
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
	keys       *traffic.Keys
	generation uint32
	means      []keyIs // by number of the key; 0 where it was not asked for yet
	paths      map[string]*topics
}

// Use must be called for each call.
func (n *Names) Use(v *traffic.Values) {
	if v.Keys == nil {
		n.keys, n.means = nil, n.means[:0]
		return
	}
	if n.keys != v.Keys || n.generation != v.Keys.Generation() {
		clear(n.means)
		n.keys, n.generation = v.Keys, v.Keys.Generation()
	}
	if more := v.Keys.Len() - len(n.means); more > 0 {
		n.means = append(n.means, make([]keyIs, more)...)
	}
}

// key gives what a value's key says.
func (c *Call) key(v *traffic.Value) keyIs {
	if c.Names == nil {
		return keyMeans(v.Key)
	}
	return c.Names.key(v)
}

func (n *Names) key(v *traffic.Value) keyIs {
	id := int(v.KeyID)
	if id == 0 || id >= len(n.means) {
		return keyMeans(v.Key)
	}
	if n.means[id] == 0 {
		n.means[id] = keyMeans(v.Key)
	}
	return n.means[id]
}
