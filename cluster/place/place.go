package place

import "github.com/zeebo/xxh3"

// Owners gives the owning member of each of the shards, "" for all of them without members.
// The order of the members does not matter; of two equal draws the smaller name wins.
func Owners(shards int, members []string) []string {
	draws := make([]uint64, len(members))
	for i, m := range members {
		draws[i] = xxh3.HashString(m)
	}
	owners := make([]string, shards)
	for s := range owners {
		var best uint64
		for i, m := range members {
			d := mix(draws[i] ^ mix(uint64(s)+1))
			if owners[s] == "" || d > best || d == best && m < owners[s] {
				best, owners[s] = d, m
			}
		}
	}
	return owners
}

// mix is the finaliser of MurmurHash3: every bit of x moves every bit of the result, so that
// neighbouring shard numbers draw independently.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
