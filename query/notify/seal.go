package notify

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Keys gives the key, 32 bytes, that secrets of a tenant are sealed with. Nodes of a cluster
// derive the same one.
type Keys func(tenant string) []byte

const sealedPrefix = "sealed:"

// IsSealed reports whether a value is a secret as it is stored.
func IsSealed(value string) bool { return strings.HasPrefix(value, sealedPrefix) }

var errSealed = errors.New("this secret was sealed for another name, channel or address: enter it again")

// Seal replaces the secrets of a recipient by sealed ones (AES-256-GCM). One that is sealed
// already stays, where it was sealed for the same name, channel and destination: whoever may
// change an address cannot have a secret sent there.
func Seal(keys Keys, tenant string, r *Recipient) []digest.Fault {
	var bad []digest.Fault
	for _, f := range r.Channel.Fields {
		value := r.Values[f.Name]
		switch {
		case !f.Secret || value == "":
		case IsSealed(value):
			if _, err := open(keys, tenant, r, f.Name, value); err != nil {
				bad = append(bad, digest.Fault{Field: "/" + f.Name, Detail: err.Error()})
			}
		default:
			sealed, err := seal(keys, tenant, r, f.Name, value)
			if err != nil {
				bad = append(bad, digest.Fault{Field: "/" + f.Name, Detail: err.Error()})
			}
			r.Values[f.Name] = sealed
		}
	}
	return bad
}

// Open gives the recipient with its secrets in the clear, to send with.
func Open(keys Keys, tenant string, r Recipient) (Recipient, error) {
	clear := Values{}
	for name, value := range r.Values {
		if f := r.Channel.field(name); f != nil && f.Secret && IsSealed(value) {
			text, err := open(keys, tenant, &r, name, value)
			if err != nil {
				return r, fmt.Errorf("cannot use %s of recipient %s: %w", name, r.Name, err)
			}
			value = text
		}
		clear[name] = value
	}
	r.Values = clear
	return r, nil
}

func box(keys Keys, tenant string) (cipher.AEAD, error) {
	if keys == nil {
		return nil, errors.New("this node keeps no secrets")
	}
	b, err := aes.NewCipher(keys(tenant))
	if err != nil {
		return nil, fmt.Errorf("cannot keep the secret: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(b)
}

func seal(keys Keys, tenant string, r *Recipient, field, value string) (string, error) {
	a, err := box(keys, tenant)
	if err != nil {
		return "", err
	}
	return sealedPrefix + base64.RawURLEncoding.EncodeToString(a.Seal(nil, nil, []byte(value), []byte(r.bound(field)))), nil
}

func open(keys Keys, tenant string, r *Recipient, field, value string) (string, error) {
	a, err := box(keys, tenant)
	if err != nil {
		return "", err
	}
	b, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(value, sealedPrefix))
	if err != nil {
		return "", errSealed
	}
	text, err := a.Open(nil, nil, b, []byte(r.bound(field)))
	if err != nil {
		return "", errSealed
	}
	return string(text), nil
}
