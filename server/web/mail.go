package web

import (
	"errors"
	"html/template"
	"net/http"

	"patientportal/server/notify"
)

// What the demo shows to whoever tries the portal by hand: outgoing mail, and
// the place of a video service.

var mailList = template.Must(template.New("list").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Outgoing mail</title></head>
<body><main><h1>Outgoing mail</h1>
<p>This is a demo: no mail leaves this machine. It stands here instead, the newest first.</p>
{{range .}}<p><a href="/dev/mail/{{.Name}}">{{.Subject}}</a><br>To {{.To}}, {{.Date.UTC.Format "2 January 2006 15:04"}} UTC</p>
{{else}}<p>Nothing was sent yet. Book an appointment, then look again.</p>{{end}}
</main></body></html>
`))

var mailPage = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body><main><p><a href="/dev/mail">Outgoing mail</a></p>
<h1>{{.Subject}}</h1>
<p>From {{.From}}<br>To {{.To}}<br>{{.Date.UTC.Format "2 January 2006 15:04"}} UTC</p>
<pre>{{.Text}}</pre>
{{range .Attachments}}<h2>{{.Name}}</h2><pre>{{printf "%s" .Content}}</pre>{{end}}
</main></body></html>
`))

var demoVideo = template.Must(template.New("video").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Video visit</title></head>
<body><main><h1>Video visit</h1>
<p>This is a demo: here the clinic's own video service opens, in a room that this visit alone has.
Which service that is, the setting PORTAL_VIDEO_URL says.</p>
</main></body></html>
`))

// DemoVideo stands in for a video service.
func DemoVideo() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { show(w, demoVideo, nil) })
}

// MailList shows what is in the mailbox.
func MailList(list func() ([]notify.MailSummary, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mails, err := list()
		if err != nil {
			failed(w, err)
			return
		}
		show(w, mailList, mails)
	})
}

// MailPage shows the mail that the path names.
func MailPage(open func(name string) (*notify.Mail, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mail, err := open(r.PathValue("name"))
		switch {
		case errors.Is(err, notify.ErrNoMail):
			http.NotFound(w, r)
		case err != nil:
			failed(w, err)
		default:
			show(w, mailPage, mail)
		}
	})
}

func show(w http.ResponseWriter, page *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, data) // the peer may be gone
}
