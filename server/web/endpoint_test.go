package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

const browserCookie = "portal_session=good"

func TestPost(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.ask("{hello}").expect(t, 200, `{"data":{"hello":"world"}}`)
	p.ask("{deadline}").expect(t, 200, "true")
	p.do("POST", "/graphql", `{"query":"query A{hello} query B{who}","operationName":"A","variables":null,"extensions":null}`,
		"Content-Type", "application/json").expect(t, 200, "world")
}

func TestMediaTypes(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, c := range []struct {
		accept string
		status int
		want   string
	}{
		{"", 200, typeJSON},
		{"*/*", 200, typeJSON},
		{"application/*", 200, typeJSON},
		{"application/json; charset=utf-8", 200, typeJSON},
		{"application/graphql-response+json", 200, typeResponse},
		{"APPLICATION/GraphQL-Response+JSON", 200, typeResponse},
		{"application/graphql-response+json, application/json;q=0.9", 200, typeResponse},
		{"application/json, application/graphql-response+json", 200, typeJSON},
		{"application/json;q=0.1, application/graphql-response+json", 200, typeResponse},
		{"text/html, */*;q=0.1", 200, typeJSON},
		{"application/json;q=0", 406, typeJSON},
		{"text/html", 406, typeJSON},
	} {
		a := p.ask("{hello}", "Accept", c.accept)
		if a.status != c.status || !strings.HasPrefix(a.header.Get("Content-Type"), c.want) {
			t.Errorf("Accept %q: %d %s", c.accept, a.status, a.header.Get("Content-Type"))
		}
	}
	for contentType, status := range map[string]int{
		"application/json": 200, "application/json; charset=UTF-8": 200, `application/json;charset="utf-8"`: 200,
		"application/json; charset=latin1": 415, "text/plain": 415, "application/x-www-form-urlencoded": 415,
		"multipart/form-data; boundary=x": 415, "": 415, "application/jsonx": 415, "application/json;": 200,
	} {
		a := p.do("POST", "/graphql", `{"query":"{hello}"}`, "Content-Type", contentType)
		a.expect(t, status)
	}
	p.do("POST", "/graphql", "x", "Content-Type", "application/json", "Content-Encoding", "gzip").expect(t, 415)
}

func TestOnlyPost(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, method := range []string{"GET", "HEAD", "PUT", "DELETE", "PATCH"} {
		a := p.do(method, "/graphql?query={hello}", "")
		if a.status != 405 || a.header.Get("Allow") != "POST" {
			t.Errorf("%s: %d, Allow %q", method, a.status, a.header.Get("Allow"))
		}
	}
}

