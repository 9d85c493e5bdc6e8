package account

import (
	"context"
	"testing"
)

func TestATryIsDrownedInOneHash(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		tries := w.TriesAt("door", TryLimits{})
		got := w.trace(func(ctx context.Context) (any, error) {
			return nil, tries.Drown(ctx, "7-100-001", elsewhere(1))
		})
		if got.message != "" || got.hashes != 1 || got.statements != "" {
			t.Errorf("%q, %d hashes, %q: want one hash and nothing else", got.message, got.hashes, got.statements)
		}
	})
}
