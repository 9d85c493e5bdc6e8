package visit

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"patientportal/server/fault"
)

// Bounds of what is asked and answered, in characters and numbers.
const (
	maxQuestions = 20
	maxOptions   = 20
	maxCode      = 64
	maxQuestion  = 300
	maxDisplay   = 200
	maxAnswer    = 1000
)

// QuestionType is how a question is answered (FHIR Questionnaire.item.type).
type QuestionType string

// The types.
const (
	QuestionTypeBoolean QuestionType = "BOOLEAN"
	QuestionTypeChoice  QuestionType = "CHOICE"
	QuestionTypeText    QuestionType = "TEXT"
)

// Question is asked at check-in (FHIR Questionnaire.item).
type Question struct {
	LinkID   string       `json:"linkId"`
	Text     string       `json:"text"`
	Type     QuestionType `json:"type"`
	Required bool         `json:"required"`
	Options  []Option     `json:"options,omitempty"`
}

// Option is an answer that can be chosen (FHIR answerOption.valueCoding).
type Option struct {
	Code    string `json:"code"`
	Display string `json:"display"`
}

// QuestionInput is a question to be asked.
type QuestionInput struct {
	LinkID   string
	Text     string
	Type     QuestionType
	Required bool
	Options  []OptionInput
}

// OptionInput is an answer to be chosen from.
type OptionInput Option

// check reports what is wrong with a question under its place in the input.
func (q QuestionInput) check(p *fault.Problems, at string) {
	p.Check(isShort(q.LinkID, maxCode), at+".linkId", "visit.link_id", "Name the question in 1 to 64 characters.")
	p.Check(isShort(q.Text, maxQuestion), at+".text", "visit.question", "Ask in 1 to 300 characters.")
	switch q.Type {
	case QuestionTypeBoolean, QuestionTypeText:
		p.Check(len(q.Options) == 0, at+".options", "visit.no_options", "Only a choice has options.")
	case QuestionTypeChoice:
		p.Check(len(q.Options) >= 2 && len(q.Options) <= maxOptions && differ(q.Options, func(o OptionInput) string { return o.Code }),
			at+".options", "visit.options", "Give 2 to 20 options with codes of their own.")
		for i, o := range q.Options {
			p.Check(isShort(o.Code, maxCode) && isShort(o.Display, maxDisplay), at+".options."+strconv.Itoa(i), "visit.option",
				"An option has a code and words to show.")
		}
	default:
		p.Add(at+".type", "visit.question_type", "Choose BOOLEAN, CHOICE or TEXT.")
	}
}

func isShort(text string, most int) bool {
	return strings.TrimSpace(text) != "" && utf8.RuneCountInString(text) <= most && isPlain(text)
}

func isPlain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}

func differ[T any](list []T, key func(T) string) bool {
	var seen []string
	for _, v := range list {
		if slices.Contains(seen, key(v)) {
			return false
		}
		seen = append(seen, key(v))
	}
	return true
}

// answered turns answers into words, in the order of the questions. What does
// not fit is a problem at answers.0.yes, answers.0.code or answers.0.text, by
// its place in the list and the question's type; what was not asked, at
// answers.0.linkId; and what has no place there, being missing, at answers.
func answered(questions []Question, given []AnswerInput, p *fault.Problems) []Answer {
	places := map[string]int{}
	for i, a := range given {
		asked := slices.ContainsFunc(questions, func(q Question) bool { return q.LinkID == a.LinkID })
		_, twice := places[a.LinkID]
		p.Check(asked && !twice, placeIn(i, "linkId"), "visit.answer_unasked", "Answer each question that is asked, once.")
		if !twice {
			places[a.LinkID] = i
		}
	}
	list := []Answer{}
	for _, q := range questions {
		i, found := places[q.LinkID]
		if !found {
			p.Check(!q.Required, "answers", "visit.answer_missing", "Answer this question: "+q.Text)
			continue
		}
		words, ok := q.words(given[i])
		p.Check(ok && (words != "" || !q.Required), placeIn(i, q.field()), "visit.answer", q.missing())
		if words != "" {
			list = append(list, Answer{LinkID: q.LinkID, Question: q.Text, Answer: words})
		}
	}
	return list
}

func placeIn(i int, field string) string { return "answers." + strconv.Itoa(i) + "." + field }

// field is the part of an answer that the question's type asks for.
func (q Question) field() string {
	switch q.Type {
	case QuestionTypeBoolean:
		return "yes"
	case QuestionTypeChoice:
		return "code"
	}
	return "text"
}

// missing is what to do about a question that was not answered well.
func (q Question) missing() string {
	switch q.Type {
	case QuestionTypeBoolean:
		return "Choose yes or no."
	case QuestionTypeChoice:
		return "Choose one of the answers."
	}
	return "Answer in 1 to 1,000 characters."
}

// words is the answer to show, empty for none; false for one of another type,
// or that cannot be chosen.
func (q Question) words(a AnswerInput) (string, bool) {
	switch q.Type {
	case QuestionTypeBoolean:
		return yesOrNo(a.Yes), a.Code == nil && a.Text == nil
	case QuestionTypeChoice:
		if a.Code == nil {
			return "", a.Yes == nil && a.Text == nil
		}
		i := slices.IndexFunc(q.Options, func(o Option) bool { return o.Code == *a.Code })
		if i < 0 {
			return "", false
		}
		return q.Options[i].Display, a.Yes == nil && a.Text == nil
	}
	if a.Text == nil {
		return "", a.Yes == nil && a.Code == nil
	}
	text := strings.TrimSpace(*a.Text)
	return text, a.Yes == nil && a.Code == nil && utf8.RuneCountInString(text) <= maxAnswer && isPlain(text)
}

func yesOrNo(v *bool) string {
	switch {
	case v == nil:
		return ""
	case *v:
		return "Yes"
	}
	return "No"
}
