package app

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/ops/config"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/engine"
)

// share is what a node leaves in its folder, readable by its owner only, for further nodes
// of the same user on the same machine: where the store is, and the master key.
type share struct {
	Address, User, Password, Database string
	Master                            string
}

const shareName = "share.json"

func (a *App) startIdentity(context.Context) error {
	dir := a.o.Config.Data
	if from := a.o.Config.Cluster.Share; from != "" {
		s, err := readShare(from)
		if err != nil {
			return err
		}
		a.o.Config.Store.Address, a.o.Config.Store.User, a.o.Config.Store.Database = s.Address, s.User, s.Database
		a.o.Config.Store.Password = config.Secret(s.Password)
		a.o.Config.MasterKey = config.Secret(s.Master)
	}
	if key, err := a.o.Config.MasterKey.Reveal(); err != nil {
		return err
	} else if key != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("cannot make the data folder: %w", err)
		}
		if err := adoptKey(filepath.Join(dir, "master.key"), key); err != nil {
			return err
		}
	}
	id, err := loadIdentity(dir)
	if err != nil {
		return err
	}
	for _, w := range id.warnings {
		a.log.Warn("the data folder was not private", "what", w)
	}
	a.id = id
	return nil
}

// adoptKey takes over a master key given from outside; a folder that already lives with
// another one is refused, since its hashes would no longer match.
func adoptKey(path, key string) error {
	have, err := onceFile(path, func() (string, error) { return key, nil })
	if err != nil {
		return err
	}
	if have != key {
		return fmt.Errorf("%s holds another master key than the one given: use the data folder that belongs to it, or a new one", path)
	}
	return nil
}

func readShare(dir string) (share, error) {
	var s share
	b, err := os.ReadFile(filepath.Join(dir, shareName))
	if errors.Is(err, os.ErrNotExist) {
		return s, fmt.Errorf("no node shares %s: start the first node with --cluster and wait until it is up", dir)
	}
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil {
		return s, fmt.Errorf("cannot read what the node in %s shares: %w", dir, err)
	}
	return s, nil
}

func (a *App) startEngine(ctx context.Context) error {
	c := &a.o.Config
	if c.Store.Address != "" {
		return nil
	}
	lib, err := engine.Find(c.Store.Library)
	if err != nil {
		return err
	}
	password, err := keyFile(filepath.Join(c.Data, "engine.key"))
	if err != nil {
		return err
	}
	portFile := filepath.Join(c.Data, "engine.port")
	old, _ := os.ReadFile(portFile) // no file: no wish
	port, _ := strconv.Atoi(strings.TrimSpace(string(old)))
	a.child, err = engine.Start(ctx, engine.Options{
		Binary: a.o.Engine, Dir: filepath.Join(c.Data, "engine"), Lib: lib, MemoryBytes: uint64(c.Store.MemoryMB) << 20, Log: a.log,
		Password: base64.RawURLEncoding.EncodeToString(password), Port: port,
	})
	if err != nil {
		return err
	}
	if err := writeFile(portFile, strconv.Itoa(a.child.Port())); err != nil {
		return errors.Join(err, a.stopEngine(ctx))
	}
	c.Store.Address, c.Store.User, c.Store.Password = a.child.Addr(), a.child.User(), config.Secret(a.child.Password())
	return nil
}

func (a *App) stopEngine(context.Context) error {
	if a.child != nil {
		a.child.Stop()
	}
	return nil
}

// engineEnds counts unexpected ends of the engine; 0 where the store is a server elsewhere.
func (a *App) engineEnds() int {
	if a.child == nil {
		return 0
	}
	return a.child.State().Restarts
}

func (a *App) startStore(ctx context.Context) error {
	c := a.o.Config.Store
	password, err := c.Password.Reveal()
	if err != nil {
		return err
	}
	o := store.Options{
		Addr: []string{c.Address}, User: c.User, Password: password, Database: c.Database, Cluster: c.Cluster,
		Retention: store.Retention{Calls: a.o.Config.Retention.Calls, Samples: a.o.Config.Retention.Samples, Findings: a.o.Config.Retention.Findings},
	}
	o.Word = func(tenant, value string) uint32 { return detect.PlaceWord(a.id.tenantKey(tenant), value) }
	if c.TLS {
		o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if a.store, err = store.Open(ctx, o); err != nil {
		return err
	}
	if a.o.Config.Cluster.Bind == "" || a.child == nil {
		return nil
	}
	b, err := json.Marshal(share{c.Address, c.User, password, c.Database, base64.StdEncoding.EncodeToString(a.id.master)})
	if err != nil {
		return fmt.Errorf("cannot share the store: %w", err)
	}
	return writeFile(filepath.Join(a.o.Config.Data, shareName), string(b))
}

func (a *App) stopStore(context.Context) error { return a.store.Close() }

func (a *App) startSpool(context.Context) error {
	s, err := spool.Open(spool.Options{
		Dir: filepath.Join(a.o.Config.Data, "spool"), MaxBytes: int64(a.o.Config.Ingest.SpoolMB) << 20,
		Report: func(d spool.Damage) {
			a.log.Error("the spool found damage", "file", d.File, "offset", d.Offset, "lost", d.Lost, "error", d.Err)
		},
	})
	if errors.Is(err, spool.ErrLocked) {
		return fmt.Errorf("another node uses %s: give this one a folder of its own with --data", a.o.Config.Data)
	}
	a.spool = s
	return err
}

func (a *App) stopSpool(context.Context) error { return a.spool.Close() }
