package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"patientportal/server/store"
)

// What River is told. A crashed job would rest for an hour by default.
const (
	jobTimeout   = 30 * time.Second
	rescueAfter  = 60 * time.Second
	choreTimeout = 5 * time.Minute
	workers      = 8
	choreRetries = 5
)

// deliverFunc is what an alarm rings for; see Service.deliver.
type deliverFunc func(ctx context.Context, id string, done func(context.Context) error) (again time.Duration, err error)

// jobs is all that the room knows of River: alarms and chores. River goes by
// the wall clock and the program by its own, which the demo may have moved;
// alarms are set by the difference of the two, and ring again when they rang
// too early.
type jobs struct {
	client   *river.Client[*sql.Tx]
	complete completeFunc
	clock    store.Clock
	deliver  deliverFunc

	mu     sync.Mutex
	chores map[string]func(context.Context) error
}

// deliverArgs names the delivery. Swept tells those of the sweep, of which one
// at a time is enough.
type deliverArgs struct {
	DeliveryID string `json:"delivery_id"`
	Swept      bool   `json:"swept,omitempty"`
}

// Kind is River's name of the job.
func (deliverArgs) Kind() string { return "notify_deliver" }

type choreArgs struct {
	Name string `json:"name"`
}

// Kind is River's name of the job.
func (choreArgs) Kind() string { return "chore" }

// Two jobs alike do not wait or run beside each other.
var oneAtATime = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
	rivertype.JobStateRunning, rivertype.JobStateScheduled,
}}

func newJobs(s *store.Store, clock store.Clock, log *slog.Logger, deliver deliverFunc) (*jobs, error) {
	j := &jobs{clock: clock, deliver: deliver, chores: make(map[string]func(context.Context) error)}
	registered := river.NewWorkers()
	river.AddWorker(registered, &deliverWorker{jobs: j})
	river.AddWorker(registered, &choreWorker{jobs: j})
	driver, complete := queueOf(s)
	j.complete = complete
	var err error
	j.client, err = river.NewClient(driver, &river.Config{
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		Logger:               slog.New(onlyTrouble{log.Handler()}),
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		Workers:              registered,
	})
	if err != nil {
		return nil, fmt.Errorf("setting up the jobs: %w", err)
	}
	return j, nil
}

func (j *jobs) start(ctx context.Context) error {
	// River ends with the context it is started with; ours ends with stop.
	if err := j.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("starting the jobs: %w", err)
	}
	return nil
}

func (j *jobs) stop(ctx context.Context) error {
	err := j.client.Stop(ctx)
	if err == nil || ctx.Err() == nil {
		return err
	}
	// Patience is over: break off what runs. It ends soon, sends being bounded.
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), claimFor-sendTimeout)
	defer cancel()
	return j.client.StopAndCancel(last)
}

// set makes alarms for deliveries in the context's Tx.
func (j *jobs) set(ctx context.Context, alarms []alarm) error {
	params := make([]river.InsertManyParams, len(alarms))
	for i, a := range alarms {
		params[i].Args = deliverArgs{DeliveryID: a.deliveryID}
		if rest := a.due.Sub(j.clock()); rest > 0 {
			params[i].InsertOpts = &river.InsertOpts{ScheduledAt: time.Now().Add(rest)}
		}
	}
	return j.insert(ctx, params)
}

// ring makes alarms that ring at once, in the context's Tx; a second one while
// the first is under way is left out.
func (j *jobs) ring(ctx context.Context, deliveryIDs []string) error {
	params := make([]river.InsertManyParams, len(deliveryIDs))
	for i, id := range deliveryIDs {
		params[i].Args = deliverArgs{DeliveryID: id, Swept: true}
		params[i].InsertOpts = &river.InsertOpts{UniqueOpts: oneAtATime}
	}
	return j.insert(ctx, params)
}

func (j *jobs) insert(ctx context.Context, params []river.InsertManyParams) error {
	if len(params) == 0 {
		return nil
	}
	tx, open := store.SQLTx(ctx)
	if !open {
		return store.ErrNoTx
	}
	if _, err := j.client.InsertManyTx(ctx, tx, params); err != nil {
		return fmt.Errorf("setting alarms: %w", err)
	}
	return nil
}

func (j *jobs) every(name string, interval time.Duration, fn func(context.Context) error) error {
	if name == "" || interval <= 0 || fn == nil {
		return errors.New("notify: a chore needs a name, an interval and a function")
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.chores[name] != nil {
		return fmt.Errorf("notify: there is a chore named %q already", name)
	}
	j.chores[name] = fn
	_, err := j.client.PeriodicJobs().AddSafely(river.NewPeriodicJob(
		river.PeriodicInterval(interval),
		func() (river.JobArgs, *river.InsertOpts) {
			return choreArgs{Name: name}, &river.InsertOpts{UniqueOpts: oneAtATime, MaxAttempts: choreRetries}
		},
		&river.PeriodicJobOpts{RunOnStart: true},
	))
	return err
}

func (j *jobs) chore(name string) func(context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.chores[name]
}

type deliverWorker struct {
	river.WorkerDefaults[deliverArgs]
	jobs *jobs
}

// Work rings for one delivery.
func (w *deliverWorker) Work(ctx context.Context, job *river.Job[deliverArgs]) error {
	again, err := w.jobs.deliver(ctx, job.Args.DeliveryID, func(ctx context.Context) error {
		tx, open := store.SQLTx(ctx)
		if !open {
			return store.ErrNoTx
		}
		return w.jobs.complete(ctx, tx, job)
	})
	if err == nil && again > 0 {
		return river.JobSnooze(again)
	}
	return err
}

type choreWorker struct {
	river.WorkerDefaults[choreArgs]
	jobs *jobs
}

// Timeout is longer than a delivery's; River's rescue heeds it.
func (*choreWorker) Timeout(*river.Job[choreArgs]) time.Duration { return choreTimeout }

// Work runs the chore. A name that this version does not know any more is left
// alone.
func (w *choreWorker) Work(ctx context.Context, job *river.Job[choreArgs]) error {
	if fn := w.jobs.chore(job.Args.Name); fn != nil {
		return fn(ctx)
	}
	return nil
}

// onlyTrouble keeps River's news of normal work out of the log.
type onlyTrouble struct{ slog.Handler }

// Enabled leaves out what is less than a warning.
func (h onlyTrouble) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the level.
func (h onlyTrouble) WithAttrs(attrs []slog.Attr) slog.Handler {
	return onlyTrouble{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the level.
func (h onlyTrouble) WithGroup(name string) slog.Handler {
	return onlyTrouble{h.Handler.WithGroup(name)}
}
