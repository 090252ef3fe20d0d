package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.FieldCounts;
import io.wiresmith.core.fields.FieldFigures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Sums over messages from which every figure of some protocols follows: for each protocol and
 * {@link Method} the counts behind each other. Sums of different messages may be added, which is
 * what the bootstrap does.
 *
 * @param protocols those that the means are over; messages of others do not count
 */
record MacroSums(List<String> protocols) {
  /** Messages of a capture that the bootstrap draws together. */
  private static final int BLOCK = 20;

  private static final int SIZE = 7;

  /** Copies the names. */
  MacroSums {
    protocols = List.copyOf(protocols);
  }

  double[] none() {
    return new double[protocols.size() * Method.COUNT * SIZE];
  }

  /** The sums of all messages. */
  double[] total(List<ScoredMessage> messages) {
    double[] total = none();
    messages.forEach(message -> add(total, message));
    return total;
  }

  private void add(double[] sums, ScoredMessage message) {
    int at = protocols.indexOf(message.protocol()) * Method.COUNT * SIZE;
    for (int method = 0; method < Method.COUNT && at >= 0; method++, at += SIZE) {
      FieldCounts counts = message.counts().get(method);
      sums[at] += counts.messages();
      sums[at + 1] += counts.found();
      sums[at + 2] += counts.there();
      sums[at + 3] += counts.right();
      sums[at + 4] += counts.perfection();
      sums[at + 5] += counts.fields();
      sums[at + 6] += counts.typed();
    }
  }

  /**
   * The sums of blocks of messages that follow each other in a capture, for each protocol.
   *
   * @param messages in the order of captures and time
   */
  Collection<List<double[]>> blocks(List<ScoredMessage> messages) {
    Map<String, Integer> places = new TreeMap<>();
    Map<String, Map<String, double[]>> blocks = new TreeMap<>();
    for (ScoredMessage message : messages) {
      if (protocols.contains(message.protocol())) {
        String capture = message.judged().message().capture();
        int place = places.getOrDefault(message.protocol() + '\n' + capture, 0);
        places.put(message.protocol() + '\n' + capture, place + 1);
        double[] sums =
            blocks
                .computeIfAbsent(message.protocol(), name -> new TreeMap<>())
                .computeIfAbsent(capture + '\n' + place / BLOCK, name -> none());
        add(sums, message);
      }
    }
    return blocks.values().stream().map(some -> List.copyOf(some.values())).toList();
  }

  /** The figures of one protocol by one method. */
  FieldFigures figures(double[] sums, int protocol, int method) {
    int at = (protocol * Method.COUNT + method) * SIZE;
    return new FieldCounts(
            (long) sums[at],
            (long) sums[at + 1],
            (long) sums[at + 2],
            (long) sums[at + 3],
            sums[at + 4],
            (long) sums[at + 5],
            (long) sums[at + 6])
        .figures();
  }

  /** The means over the protocols, each counted once. */
  FieldFigures macro(double[] sums, int method) {
    return FieldFigures.macro(each(sums, method));
  }

  private List<FieldFigures> each(double[] sums, int method) {
    List<FieldFigures> figures = new ArrayList<>();
    for (int protocol = 0; protocol < protocols.size(); protocol++) {
      figures.add(figures(sums, protocol, method));
    }
    return figures;
  }

  /** The figures of the model, those beside the grids included. */
  Map<String, Double> figures(double[] sums) {
    FieldFigures model = macro(sums, Method.MODEL);
    Map<String, Double> figures = named(model);
    figures.put("type_accuracy", model.typeAccuracy());
    figures.put("grid_advantage", model.f1() - bestGrid(sums));
    figures.put(
        "worst_boundary_f1",
        each(sums, Method.MODEL).stream()
            .mapToDouble(FieldFigures::f1)
            .filter(f1 -> !Double.isNaN(f1))
            .min()
            .orElse(Double.NaN));
    return figures;
  }

  /** What is known without types. */
  static Map<String, Double> named(FieldFigures figures) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("boundary_f1", figures.f1());
    named.put("boundary_precision", figures.precision());
    named.put("boundary_recall", figures.recall());
    named.put("perfection", figures.perfection());
    return named;
  }

  private double bestGrid(double[] sums) {
    return Segmenter.grids().stream()
        .mapToDouble(grid -> macro(sums, Method.of(grid)).f1())
        .max()
        .orElse(Double.NaN);
  }

  /** The model less the champion, positive is better. */
  Map<String, Double> advantage(double[] sums) {
    FieldFigures model = macro(sums, Method.MODEL);
    FieldFigures champion = macro(sums, Method.CHAMPION);
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, ToDoubleFunction<FieldFigures>> compared =
        Map.of(
            "boundary_f1", FieldFigures::f1,
            "perfection", FieldFigures::perfection,
            "type_accuracy", FieldFigures::typeAccuracy);
    compared.forEach(
        (name, figure) ->
            figures.put(name, figure.applyAsDouble(model) - figure.applyAsDouble(champion)));
    return figures;
  }
}
