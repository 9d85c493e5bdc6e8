package notify

import (
	"context"
)

// How many rows a replay reads at a time.
const replayBatch = 200

// numbered is an item with its place in the stream.
type numbered[T any] struct {
	number int64
	item   T
}

// verdict is what the check of the rights says of one item.
type verdict int

const (
	deliverIt verdict = iota
	skipIt
	endIt
)

// follower is how one kind of stream is read.
type follower[T any] struct {
	topic   string
	start   func(context.Context) (int64, error)                // the number to begin after
	read    func(context.Context, int64) ([]numbered[T], error) // rows after a number, oldest first
	direct  func(*signal) (T, bool)                             // the item out of a signal, when it can be had
	wanted  func(T) bool                                        // whether the item is of the kind asked for
	allowed func(context.Context, T) verdict                    // asked anew for every item, wanted or not
}

// following is a stream being read: everything up to last has been dealt with.
type following[T any] struct {
	follower[T]
	out  chan T
	last int64
}

// follow listens first and then looks where the stream stands, so that nothing
// falls in between; the numbers keep what is seen twice from being told twice.
func follow[T any](ctx context.Context, s *Service, replay bool, f follower[T]) (<-chan T, error) {
	l := s.hub.listen(f.topic)
	last, err := f.start(ctx)
	if err != nil {
		s.hub.leave(l)
		return nil, err
	}
	reading := following[T]{follower: f, out: make(chan T), last: last}
	go func() {
		defer close(reading.out)
		defer s.hub.leave(l)
		if err := reading.run(ctx, l, replay); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "following a stream", "error", err)
		}
	}()
	return reading.out, nil
}

func (f *following[T]) run(ctx context.Context, l *listener, replay bool) error {
	if replay {
		if more, err := f.catchUp(ctx); !more {
			return err
		}
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case sig, open := <-l.signals:
			if !open {
				return nil
			}
			if more, err := f.hear(ctx, sig); !more {
				return err
			}
		}
	}
}

// hear deals with one signal; nil stands for "look yourself". It gives false
// when the stream is over for this subscriber.
func (f *following[T]) hear(ctx context.Context, sig *signal) (bool, error) {
	if sig == nil {
		return f.catchUp(ctx)
	}
	if sig.Number <= f.last {
		return true, nil
	}
	if item, ok := f.direct(sig); ok && sig.Number == f.last+1 {
		return f.tell(ctx, numbered[T]{sig.Number, item}), nil
	}
	return f.catchUp(ctx)
}

// catchUp reads all rows after the last.
func (f *following[T]) catchUp(ctx context.Context) (bool, error) {
	for {
		items, err := f.read(ctx, f.last)
		if err != nil {
			return false, err
		}
		for _, item := range items {
			if !f.tell(ctx, item) {
				return false, nil
			}
		}
		if len(items) < replayBatch {
			return true, nil
		}
	}
}

// tell passes one item on, false when the stream is over for this subscriber.
// The rights are asked for what is not wanted too: it may be that they ended.
func (f *following[T]) tell(ctx context.Context, n numbered[T]) bool {
	f.last = n.number
	switch may := f.allowed(ctx, n.item); {
	case may == endIt:
		return false
	case may == skipIt, !f.wanted(n.item):
		return true
	}
	select {
	case <-ctx.Done():
		return false
	case f.out <- n.item:
		return true
	}
}
