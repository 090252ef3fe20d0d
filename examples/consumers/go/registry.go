package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
)

const (
	usage     = 2
	integrity = 13
	down      = 75
	recordTag = "wiresmith.record"
	deadline  = 30 * time.Second // for one request, its body included
)

var (
	place  = regexp.MustCompile(`^[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*$`)
	file   = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)
	digest = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// refused is a sentence for the user and the exit code of the program.
type refused struct {
	code    int
	message string
}

func (r refused) Error() string { return r.message }

func refuse(code int, format string, values ...any) error {
	return refused{code, fmt.Sprintf(format, values...)}
}

// server asks one MLflow server, as whom the variables of MLflow's own clients say.
type server struct {
	uri    string
	client http.Client
}

func open(uri string) (*server, error) {
	parsed, err := url.Parse(uri)
	if err != nil || parsed.Host == "" || parsed.User != nil || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return nil, refuse(usage, "'%s' is no server. Required: http://host:port, without a user.", uri[strings.LastIndex(uri, "@")+1:])
	}
	return &server{strings.TrimRight(uri, "/"), http.Client{
		Timeout: deadline,
		// A redirect would carry the password elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// get gives the status and the body, whole.
func (s *server) get(path string) (int, []byte, error) {
	request, err := http.NewRequest("GET", s.uri+path, nil)
	if err != nil {
		return 0, nil, refuse(usage, "%s%s is no address.", s.uri, path)
	}
	if user := os.Getenv("MLFLOW_TRACKING_USERNAME"); user != "" {
		request.SetBasicAuth(user, os.Getenv("MLFLOW_TRACKING_PASSWORD"))
	} else if token := os.Getenv("MLFLOW_TRACKING_TOKEN"); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return 0, nil, s.silent(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, s.silent(err)
	}
	switch code := answer.StatusCode; {
	case code == 401 || code == 403:
		return 0, nil, refuse(usage, "%s answers %d. Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN.", s.uri, code)
	case code == 429 || code >= 500:
		return 0, nil, refuse(down, "%s answers %d. Try again later.", s.uri, code)
	}
	return answer.StatusCode, body, nil
}

func (s *server) silent(err error) error {
	return refuse(down, "%s does not answer (%v). Check the address and that the server runs, then try again.", s.uri, err)
}

// record binds a version to the SHA-256 of each of its files.
type record struct {
	Model, RunKey, Artifacts, Sha256 string
	Files                            map[string]string
}

// version is what an alias points at, its record checked.
type version struct {
	server *server
	where  string
	record record
}

func find(s *server, model, alias string) (*version, error) {
	query := url.Values{"name": {model}, "alias": {alias}}.Encode()
	status, body, err := s.get("/api/2.0/mlflow/registered-models/alias?" + query)
	if err != nil {
		return nil, err
	}
	if status == 400 || status == 404 {
		return nil, refuse(usage, "%s has no %s@%s. Publish it: bin/wiresmith run, or name another with --model and --alias.", s.uri, model, alias)
	}
	var found struct {
		Version struct {
			Number string                        `json:"version"`
			Tags   []struct{ Key, Value string } `json:"tags"`
		} `json:"model_version"`
	}
	if json.Unmarshal(body, &found) != nil || found.Version.Number == "" {
		return nil, refuse(usage, "%s is no MLflow 3 server: it answers %d and something else. Check the address.", s.uri, status)
	}
	tags := map[string]string{}
	for _, tag := range found.Version.Tags {
		tags[tag.Key] = tag.Value
	}
	v := &version{server: s, where: fmt.Sprintf("%s/#/models/%s/versions/%s", s.uri, model, found.Version.Number)}
	return v, v.check(tags, strings.TrimPrefix(model, "wiresmith-"))
}

func (v *version) check(tags map[string]string, model string) error {
	text, there := tags[recordTag]
	if !there {
		return v.refuse("has no tag %s: it was not registered by Wiresmith", recordTag)
	}
	if err := json.Unmarshal([]byte(text), &v.record); err != nil {
		return v.refuse("has a tag %s that is no record (%v)", recordTag, err)
	}
	r := v.record
	// The record was hashed with nothing where its own digest stands.
	unsealed := strings.ReplaceAll(text, `"sha256":"`+r.Sha256+`"`, `"sha256":""`)
	if hash([]byte(unsealed)) != r.Sha256 {
		return v.refuse("has a tag %s that was changed: its digest is another", recordTag)
	}
	if r.Model != model {
		return v.refuse("has the record of %s", r.Model)
	}
	if tags["wiresmith.sha256"] != r.Files["model.onnx"] || tags["wiresmith.run_key"] != r.RunKey {
		return v.refuse("has tags that disagree with its record: wiresmith.sha256 or wiresmith.run_key")
	}
	for name, sha := range r.Files {
		if !file.MatchString(name) || !digest.MatchString(sha) {
			return v.refuse("names files that are none")
		}
	}
	if !place.MatchString(r.Artifacts) || strings.Contains(r.Artifacts, "..") {
		return v.refuse("names '%s', which is no place of artifacts", r.Artifacts)
	}
	return nil
}

// fetch gives every file by name, each with the bytes that were registered.
func (v *version) fetch() (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, registered := range v.record.Files {
		status, body, err := v.server.get("/api/2.0/mlflow-artifacts/artifacts/" + v.record.Artifacts + "/" + name)
		if err != nil {
			return nil, err
		}
		if status != 200 {
			return nil, v.refuse("lacks %s (the server answers %d)", name, status)
		}
		if found := hash(body); found != registered {
			return nil, v.refuse("has a %s that was changed: its SHA-256 is %s, registered was %s", name, found, registered)
		}
		files[name] = body
	}
	return files, nil
}

func (v *version) refuse(format string, values ...any) error {
	return refuse(integrity, "%s %s. Restore it, or use another version.", v.where, fmt.Sprintf(format, values...))
}

func hash(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}
