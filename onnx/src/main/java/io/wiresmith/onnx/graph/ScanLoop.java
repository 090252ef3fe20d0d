package io.wiresmith.onnx.graph;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop over the first axis of some sequences, the operator {@code Scan}. States go from step to
 * step; what is collected at each step becomes a sequence again. The sequences must hold a step:
 * the runtime refuses none. Give all states, then all sequences, then the nodes of {@link #body},
 * then {@link #next} for each state and {@link #collect}. Not thread-safe.
 */
public final class ScanLoop {
  /** Which step comes first; what is collected keeps the places of the sequences. */
  public enum Direction {
    FORWARD,
    BACKWARD
  }

  private final GraphBuilder outer;
  private final GraphBuilder body;
  private final Direction direction;
  private final Map<String, TensorSpec> states = new LinkedHashMap<>();
  private final List<String> inputs = new ArrayList<>();
  private final Map<String, String> following = new LinkedHashMap<>();
  private final Map<TensorSpec, String> collected = new LinkedHashMap<>();

  /** An empty loop of a graph. */
  public ScanLoop(GraphBuilder outer, String name, Direction direction) {
    this.outer = outer;
    this.body = new GraphBuilder(name, outer);
    this.direction = direction;
  }

  /** What happens at each step; it sees states, elements, and the constants of the graph. */
  public GraphBuilder body() {
    return body;
  }

  /**
   * Adds a state.
   *
   * @param spec type and shape
   * @param initial its value in the graph before the first step
   * @return its value in the body
   */
  public String state(TensorSpec spec, String initial) {
    if (inputs.size() != states.size()) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "The states of a loop come before its sequences.");
    }
    TensorSpec named = fresh(spec);
    inputs.add(initial);
    states.put(named.name(), named);
    return body.input(named);
  }

  /**
   * Adds a sequence.
   *
   * @param spec type and shape of an element
   * @param sequence the value in the graph, with one axis more in front
   * @return the element in the body
   */
  public String each(TensorSpec spec, String sequence) {
    inputs.add(sequence);
    return body.input(fresh(spec));
  }

  /** Says what a state is after the step: a value of a node of the body. */
  public void next(String state, String value) {
    following.put(state, value);
  }

  /** Keeps a value of a node of the body at each step; spec is that of one step. */
  public void collect(TensorSpec spec, String value) {
    collected.put(fresh(spec), value);
  }

  /**
   * Adds the loop to the graph.
   *
   * @return the last states, then what was collected, in the order in which they were given
   * @throws WiresmithException {@code INTERNAL} if a state has no value after the step
   */
  public List<String> close() {
    for (TensorSpec state : states.values()) {
      String value = following.get(state.name());
      if (value == null) {
        throw new WiresmithException(
            ErrorCode.INTERNAL, "State " + state.name() + " has no value after the step.");
      }
      body.output(fresh(state), value);
    }
    collected.forEach(body::output);
    long backward = direction == Direction.BACKWARD ? 1 : 0;
    int sequences = inputs.size() - states.size();
    return outer.nodes(
        "",
        "Scan",
        inputs,
        states.size() + collected.size(),
        Attribute.graph("body", body.proto()),
        Attribute.integer("num_scan_inputs", sequences),
        Attribute.integers("scan_input_directions", repeated(backward, sequences)),
        Attribute.integers("scan_output_directions", repeated(backward, collected.size())));
  }

  private TensorSpec fresh(TensorSpec spec) {
    return new TensorSpec(body.fresh(spec.name()), spec.type(), spec.dims(), spec.doc());
  }

  private static long[] repeated(long value, int times) {
    long[] values = new long[times];
    java.util.Arrays.fill(values, value);
    return values;
  }
}
