package main

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/config"
	"patientportal/server/secret"
)

// keysCommand looks after the keys that are not in the database.
type keysCommand struct {
	Rotate keysRotate `cmd:"" help:"Add a key, which new secrets are kept with from the next start on; older ones stay for what was made with them."`
}

type keysRotate struct{ config.Store }

// Run prints the new key's id. Running servers go on with the old one until they
// are started anew. Where the trail can't take it, the key is there and unused.
func (c *keysRotate) Run(ctx context.Context) error {
	if err := c.Check(); err != nil {
		return err
	}
	return withPortal(ctx, c.Store, func(p *portal) error {
		id, err := secret.Rotate(c.SecretKeyFile)
		if err != nil {
			return err
		}
		event := audit.Event{Action: "keys.rotate", SubjectType: "key", SubjectID: id}
		if err := audit.New(p.store, p.clock).Record(ctx, actor.System("keys rotate"), event); err != nil {
			return fmt.Errorf("recording that the key %s was added: %w", id, err)
		}
		fmt.Printf("Current key: %s, once the server is started anew. Back up %s.\n", id, c.SecretKeyFile)
		return nil
	})
}
