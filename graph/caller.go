package graph

import (
	"context"
	"sync/atomic"

	"patientportal/server/actor"
)

// caller is who asks in one operation. It begins as the session's actor; a
// sign-in makes it the new one, so that the same answer can go on to the
// viewer's patients.
type caller struct{ signedIn atomic.Pointer[actor.Actor] }

type callerKey struct{}

func withCaller(ctx context.Context) context.Context {
	return context.WithValue(ctx, callerKey{}, &caller{})
}

// who is the actor of this operation, the zero Actor without a session.
func who(ctx context.Context) actor.Actor {
	if c, ok := ctx.Value(callerKey{}).(*caller); ok {
		if a := c.signedIn.Load(); a != nil {
			return *a
		}
	}
	a, _ := actor.From(ctx)
	return a
}

// adopt makes a the actor of the rest of this operation.
func adopt(ctx context.Context, a actor.Actor) {
	if c, ok := ctx.Value(callerKey{}).(*caller); ok {
		c.signedIn.Store(&a)
	}
}
