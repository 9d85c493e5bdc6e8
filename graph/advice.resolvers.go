package graph

import (
	"context"
	"patientportal/server/advice"
	"patientportal/server/patient"
)

func (r *mutationResolver) MarkAdviceRead(ctx context.Context, input advice.MarkAdviceReadInput) (*advice.MarkAdviceReadPayload, error) {
	payload, err := r.rooms.Advice.MarkRead(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) CompleteInstruction(ctx context.Context, input advice.CompleteInstructionInput) (*advice.CompleteInstructionPayload, error) {
	payload, err := r.rooms.Advice.CompleteInstruction(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) PublishAdvice(ctx context.Context, input advice.PublishAdviceInput) (*advice.PublishAdvicePayload, error) {
	payload, err := r.rooms.Advice.Publish(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) Advice(ctx context.Context, obj *patient.Patient, state *advice.AdviceState, first *int, after *string) (*advice.AdviceConnection, error) {
	list, err := r.rooms.Advice.List(ctx, who(ctx), obj.ID, state, pageOf(ctx, first, after))
	return &list, err
}

func (r *queryResolver) Advice(ctx context.Context, adviceID string) (*advice.Advice, error) {
	return r.rooms.Advice.Advice(ctx, who(ctx), adviceID)
}
