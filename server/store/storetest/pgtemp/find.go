package pgtemp

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// programFolders are where distributions put a server's own programs.
var programFolders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
}

// programs is the folder that holds initdb and postgres, symbolic links
// followed, since PATH may hold only the first.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil && holdsServer(filepath.Dir(real)) {
			return filepath.Dir(real), nil
		}
	}
	for _, pattern := range programFolders {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		slices.Sort(found)
		for _, folder := range slices.Backward(found) {
			if holdsServer(folder) {
				return folder, nil
			}
		}
	}
	return "", ErrMissing
}

func holdsServer(folder string) bool {
	for _, program := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(folder, program)); err != nil {
			return false
		}
	}
	return true
}

// account is the user that the server runs as; the zero value is this
// process's own.
type account struct {
	other    bool
	uid, gid uint32
}

func serverUser() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(found.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(found.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return account{}, fmt.Errorf("reading the user %s: %w", name, err)
		}
		return account{other: true, uid: uint32(uid), gid: uint32(gid)}, nil
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}

// process keeps a terminal's Ctrl-C from the server: the keeper ends it in
// order once this process is gone.
func (a account) process() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		attr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return attr
}

// memoryFolder is Linux's file system in memory, where making a database takes
// 40 ms instead of 400; roomNeeded keeps away from the 64 MB that containers give it.
const (
	memoryFolder = "/dev/shm"
	roomNeeded   = 1 << 30
)

// parentFolder is where clusters go: memory when it has room, else wherever
// temporary files do.
func parentFolder() string {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memoryFolder, &fs); err != nil {
		return os.TempDir()
	}
	if fs.Bavail*uint64(fs.Bsize) < roomNeeded {
		return os.TempDir()
	}
	return memoryFolder
}

// newFolder is short, since the path of a socket may have about 100 bytes.
func newFolder(who account) (string, error) {
	folder, err := os.MkdirTemp(parentFolder(), "pgtemp")
	if err != nil {
		return "", err
	}
	if who.other {
		if err := os.Chown(folder, int(who.uid), int(who.gid)); err != nil {
			return "", errors.Join(err, os.Remove(folder))
		}
	}
	return folder, nil
}
