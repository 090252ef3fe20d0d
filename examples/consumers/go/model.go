package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	ort "github.com/yalue/onnxruntime_go"
)

// tensor is one of conformance.json, whose JSON has no NaN and no infinities but as texts.
type tensor struct {
	Name, Datatype string
	Shape          []int64
	Data           []any
	Tolerance      float64
}

type vector struct {
	Name            string
	Inputs, Outputs []tensor
}

// model runs a verified model.onnx; tensors come and go by name.
type model struct {
	session *ort.DynamicAdvancedSession
	inputs  []ort.InputOutputInfo
	outputs []ort.InputOutputInfo
}

func load(library string, onnx []byte) (*model, error) {
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return nil, refuse(usage, "'%s' is no ONNX Runtime (%v). Name libonnxruntime.so with --library or ONNXRUNTIME_LIBRARY.", library, err)
	}
	inputs, outputs, err := ort.GetInputOutputInfoWithONNXData(onnx)
	if err != nil {
		return nil, err
	}
	options, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	if err := options.SetIntraOpNumThreads(1); err != nil {
		return nil, err
	}
	session, err := ort.NewDynamicAdvancedSessionWithONNXData(onnx, names(inputs), names(outputs), options)
	return &model{session, inputs, outputs}, err
}

func names(infos []ort.InputOutputInfo) []string {
	names := make([]string, len(infos))
	for i, info := range infos {
		names[i] = info.Name
	}
	return names
}

// run takes the tensors of a vector and gives the outputs by name.
func (m *model) run(given []tensor) (map[string]tensor, error) {
	byName := map[string]tensor{}
	for _, input := range given {
		byName[input.Name] = input
	}
	inputs := make([]ort.Value, len(m.inputs))
	for i, info := range m.inputs {
		input, there := byName[info.Name]
		if !there {
			return nil, fmt.Errorf("input '%s' is missing", info.Name)
		}
		value, err := input.value()
		if err != nil {
			return nil, err
		}
		defer value.Destroy()
		inputs[i] = value
	}
	values := make([]ort.Value, len(m.outputs))
	if err := m.session.Run(inputs, values); err != nil {
		return nil, err
	}
	outputs := map[string]tensor{}
	for i, info := range m.outputs {
		defer values[i].Destroy()
		output, err := read(info.Name, values[i])
		if err != nil {
			return nil, err
		}
		outputs[info.Name] = output
	}
	return outputs, nil
}

func (t tensor) value() (ort.Value, error) {
	shape := ort.NewShape(t.Shape...)
	switch t.Datatype {
	case "FP32":
		data := make([]float32, len(t.Data))
		for i, x := range t.Data {
			number, err := strconv.ParseFloat(fmt.Sprint(x), 32) // "NaN" and "-Infinity" are numbers to it
			if err != nil && !math.IsInf(number, 0) {
				return nil, fmt.Errorf("input '%s' holds '%v', which is no number", t.Name, x)
			}
			data[i] = float32(number)
		}
		return ort.NewTensor(shape, data)
	case "INT64":
		data := make([]int64, len(t.Data))
		for i, x := range t.Data {
			number, err := strconv.ParseInt(fmt.Sprint(x), 10, 64)
			if err != nil {
				return nil, fmt.Errorf("input '%s' holds '%v', which is no whole number", t.Name, x)
			}
			data[i] = number
		}
		return ort.NewTensor(shape, data)
	case "BYTES":
		value, err := ort.NewStringTensor(shape)
		if err != nil {
			return nil, err
		}
		data := make([]string, len(t.Data))
		for i, x := range t.Data {
			data[i] = fmt.Sprint(x)
		}
		return value, value.SetContents(data)
	}
	return nil, fmt.Errorf("input '%s' is %s; this program knows FP32, INT64 and BYTES", t.Name, t.Datatype)
}

func read(name string, value ort.Value) (tensor, error) {
	t := tensor{Name: name, Shape: value.GetShape()}
	switch v := value.(type) {
	case *ort.Tensor[float32]:
		for _, x := range v.GetData() {
			t.Data = append(t.Data, float64(x))
		}
	case *ort.Tensor[int64]:
		for _, x := range v.GetData() {
			t.Data = append(t.Data, x)
		}
	case *ort.StringTensor:
		texts, err := v.GetContents()
		if err != nil {
			return t, err
		}
		for _, x := range texts {
			t.Data = append(t.Data, x)
		}
	default:
		return t, fmt.Errorf("output '%s' is %T; this program knows float, int64 and string", name, value)
	}
	return t, nil
}

// differs says what is wrong with an output, or nothing.
func (t tensor) differs(found tensor) string {
	if fmt.Sprint(t.Shape) != fmt.Sprint(found.Shape) || len(t.Data) != len(found.Data) {
		return fmt.Sprintf("has the shape %v, expected is %v", found.Shape, t.Shape)
	}
	for i, want := range t.Data {
		if !close(want, found.Data[i], t.Tolerance) {
			return fmt.Sprintf("is %v, expected is %v (tolerance %v)", found.Data[i], want, t.Tolerance)
		}
	}
	return ""
}

func close(want, have any, tolerance float64) bool {
	number, isNumber := have.(float64)
	if !isNumber {
		return fmt.Sprint(want) == fmt.Sprint(have)
	}
	expected, err := strconv.ParseFloat(fmt.Sprint(want), 64)
	if err != nil {
		return false
	}
	if expected == number || math.IsNaN(expected) && math.IsNaN(number) {
		return true
	}
	allowed := tolerance * (1 + math.Abs(expected))
	return !math.IsInf(allowed, 0) && math.Abs(expected-number) <= allowed
}

// MarshalJSON gives the elements row by row.
func (t tensor) MarshalJSON() ([]byte, error) {
	data := make([]any, len(t.Data))
	for i, x := range t.Data {
		number, isNumber := x.(float64)
		switch {
		case isNumber && math.IsNaN(number):
			data[i] = "NaN"
		case isNumber && math.IsInf(number, 1):
			data[i] = "Infinity"
		case isNumber && math.IsInf(number, -1):
			data[i] = "-Infinity"
		default:
			data[i] = x
		}
	}
	return json.Marshal(data)
}
