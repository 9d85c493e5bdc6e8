// Package pgtemp starts a PostgreSQL that lives as long as this process: made
// by initdb in a new folder, reached by a socket in that folder, gone with it.
//
// It is for tests and for planning migrations. Durability is switched off.
package pgtemp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrMissing says that no PostgreSQL is installed where Start looks.
var ErrMissing = errors.New("PostgreSQL's initdb is neither on PATH nor under /usr/lib/postgresql/*/bin")

// Cluster is a running PostgreSQL.
type Cluster struct {
	folder string
	keeper *exec.Cmd
	alive  io.Closer // closing it, or the end of this process, stops the server
}

// running keeps the clusters reachable: a collected one would close its pipe and
// so stop its server.
var running sync.Map

// startTimeout is generous: initdb and the first start take 2 seconds here.
const startTimeout = 60 * time.Second

// The keeper runs the server and waits for the end of its own input, which
// comes when this process closes the pipe or dies by any means. Then it stops
// the server at once, since the data is to be thrown away, and removes it.
const keeperScript = `
"$1/postgres" -D "$2/data" >"$2/log" 2>&1 </dev/null &
server=$!
read -r forever
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
`

// Start makes a cluster and waits until it answers. As root it runs as the
// user postgres, else nobody, because PostgreSQL refuses to run as root. The
// error is ErrMissing when there is no PostgreSQL.
func Start(ctx context.Context) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	who, err := serverUser()
	if err != nil {
		return nil, err
	}
	folder, err := newFolder(who)
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: folder}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := c.start(ctx, bin, who); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	running.Store(c, true)
	return c, nil
}

func (c *Cluster) start(ctx context.Context, bin string, who account) error {
	if err := c.initdb(ctx, bin, who); err != nil {
		return err
	}
	//nolint:noctx // the keeper outlives the start and ends with this process
	c.keeper = exec.Command("/bin/sh", "-c", keeperScript, "keeper", bin, c.folder)
	c.keeper.SysProcAttr = who.process()
	c.keeper.Dir = c.folder
	pipe, err := c.keeper.StdinPipe()
	if err != nil {
		return err
	}
	c.alive = pipe
	if err := c.keeper.Start(); err != nil {
		return fmt.Errorf("starting PostgreSQL: %w", err)
	}
	return c.waitUntilReady(ctx)
}

func (c *Cluster) initdb(ctx context.Context, bin string, who account) error {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"),
		"--pgdata", filepath.Join(c.folder, "data"), "--username=postgres", "--auth=trust",
		"--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
	cmd.SysProcAttr = who.process()
	cmd.Dir = c.folder
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return c.configure()
}

// configure trades durability for speed and opens the socket only. 300
// connections are for packages tested at the same time.
func (c *Cluster) configure() error {
	file, err := os.OpenFile(filepath.Join(c.folder, "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(file, `
listen_addresses = ''
unix_socket_directories = '%s'
unix_socket_permissions = 0777
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 128MB
autovacuum = off
log_min_messages = fatal
`, c.folder)
	return errors.Join(err, file.Close())
}

func (c *Cluster) waitUntilReady(ctx context.Context) error {
	for {
		conn, err := pgx.Connect(ctx, c.URL("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(c.folder, "log"))
			return fmt.Errorf("PostgreSQL did not come up: %w\n%s", err, log)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// URL is where a database of the cluster is reached, as its superuser.
func (c *Cluster) URL(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User("postgres"),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {c.folder}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

// Stop ends the server and removes its folder. Without it both happen when the
// process ends.
func (c *Cluster) Stop() error {
	if c.keeper == nil || c.keeper.Process == nil {
		return os.RemoveAll(c.folder)
	}
	running.Delete(c)
	return errors.Join(c.alive.Close(), c.keeper.Wait())
}
