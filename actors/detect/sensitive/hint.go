package sensitive

// hint is what a key or a label says about the value beside it: a set of meanings.
type hint uint64

const (
	hName     hint = 1 << iota // a name of something, perhaps of a person
	hPerson                    // a person's name, surely
	hPart                      // one part of a person's name: first, last
	hPeople                    // what stands around it is a person: user, customer, patient
	hThing                     // what stands around it is a thing: product, city, file
	hOpaque                    // an identifier of a thing: order number, serial number, hash, time, price
	hVersion                   // a version
	hPhone                     //
	hFixed                     // a fixed line
	hEmail                     //
	hIDCard                    //
	hDocument                  // an identity document of any kind
	hPassport                  //
	hPermit                    // the permit to Hong Kong and Macao
	hMilitary                  //
	hHK                        //
	hMY                        //
	hSG                        //
	hSSN                       //
	hCard                      // a bank card
	hCredit                    //
	hDebit                     //
	hSwift                     //
	hAddress                   //
	hProvince                  //
	hCity                      //
	hGender                    //
	hEthnic                    //
	hReligion                  //
	hPlate                     //
	hVIN                       //
	hIP                        //
	hMAC                       //
	hIMEI                      //
	hMEID                      //
	hKeyID                     //
	hSecret                    //
	hDate                      //
	hURL                       //
	hLicense                   // a business licence
	hTax                       //
	hOrg                       //
	hUSCC                      //
)

func (h hint) any(of hint) bool { return h&of != 0 }

// hNames is every way in which a key can call for a name.
const hNames = hName | hPerson | hPart
