// Command record plays a day of traffic against the shop, through a real nginx with the shipped lua
// sensor, and writes ops/corpus/day.ndjson.zst and truth.json.
//
//	go run ./ops/corpus/record            record a day into ops/corpus
//	go run ./ops/corpus/record shop       only serve the shop on 127.0.0.1:8088, to try a sensor on
//
// The day is virtual: callers wait in virtual time, so that a day takes about a minute. Each call carries its
// virtual time through the gateway in one header, which is taken out again afterwards. Real attack programs
// keep the pace they really have; their calls are moved to the attack's start.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

func main() {
	dir := flag.String("dir", "ops/corpus", "folder of day.ndjson.zst and truth.json")
	seed := flag.Uint64("seed", 20261121, "of the invented world and of everybody's choices")
	listen := flag.String("listen", "127.0.0.1:8088", "address of the shop, for \"record shop\"")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *dir, *seed, *listen); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, what, dir string, seed uint64, listen string) error {
	if what == "shop" {
		srv := &http.Server{
			Addr: listen, Handler: shop.New(shop.Options{Seed: seed}).Handler(), ReadHeaderTimeout: 10 * time.Second,
		}
		fmt.Println("the shop listens on http://" + listen)
		go func() { // ends with the program
			<-ctx.Done()
			_ = srv.Close() // nothing to save
		}()
		if err := srv.ListenAndServe(); ctx.Err() == nil {
			return fmt.Errorf("cannot serve the shop: %w", err)
		}
		return nil
	}
	d, err := play(ctx, seed)
	if err != nil {
		return err
	}
	return d.write(dir)
}
