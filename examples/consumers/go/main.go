// Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	ort "github.com/yalue/onnxruntime_go"
)

const help = `usage: consumer [flags] vectors | decide name=value… | decide JSON

Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it.

  vectors                              run every conformance vector; one line of JSON for each
  decide rtt_ms=20 link_type=wan …     decide one transfer; inputs not given are missing
  decide '{"rtt_ms": 20, …}'           the same as JSON

flags:
`

const codes = `exit codes: 0 done, 1 defect, 2 wrong usage, 13 not what was registered, 75 the server is down
`

type request struct {
	uri, model, alias, library string
	transfer                   map[string]any // nil for the vectors
}

func arguments(words []string) (request, error) {
	var r request
	flags := flag.NewFlagSet("consumer", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&r.uri, "tracking-uri", os.Getenv("MLFLOW_TRACKING_URI"), "the MLflow server")
	flags.StringVar(&r.model, "model", "wiresmith-compression", "registered model")
	flags.StringVar(&r.alias, "alias", "champion", "which version")
	flags.StringVar(&r.library, "library", os.Getenv("ONNXRUNTIME_LIBRARY"), "libonnxruntime.so")
	if err := flags.Parse(words); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(os.Stdout)
			fmt.Print(help)
			flags.PrintDefaults()
			fmt.Print(codes)
			os.Exit(0)
		}
		return r, refuse(usage, "%v. See --help.", err)
	}
	var err error
	switch rest := flags.Args(); {
	case len(rest) == 1 && rest[0] == "vectors":
	case len(rest) > 1 && rest[0] == "decide":
		r.transfer, err = transfer(rest[1:])
	default:
		return r, refuse(usage, "found '%s'. Required: vectors, or decide and its inputs. See --help.", strings.Join(rest, " "))
	}
	if err == nil && r.uri == "" {
		err = refuse(usage, "no server: give --tracking-uri, or set MLFLOW_TRACKING_URI.")
	}
	return r, err
}

func transfer(words []string) (map[string]any, error) {
	given := map[string]any{}
	if strings.HasPrefix(strings.TrimSpace(words[0]), "{") {
		if err := decode([]byte(strings.Join(words, " ")), &given); err != nil {
			return nil, refuse(usage, "The inputs are no JSON: %v. Required: an object of input names and values.", err)
		}
		return given, nil
	}
	for _, word := range words {
		name, value, there := strings.Cut(word, "=")
		if !there {
			return nil, refuse(usage, "'%s' is no input. Required: name=value.", word)
		}
		given[name] = value
	}
	return given, nil
}

// row makes the inputs of one row; what is not given is missing.
func (m *model) row(given map[string]any) ([]tensor, error) {
	for name := range given {
		if !strings.Contains(" "+strings.Join(names(m.inputs), " ")+" ", " "+name+" ") {
			return nil, refuse(usage, "The model has no input '%s'. It has: %s.", name, strings.Join(names(m.inputs), ", "))
		}
	}
	var row []tensor
	for _, info := range m.inputs {
		input := tensor{Name: info.Name, Datatype: "FP32", Shape: []int64{1, 1}}
		value := given[info.Name]
		if info.DataType == ort.TensorElementDataTypeString {
			input.Datatype = "BYTES"
			if value == nil {
				value = ""
			}
			if _, isText := value.(string); !isText {
				return nil, refuse(usage, "Input '%s' is %v. Required: a text.", info.Name, value)
			}
		} else if value == nil {
			value = math.NaN()
		} else if _, err := strconv.ParseFloat(fmt.Sprint(value), 32); err != nil {
			return nil, refuse(usage, "Input '%s' is %v. Required: a number.", info.Name, value)
		}
		input.Data = []any{value}
		row = append(row, input)
	}
	return row, nil
}

func line(name string, outputs map[string]tensor) error {
	object := map[string]any{"name": name}
	for output, value := range outputs {
		object[output] = value
	}
	text, err := json.Marshal(object)
	fmt.Println(string(text))
	return err
}

func vectors(m *model, conformance []byte, where string) error {
	var all struct{ Vectors []vector }
	if err := decode(conformance, &all); err != nil {
		return err
	}
	fault := ""
	for _, v := range all.Vectors {
		outputs, err := m.run(v.Inputs)
		if err != nil {
			return fmt.Errorf("vector '%s': %w", v.Name, err)
		}
		if err := line(v.Name, outputs); err != nil {
			return err
		}
		for _, expected := range v.Outputs {
			if wrong := expected.differs(outputs[expected.Name]); wrong != "" && fault == "" {
				fault = fmt.Sprintf("vector '%s': output '%s' %s", v.Name, expected.Name, wrong)
			}
		}
	}
	if fault != "" {
		return refuse(integrity, "%s fails its conformance: %s. Do not decide with it; use another version.", where, fault)
	}
	return nil
}

// decode keeps the digits of numbers, which a float64 would round.
func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}

func run(words []string) error {
	r, err := arguments(words)
	if err != nil {
		return err
	}
	s, err := open(r.uri)
	if err != nil {
		return err
	}
	v, err := find(s, r.model, r.alias)
	if err != nil {
		return err
	}
	files, err := v.fetch()
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s (%s): %d files as registered\n", v.where, r.alias, len(files))
	m, err := load(r.library, files["model.onnx"])
	if err != nil {
		return err
	}
	if r.transfer == nil {
		return vectors(m, files["conformance.json"], v.where)
	}
	row, err := m.row(r.transfer)
	if err != nil {
		return err
	}
	outputs, err := m.run(row)
	if err != nil {
		return err
	}
	return line("transfer", outputs)
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "consumer: %v\n", err)
		code := 1
		var r refused
		if errors.As(err, &r) {
			code = r.code
		}
		os.Exit(code)
	}
}
