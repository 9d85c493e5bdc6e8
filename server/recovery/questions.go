package recovery

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"patientportal/server/fault"
)

// chosenQuestions is how many a person chooses.
const chosenQuestions = 3

// Bounds of an answer: as folded, and as typed.
const (
	minAnswer = 2   // letters and digits
	maxAnswer = 200 // characters
)

// SecurityQuestion is one that people may choose.
type SecurityQuestion struct {
	Key  string // for ever
	Text string
}

// questions are those to choose from. A key is never used for another question;
// one that is not asked any more stays in the list of old ones.
var questions = []SecurityQuestion{
	{"FIRST_PET", "What was the name of your first pet?"},
	{"FIRST_STREET", "In which street did you live as a child?"},
	{"FIRST_SCHOOL", "What was your first school called?"},
	{"FIRST_TEACHER", "What was the name of the teacher you remember best?"},
	{"FIRST_FRIEND", "What was the first name of your best friend as a child?"},
	{"FIRST_JOB", "In which town did you have your first job?"},
	{"FIRST_CONCERT", "Which singer or band did you first hear in concert?"},
	{"FIRST_JOURNEY", "Where did you go on your first long journey?"},
	{"GRANDPARENT_TOWN", "In which town did your grandmother on your mother’s side live?"},
	{"COUSIN", "What is the first name of your oldest cousin?"},
	{"FAVOURITE_BOOK", "Which book did you love as a child?"},
	{"CHILDHOOD_NICKNAME", "What were you called as a child, other than by your name?"},
}

// Questions lists what people may choose from; nothing where the clinic does
// without security questions. Public.
func (s *Service) Questions() []SecurityQuestion {
	if s.WithoutQuestions {
		return nil
	}
	return questions
}

func questionOf(key string) (SecurityQuestion, bool) {
	i := slices.IndexFunc(questions, func(q SecurityQuestion) bool { return q.Key == key })
	if i < 0 {
		return SecurityQuestion{}, false
	}
	return questions[i], true
}

// SecurityAnswerInput is one question with its answer.
type SecurityAnswerInput struct {
	QuestionKey string
	Answer      string
}

// SetSecurityAnswersInput is what a person chose.
type SetSecurityAnswersInput struct{ SecurityAnswers []SecurityAnswerInput }

// Validate reports every problem at once, as fault.Invalid.
func (in SetSecurityAnswersInput) Validate() error {
	var p fault.Problems
	checkSecurityAnswers(&p, in.SecurityAnswers)
	return p.Err()
}

// checkSecurityAnswers wants three different questions with three different answers.
func checkSecurityAnswers(p *fault.Problems, answers []SecurityAnswerInput) {
	p.Check(len(answers) == chosenQuestions, "securityAnswers", "account.three_questions", "Choose three security questions.")
	keys, folded := map[string]bool{}, map[string]bool{}
	for i, a := range answers[:min(len(answers), chosenQuestions)] {
		field := fmt.Sprintf("securityAnswers.%d.", i)
		_, known := questionOf(a.QuestionKey)
		p.Check(known, field+"questionKey", "account.question_unknown", "Choose a question from the list.")
		p.Check(!known || !keys[a.QuestionKey], field+"questionKey", "account.question_twice", "Choose a different question each time.")
		keys[a.QuestionKey] = true
		checkSecurityAnswer(p, field+"answer", a.Answer, folded)
	}
}

func checkSecurityAnswer(p *fault.Problems, field, answer string, others map[string]bool) {
	fold := foldAnswer(answer)
	switch {
	case utf8.RuneCountInString(answer) > maxAnswer:
		p.Add(field, "account.answer_too_long", "An answer has at most 200 characters.")
	case utf8.RuneCountInString(fold) < minAnswer:
		p.Add(field, "account.answer_too_short", "Enter an answer of at least two letters or digits.")
	case others[fold]:
		p.Add(field, "account.answer_twice", "Give each question an answer of its own.")
	}
	others[fold] = true
}

// foldAnswer is the form in which answers are compared: letters and digits
// alone, without case and accents. People remember what they answered, not how
// they wrote it.
func foldAnswer(answer string) string {
	folded := cases.Fold().String(norm.NFKD.String(strings.ToValidUTF8(answer, "")))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r) {
			return r
		}
		return -1
	}, folded))
}
