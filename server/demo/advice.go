package demo

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/advice"
	"patientportal/server/page"
	"patientportal/server/records"
)

// advice gives Maria something she has read, and something new from Dr. Okafor
// about her latest result.
func (l *layer) advice(ctx context.Context) error {
	now := l.Clock()
	days := func(n int) *string { d := day(now.AddDate(0, 0, n)); return &d }
	why := "Readings at home say more than one reading here."
	_, err := l.Advice.KeepPast(ctx, self, advice.PastAdvice{
		PublishAdviceInput: advice.PublishAdviceInput{
			PatientID: l.maria.ID, Subject: "Measuring your blood pressure at home",
			Body: "Thank you for coming in. Your blood pressure is coming down; let us see how it does at home.",
			Instructions: []advice.AdviceInstructionInput{
				{Text: "Measure your blood pressure each morning before breakfast, and write it down.", Why: &why, From: days(-90), Until: days(-60)},
			},
		},
		PractitionerID: l.practitioners[okafor], PublishedAt: now.AddDate(0, 0, -91), ReadAt: now.AddDate(0, 0, -90),
	})
	if err != nil {
		return err
	}
	result, err := l.latest(ctx, hba1c.name)
	if err != nil {
		return err
	}
	reply := "Within two working days"
	return l.as(ctx, staff[0], func(ctx context.Context, who actor.Actor) error {
		_, err := l.Advice.Publish(ctx, who, advice.PublishAdviceInput{
			PatientID: l.maria.ID, ResultID: &result, ExpectedReply: &reply,
			Subject: "Your latest blood sugar result",
			Body: "Your average blood sugar has come down since last year. **That is your doing:** the walks and the evening tablet work.\n\n" +
				"Please keep going for three more months; then we measure again.",
			Instructions: l.plan(now),
		})
		return err
	})
}

func (l *layer) plan(now time.Time) []advice.AdviceInstructionInput {
	from, until := day(now), day(now.AddDate(0, 3, 0))
	walk, tablet := "Walking lowers blood sugar for a whole day.", "It works through the night."
	return []advice.AdviceInstructionInput{
		{Text: "Walk for 30 minutes on five days a week.", Why: &walk, From: &from, Until: &until},
		{Text: "Take the metformin tablet with your evening meal.", Why: &tablet, From: &from, Until: &until},
		{Text: "Book a follow-up visit for a time in about three months.", Until: &until},
	}
}

// latest is the id of Maria's newest result of that name.
func (l *layer) latest(ctx context.Context, name string) (string, error) {
	one := 1
	list, err := l.Records.Results(ctx, self, l.maria.ID, records.ResultFilter{Search: name}, page.Args{First: &one})
	if err != nil {
		return "", err
	}
	if len(list.Edges) == 0 {
		return "", fmt.Errorf("no result called %s", name)
	}
	return list.Edges[0].Node.ID, nil
}
