package actors

import (
	"context"
	"errors"
	"time"
)

// claim takes a shard and loads its newest checkpoint, in this order, trying until it can or
// this life ends (nil).
func (l *life) claim(shard uint32) *claimed {
	select {
	case l.claims <- struct{}{}:
		defer func() { <-l.claims }()
	case <-l.ctx.Done():
		return nil
	}
	for pause := claimPause; ; pause = min(2*pause, claimPauseMost) {
		c, err := l.claimOnce(shard)
		if err == nil {
			return c
		}
		if l.ctx.Err() != nil {
			return nil
		}
		l.log.Warn("cannot claim a shard: trying again", "shard", shard, "error", err)
		select {
		case <-l.ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

const (
	claimPause     = 100 * time.Millisecond
	claimPauseMost = 5 * time.Second
	claimTimeout   = 10 * time.Second
	claimsAtOnce   = 8 // of one node, so that a start does not flood the store
)

func (l *life) claimOnce(shard uint32) (*claimed, error) {
	ctx, cancel := context.WithTimeout(l.ctx, claimTimeout)
	defer cancel()
	epoch, err := l.node.o.Sink.Claim(ctx, shard, l.owner)
	if err != nil {
		return nil, err
	}
	if epoch == 0 {
		return nil, errors.New("the store gave epoch 0")
	}
	pieces, err := l.node.o.Sink.LoadCheckpoint(ctx, shard)
	if err != nil {
		return nil, err
	}
	return &claimed{epoch: epoch, pieces: pieces}, nil
}
