package policy

import "slices"

// usesOf are what conditions serve in the kinds of documents that have some.
var usesOf = map[string]uses{Allows: forScope, AuthRules: forScope, Purposes: forPurpose, Credentials: forCredential, OwnEvents: forEvent}

// FieldsOf lists the fields that conditions of one kind of documents may ask, in the order of the
// form; nil where the kind has no conditions.
func FieldsOf(kind string) []Field {
	use := usesOf[kind]
	if use == 0 {
		return nil
	}
	return slices.DeleteFunc(Fields(), func(f Field) bool { return f.uses&use == 0 })
}
