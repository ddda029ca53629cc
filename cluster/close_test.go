//go:build !race

package cluster

import (
	"testing"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/remote"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// slow holds whoever tells it something, until it may go on.
type slow struct{ began, goOn chan struct{} }

func (s *slow) Receive(ctx actor.Context) {
	if _, ok := ctx.Message().(*actor.PID); ok {
		close(s.began)
		<-s.goOn
	}
}

// TestCloseWaitsForWhatIsBeingReceived closes a node in the middle of a frame whose next message is a question to
// an actor that is gone: the answer to it needs a new connection, which must still be possible. Where it is not,
// the frame's goroutine panics and the process with it.
func TestCloseWaitsForWhatIsBeingReceived(t *testing.T) {
	a, asks := start(t, Options{}), start(t, Options{})
	s := &slow{began: make(chan struct{}), goOn: make(chan struct{})}
	props := actor.PropsFromProducer(func() actor.Actor { return s }, actor.WithDispatcher(actor.NewSynchronizedDispatcher(1)))
	pid, err := a.system.Root.SpawnNamed(props, "slow")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := grpc.NewClient(a.system.Address(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	stream, err := remote.NewRemotingClient(conn).Receive(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data, name, err := remote.Serialize(pid, 0)
	if err != nil {
		t.Fatal(err)
	}
	err = stream.Send(&remote.RemoteMessage{MessageType: &remote.RemoteMessage_MessageBatch{MessageBatch: &remote.MessageBatch{
		TypeNames: []string{name},
		Targets:   []*actor.PID{pid, actor.NewPID(a.system.Address(), "gone")},
		Senders:   []*actor.PID{actor.NewPID(asks.system.Address(), "asks")},
		Envelopes: []*remote.MessageEnvelope{{MessageData: data}, {MessageData: data, Target: 1, Sender: 1}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	<-s.began
	a.life.started <- <-a.life.started // Close waits for it
	closed := make(chan error, 1)
	go func() { closed <- a.life.Close() }()
	time.Sleep(500 * time.Millisecond) // a close that does not wait has stopped everything by now
	select {
	case err := <-closed:
		t.Errorf("closed in the middle of a frame: %v", err)
		closed <- err
	default:
	}
	close(s.goOn)
	if err := <-closed; err != nil {
		t.Error(err)
	}
}
