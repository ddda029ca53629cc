package query

import (
	"fmt"
)

func rowID(prefix string, n uint8) string { return fmt.Sprintf("%s-%02d", prefix, n) }
