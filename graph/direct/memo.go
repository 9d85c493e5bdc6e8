package direct

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
)

// maxKept bounds a memo; documents are few, as operations are persisted.
const maxKept = 4096

// Memo keeps what was made of a selection, by the selection's first node. The
// node is the key itself, so a collected document cannot lend it to another.
// The zero Memo is empty; it is safe for concurrent use.
type Memo[T any] struct {
	byKey sync.Map
	count atomic.Int64
}

type kept[T any] struct {
	selection ast.SelectionSet
	made      T
}

// Get gives what was made of the selection before.
func (m *Memo[T]) Get(selection ast.SelectionSet) (made T, ok bool) {
	if len(selection) == 0 {
		return made, false
	}
	found, ok := m.byKey.Load(selection[0])
	if !ok {
		return made, false
	}
	k := found.(*kept[T])
	// The same first node with other company: fields merged under @include.
	// Rare enough to be made each time.
	return k.made, slices.Equal(k.selection, selection)
}

// Keep keeps what was made of the selection, unless it has something for
// another selection with the same first node.
func (m *Memo[T]) Keep(selection ast.SelectionSet, made T) {
	if len(selection) == 0 {
		return
	}
	fresh := &kept[T]{selection: slices.Clone(selection), made: made}
	if _, taken := m.byKey.LoadOrStore(selection[0], fresh); taken || m.count.Add(1) <= maxKept {
		return
	}
	m.byKey.Clear()
	m.count.Store(0)
}
