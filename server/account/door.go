package account

// door is a way in beside signing in where mail is asked for. Each counts in
// buckets of its own, so that a flood at one leaves the others open. Every
// request counts: there is no proof that could be right, and nothing is taken
// back.
type door string

const doorMail door = "mail" // mails that somebody signed in asks for

// attemptAt gives the buckets of asking for a mail to that person at the door.
func (s *Service) attemptAt(d door, person, network string) attempt {
	at := string(d) + "."
	return attempt{
		{id: s.bucketID(at+"account", person), limit: s.limits.Mail},
		{id: s.bucketID(at+"network", network), limit: s.limits.Network},
		{id: s.bucketID(at+"site", ""), limit: s.limits.Site},
	}
}
