package store_test

import (
	"testing"

	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
