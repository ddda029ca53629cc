package cluster

import (
	"fmt"
	"net"
	"strconv"

	"github.com/asynkron/protoactor-go/remote"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/lapwing-sec/lapwing/cluster/secure"
)

const (
	writerBatch = 32       // messages joined into one frame: with ranges of 64 KiB far below the limit
	mostReceive = 64 << 20 // bytes of one frame; above, gRPC drops the stream and all that is in it, silently
	retries     = 1        // more, and a dead node blocks its queue for 2 s each
)

// remoteConfig sets up the connections between nodes: mutual TLS wherever files are given,
// plain only on loopback, which Options.Check has made sure of.
func remoteConfig(o Options) (*remote.Config, error) {
	host, p, err := net.SplitHostPort(o.Bind)
	if err != nil {
		return nil, fmt.Errorf("cannot read cluster address %q: %w", o.Bind, err)
	}
	port, err := strconv.Atoi(p)
	if err != nil {
		return nil, fmt.Errorf("cannot read cluster address %q: %w", o.Bind, err)
	}
	server := []grpc.ServerOption{
		grpc.MaxRecvMsgSize(mostReceive),
		grpc.WaitForHandlers(true), // a frame under way may answer for actors that are gone: see Life.Close
	}
	dial := []grpc.DialOption{grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(mostReceive))}
	if o.Security.Empty() {
		dial = append(dial, grpc.WithTransportCredentials(insecure.NewCredentials()))
	} else {
		s, c, err := secure.TLS(o.Security)
		if err != nil {
			return nil, err
		}
		server = append(server, grpc.Creds(credentials.NewTLS(s)))
		dial = append(dial, grpc.WithTransportCredentials(credentials.NewTLS(c)))
	}
	r := remote.Configure(host, port, remote.WithEndpointWriterBatchSize(writerBatch),
		remote.WithServerOptions(server...), remote.WithDialOptions(dial...), remote.WithAdvertisedHost(o.Advertise))
	r.MaxRetryCount = retries
	return r, nil
}
