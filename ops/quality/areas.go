package main

// area is one field of judgement with cases of its own.
type area struct {
	name string
	run  func() report
}

// areas is the table; a new area is one row and one file.
var areas = []area{
	{"values", valuesArea},
	{"paths", paths},
	{"purpose", purposeArea},
	{"verified", verifiedArea},
	{"attacks", attacks},
	{"leaks", leaks},
	{"risks", risksArea},
	{"credentials", credentialsArea},
	{"series", seriesArea},
}