// Whatever is wrong with a body, no word of it comes back.
func TestBodiesAreNotEchoed(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, body := range []string{
		`{"query": "mutation{signIn}", "password": "hunter2`, `"hunter2"`, `["hunter2"]`, `[{"query":"{hello}","x":"hunter2"}]`,
		`{"query": {"hunter2": 1}}`, `{"query":"{hello}","variables":"hunter2"}`, `{"query":"{hello}"} "hunter2"`,
		`{"query":"{hello}","operationName":["hunter2"]}`, `hunter2`, ``, `{}`, `null`, `{"query":null}`, "\xff\xfehunter2",
	} {
		a := p.do("POST", "/graphql", body, "Content-Type", "application/json")
		a.expect(t, 400, "graphql.bad_request", "INVALID_INPUT")
		if strings.Contains(a.body, "hunter2") || strings.Contains(a.body, `"data"`) {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	for _, body := range []string{ // well formed, but refused
		`{"query":"mutation($in:Login!){signIn(input:$in)}","variables":{"in":{"username":"maria","password":["hunter2"]}}}`,
		`{"query":"mutation($in:Login!){signIn(input:$in)}","variables":{"in":{"username":"maria","password":"x","color":"hunter2"}}}`,
		`{"query":"mutation{signIn(input:{username:\"maria\",password:[\"hunter2\"]})}"}`,
		`{"query":"mutation{signIn(input:{username:\"maria\",password:\"x\",color:\"hunter2\"})}"}`,
		`{"query":"mutation{signIn(input:{username:\"maria\" password:\"hunter2\""}`,
		`{"query":"{hello}","operationName":"hunter2"}`,
	} {
		a := p.do("POST", "/graphql", body, "Content-Type", "application/json", "Accept", typeResponse)
		a.expect(t, 400, "INVALID_INPUT", "messageId")
		if strings.Contains(a.body, "hunter2") {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	if strings.Contains(p.log.String(), "hunter2") {
		t.Error("the log holds a password")
	}
}

func TestVariableErrorsNameTheField(t *testing.T) {
	t.Parallel()
	body := `{"query":"mutation($input:Login!){signIn(input:$input)}","variables":{"input":{"username":"maria"}}}`
	start(t).do("POST", "/graphql", body, "Content-Type", "application/json").
		expect(t, 200, `"messageId":"graphql.variable"`, `"field":"password"`)
}

// The rooms write instructions.0.text, and so does whoever else refuses a value.
func TestFieldsInListsAreWrittenAsTheRoomsDo(t *testing.T) {
	t.Parallel()
	path := ast.Path{ast.PathName("input"), ast.PathName("instructions"), ast.PathIndex(2), ast.PathName("from")}
	if got := fieldOf(path); got != "instructions.2.from" {
		t.Errorf("got %s", got)
	}
}

func TestLargeBodies(t *testing.T) {
	t.Parallel()
	p := start(t)
	fits := `{"query":"{hello}","extensions":{"x":"a"}}`
	fits += strings.Repeat(" ", bodyMost-len(fits))
	p.do("POST", "/graphql", fits, "Content-Type", "application/json").expect(t, 200)
	p.do("POST", "/graphql", fits+" ", "Content-Type", "application/json").
		expect(t, 413, "graphql.too_large")
	r, err := http.NewRequest("POST", p.url+"/graphql", struct{ *strings.Reader }{strings.NewReader(fits + " ")}) // chunked
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != 413 {
		t.Errorf("chunked: %d", res.StatusCode)
	}
}

func TestRefusedDocuments(t *testing.T) {
	t.Parallel()
	p := start(t)
	for query, want := range map[string]string{
		"{":                        "graphql.syntax",
		"{nothing}":                "graphql.validation",
		"subscription{ticks}":      "graphql.subscription",
		"mutation{signOut signIn}": "graphql.one_mutation",
		"{" + strings.Repeat("a:hello ", 20) + "}": "graphql.too_many_aliases",
	} {
		p.ask(query).expect(t, 200, want, "INVALID_INPUT")
		p.ask(query, "Accept", typeResponse).expect(t, 400, want, "INVALID_INPUT")
	}
	if a := p.ask("{" + strings.Repeat("a0123456789: nothing ", 14) + "}"); strings.Count(a.body, "messageId") > errorsMost {
		t.Errorf("too many errors: %s", a.body)
	}
}

func TestFailuresAreMasked(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, query := range []string{"{secret}", "{broken}"} {
		a := p.ask(query)
		a.expect(t, a.status, `"code":"INTERNAL"`)
		if strings.Contains(a.body, "SELECT") || strings.Contains(a.body, "Maria") {
			t.Errorf("%s: %s", query, a.body)
		}
	}
	if log := p.log.String(); !strings.Contains(log, `"msg":"panic"`) || strings.Contains(log, "Maria") {
		t.Errorf("the log should tell of the panic and not of the patient: %s", log)
	}
	p.sessions.set(func(f *fakeSessions) { f.fails = errors.New("dial tcp 10.1.2.3") })
	a := p.ask("{hello}", "Authorization", "Bearer good")
	a.expect(t, 500, `"code":"INTERNAL"`)
	if strings.Contains(a.body, "10.1.2.3") || !strings.Contains(p.log.String(), "10.1.2.3") {
		t.Errorf("outside: %s", a.body)
	}
}

func TestStoredDocuments(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) {
		d.AdHoc = false
		d.Documents = map[string]string{"d1": "{hello}", "long": "query Who{who}"}
	})
	p.do("POST", "/graphql", `{"documentId":"d1"}`, "Content-Type", "application/json").expect(t, 200, "world")
	p.do("POST", "/graphql", `{"documentId":"d2"}`, "Content-Type", "application/json").expect(t, 200, "graphql.unknown_document")
	p.do("POST", "/graphql", `{"documentId":"d2","query":"{hello}"}`, "Content-Type", "application/json").expect(t, 200, "graphql.unknown_document")
	p.ask("{hello}").expect(t, 200, "world")
	p.ask("{ hello }").expect(t, 200, "graphql.stored_documents_only")
	start(t, func(d *Deps) { d.Documents = map[string]string{"d1": "{hello}"} }).
		do("POST", "/graphql", `{"documentId":"d1"}`, "Content-Type", "application/json").expect(t, 200, "world")
}

func TestIntrospectionComesWithThePlayground(t *testing.T) {
	t.Parallel()
	query := `{__type(name:"Query"){name}}`
	start(t).ask(query).expect(t, 200, "errors")
	if a := start(t, func(d *Deps) { d.Playground = true }).ask(query); strings.Contains(a.body, "errors") {
		t.Error(a.body)
	}
}
