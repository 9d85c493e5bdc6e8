package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"patientportal/frontend"
	"patientportal/graph"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/web"
)

// farewell is how long requests and mails that are under way may take when the
// program is asked to end.
const farewell = 10 * time.Second

// revokedSubject carries ended sessions between servers.
const revokedSubject = "portal.sessions.revoked"

type serveCommand struct{ config.Serve }

// Run serves until the context ends.
func (c *serveCommand) Run(ctx context.Context) error {
	if err := c.Check(); err != nil {
		return err
	}
	log := newLog()
	p, err := openPortal(ctx, c.Serve, log)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.demoIfAsked(ctx, c.Serve); err != nil {
		return err
	}
	if err := p.publishPolicy(ctx); err != nil {
		return err
	}
	handler, err := p.handler(c.Serve)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("PORTAL_ADDR: %w", err)
	}
	if err := p.startJobs(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	return errors.Join(p.listen(ctx, c.Serve, listener, handler), p.stopJobs(ctx))
}

// demoIfAsked lays out the demo clinic, and keeps its public passwords off the
// open net.
func (p *portal) demoIfAsked(ctx context.Context, settings config.Serve) error {
	if settings.Demo {
		if err := p.layOutDemoIfEmpty(ctx); err != nil {
			return err
		}
		if err := p.inviteNewcomer(ctx); err != nil {
			return err
		}
	}
	known, err := p.Account.HasDemoAccounts(ctx)
	if err != nil {
		return err
	}
	if known && !settings.Local() {
		return config.Wrong{{Variable: "PORTAL_BASE_URL", Expected: "an address on localhost, as this database has demo accounts with public passwords"}}
	}
	return nil
}

func (p *portal) handler(settings config.Serve) (*web.Handler, error) {
	base, err := url.Parse(settings.BaseURL)
	if err != nil {
		return nil, err
	}
	documents, err := frontend.Documents()
	if err != nil {
		return nil, err
	}
	var proxies []netip.Prefix
	for _, text := range settings.TrustedProxies {
		proxies = append(proxies, netip.MustParsePrefix(text)) // checked with the settings
	}
	mount := map[string]http.Handler{
		"GET /calendar/{file}":  web.Calendar(p.calendarFile),
		"GET /download/{token}": web.Download(p.letter),
	}
	if settings.Demo {
		mount["GET "+config.DemoVideoPath+"{room}"] = web.DemoVideo()
	}
	if settings.Demo && p.mailbox != nil {
		mount["GET /dev/mail"] = web.MailList(p.mailbox.List)
		mount["GET /dev/mail/{name}"] = web.MailPage(p.mailbox.Open)
	}
	schema := graph.NewSchema(p.Rooms)
	gate := graph.Gate{Now: p.clock}
	return web.New(web.Deps{
		Schema: schema, SDL: graph.Contract(schema),
		Extensions: []graphql.HandlerExtension{gate, graph.Straight{Gate: gate, Schema: schema}},
		Present:    graph.Presenter(p.log),
		Sessions:   p.Account, App: frontend.Files(), Documents: documents,
		AdHoc: settings.AdHocQueries || settings.Open(), Playground: settings.Open(),
		BaseURL: base, Origins: settings.CORSOrigins, Proxies: proxies,
		Ready: p.store.Ping, Mount: mount, Log: p.log, Clock: p.clock,
	})
}

// startJobs begins what happens by itself: mail, reminders, live events, and
// the laying out of slots.
func (p *portal) startJobs(ctx context.Context) error {
	p.Account.OnRevoked(func(sessionID string) {
		if err := p.bus.Publish(revokedSubject, []byte(sessionID)); err != nil {
			p.log.Error("telling other servers of an ended session", "error", err)
		}
	})
	_, err := p.bus.Subscribe(revokedSubject, func(_ string, data []byte) { p.Account.NoteRevoked(string(data)) })
	if err != nil {
		return err
	}
	err = p.Notify.Every("lay-out-slots", 24*time.Hour, func(ctx context.Context) error {
		_, err := p.hours.LayOutSlots(ctx, actor.System("slots"))
		return err
	})
	if err != nil {
		return err
	}
	err = p.Notify.Every("sweep-drafts", 24*time.Hour, func(ctx context.Context) error {
		_, err := p.Booking.SweepDrafts(ctx, actor.System("sweep"))
		return err
	})
	if err != nil {
		return err
	}
	err = p.Notify.Every("sweep-sessions", 24*time.Hour, func(ctx context.Context) error {
		_, err := p.Account.Sweep(ctx, actor.System("sweep"))
		if err != nil {
			return err
		}
		_, err = p.Factor.Sweep(ctx, actor.System("sweep"))
		return err
	})
	if err != nil {
		return err
	}
	if err := p.Notify.Every("sweep-letters", 24*time.Hour, p.Notify.SweepLetters); err != nil {
		return err
	}
	err = p.Notify.Every("realign-carers", 24*time.Hour, func(ctx context.Context) error {
		_, err := p.Carer.Realign(ctx, actor.System("carer"))
		return err
	})
	if err != nil {
		return err
	}
	err = p.Notify.Every("sweep-sign-ups", 24*time.Hour, func(ctx context.Context) error {
		_, err := p.Registration.Sweep(ctx, actor.System("sweep"))
		return err
	})
	if err != nil {
		return err
	}
	offering, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.stopOffering = stop
	p.offering.Go(func() { p.Waitlist.Run(offering, p.log) })
	return p.Notify.Start(ctx)
}

// letter is the file behind the address of an activation letter.
func (p *portal) letter(ctx context.Context, who actor.Actor, token string) (web.File, error) {
	file, err := p.Registration.Letter(ctx, who, token)
	return web.File(file), err
}

func (p *portal) stopJobs(ctx context.Context) error {
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	p.stopOffering()
	p.offering.Wait()
	return p.Notify.Stop(ending)
}

func (p *portal) listen(ctx context.Context, settings config.Serve, listener net.Listener, handler *web.Handler) error {
	server := web.Server(settings.Addr, handler, slog.NewLogLogger(p.log.Handler(), slog.LevelWarn))
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	greet(os.Stdout, settings, p.mailbox != nil, p.newcomer)
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	return errors.Join(handler.Shutdown(ending), server.Shutdown(ending))
}
