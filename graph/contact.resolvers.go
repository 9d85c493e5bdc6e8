package graph

import (
	"context"
	"patientportal/server/contact"
)

func (r *mutationResolver) AskForTexts(ctx context.Context, input contact.AskForTextsInput) (*contact.ContactPointsPayload, error) {
	return r.rooms.Contact.AskForTexts(ctx, who(ctx), input)
}

func (r *mutationResolver) ProvePhone(ctx context.Context, input contact.ProvePhoneInput) (*contact.ContactPointsPayload, error) {
	return r.rooms.Contact.ProvePhone(ctx, who(ctx), input)
}

func (r *mutationResolver) RemovePhone(ctx context.Context) (*contact.ContactPointsPayload, error) {
	return r.rooms.Contact.RemovePhone(ctx, who(ctx))
}

func (r *mutationResolver) SavePushDevice(ctx context.Context, input contact.SavePushDeviceInput) (*contact.ContactPointsPayload, error) {
	return r.rooms.Contact.SavePushDevice(ctx, who(ctx), input)
}

func (r *mutationResolver) RemovePushDevice(ctx context.Context, input contact.RemovePushDeviceInput) (*contact.ContactPointsPayload, error) {
	return r.rooms.Contact.RemovePushDevice(ctx, who(ctx), input)
}

func (r *queryResolver) ContactPoints(ctx context.Context) (*contact.ContactPoints, error) {
	return r.rooms.Contact.ContactPoints(ctx, who(ctx))
}
