package store

import (
	"context"
	"slices"
	"sync"
)

// Count gathers the statements that ran under a context, so that a test can
// hold a screen to its number. It is safe for concurrent use.
type Count struct {
	mu    sync.Mutex
	texts []string
}

type countKey struct{}

// Counting gives a context whose statements are counted, those of River and of
// the transactions themselves (BEGIN, COMMIT) left out.
func Counting(ctx context.Context) (context.Context, *Count) {
	c := &Count{}
	return context.WithValue(ctx, countKey{}, c), c
}

// Texts is the SQL of the statements in the order they ran, without arguments.
func (c *Count) Texts() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.texts)
}

func count(ctx context.Context, text string) {
	c, ok := ctx.Value(countKey{}).(*Count)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts = append(c.texts, text)
}
