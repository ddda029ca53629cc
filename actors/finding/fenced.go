package finding

import "fmt"

// FencedError says which shards of a SaveCheckpoints call have been claimed by somebody else.
//
// What the store guarantees with it: claims are seen by every later read, and SaveCheckpoints
// looks for claims newer than the checkpoint's (Epoch, Owner) after the checkpoints were
// written. Then either the old owner learns of the claim here and forgets nothing, or the
// new owner, which claims before it loads, finds the checkpoint. Checkpoints of shards not
// named here are saved.
type FencedError struct {
	Shards []uint32
}

func (e *FencedError) Error() string {
	return fmt.Sprintf("cannot save checkpoints of %d shards: claimed by another node since", len(e.Shards))
}
