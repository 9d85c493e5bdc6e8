package web

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// bareSocket is the least a client can be, so that nearly all of what the
// process grows by is the server's.
type bareSocket struct{ conn net.Conn }

func (p *portal) bare(token string) bareSocket {
	p.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprintf(conn, "GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nCookie: portal_session=%s\r\n\r\n", token)
	if err != nil {
		p.t.Fatal(err)
	}
	b := bareSocket{conn}
	b.await(p.t, "\r\n\r\n")
	b.write(p.t, `{"type":"connection_init"}`)
	b.await(p.t, `"connection_ack"}`)
	return b
}

// write sends one masked text frame; a mask of zeros leaves the text as it is.
func (b bareSocket) write(t *testing.T, text string) {
	t.Helper()
	frame := append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...)
	if _, err := b.conn.Write(frame); err != nil {
		t.Fatal(err)
	}
}

func (b bareSocket) await(t *testing.T, end string) {
	t.Helper()
	_ = b.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	r := bufio.NewReaderSize(b.conn, 16)
	for seen := ""; !strings.HasSuffix(seen, end); {
		c, err := r.ReadByte()
		if err != nil {
			t.Fatalf("%v after %q", err, seen)
		}
		seen += string(c)
	}
}

// A signed-in socket with a subscription takes at most 15 KiB of the program.
func TestIdleSocketIsSmall(t *testing.T) {
	if raceEnabled {
		t.Log("the race detector's own memory is not measured")
		return
	}
	const count = 1000
	p := start(t)
	warm := p.bare("good:warm")
	before := settled()
	for i := range count {
		b := p.bare(fmt.Sprintf("good:m%d", i))
		b.write(t, `{"id":"1","type":"subscribe","payload":{"query":"subscription{forever}"}}`)
	}
	p.sockets.await(t, count+1)
	each := (settled() - before) / count
	t.Logf("%d bytes a socket", each)
	if each > 15<<10 {
		t.Errorf("%d bytes a socket, more than 15 KiB", each)
	}
	_ = warm.conn.Close()
}

// settled is what the heap and the stacks hold once garbage is gone.
func settled() int64 {
	http.DefaultClient.CloseIdleConnections()
	for range 5 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond) // stacks shrink as goroutines are scanned
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}
