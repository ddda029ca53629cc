package sensitive

import (
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Type is one row of the table of data types.
type Type struct {
	ID              finding.DataType
	Name            string              // stable, as in "cn_id_card"
	Title           string              // for people
	Zh              string              // the title in Chinese
	Level           finding.Sensitivity //
	Person          bool                // personal information
	SensitivePerson bool                // sensitive personal information
	Secret          bool                // a secret of a system: never counted as a person
	Finds           []Example           // must be found
	Ignores         []Example           // must not be found as this type
}

// Example is a value with its key, or free text.
type Example struct {
	Key  string
	Text string
	Free bool // free text instead of a single value
}

// The types, by their row in the acceptance table.
const (
	CNIDCard finding.DataType = iota + 1
	DebitCard
	CNName
	CNAddress
	CNMobile
	Email
	CNPassport
	HKMPermit
	CNPlate
	CNPhone
	MilitaryID
	Gender
	Ethnicity
	CNProvince
	CNCity
	HKIDCard
	TCName
	ENName
	MYIDCard
	SGIDCard
	CreditCard
	SwiftCode
	USSSN
	USPhone
	Religion
	IPv4
	MAC
	JDBC
	PEMCert
	PrivateKey
	AKID
	AKSecret
	IPv6
	Date
	IMEI
	MEID
	LinuxPasswd
	LinuxShadow
	URL
	BusinessLicense
	TaxRegistration
	OrgCode
	USCC
	VIN
	lastType = VIN
)

// Types gives the table of all built-in types in the order of their IDs.
func Types() []Type { return types }

var types = func() (all []Type) {
	byID := [lastType + 1]Type{}
	for _, group := range [][]Type{personTypes, documentTypes, cardTypes, networkTypes, secretTypes, companyTypes} {
		for _, t := range group {
			byID[t.ID] = t
		}
	}
	return byID[1:]
}()

// ByID gives a built-in type; ok is false for custom and unknown ones.
func ByID(id finding.DataType) (t *Type, ok bool) {
	if id == 0 || id > lastType {
		return nil, false
	}
	return &types[id-1], true
}

// ByName gives the built-in type of a stable name.
func ByName(name string) (t *Type, ok bool) {
	for i := range types {
		if types[i].Name == name {
			return &types[i], true
		}
	}
	return nil, false
}
