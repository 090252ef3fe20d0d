package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well one link is forecast.
 *
 * @param rows its targets
 * @param within share within 20 %
 * @param withinNaive the same of the best naive forecast of the source
 */
record LinkErrors(List<ForecastRow> rows, double within, double withinNaive) {
  private static final int EACH = 3;
  private static final int FEWEST = 40;

  /** The best links, of a source each where there are as many, and then the worst ones. */
  static List<DrawnLink> extremes(List<ForecastRow> rows, Tuned tuned) {
    List<LinkErrors> links = new ArrayList<>(links(rows, tuned));
    links.sort(Comparator.comparingDouble(LinkErrors::within));
    int worst = Math.min(EACH, links.size() / 2);
    List<LinkErrors> others = new ArrayList<>(links.subList(worst, links.size()));
    Collections.reverse(others);
    List<DrawnLink> drawn = new ArrayList<>();
    good(others).forEach(link -> drawn.add(DrawnLink.of("good", link)));
    links.subList(0, worst).forEach(link -> drawn.add(DrawnLink.of("worst", link)));
    return drawn;
  }

  private static List<LinkErrors> good(List<LinkErrors> bestFirst) {
    Set<String> sources = new TreeSet<>();
    List<LinkErrors> first = new ArrayList<>();
    List<LinkErrors> further = new ArrayList<>();
    bestFirst.forEach(
        link -> (sources.add(link.rows().get(0).source()) ? first : further).add(link));
    first.addAll(further);
    return first.subList(0, Math.min(EACH, first.size()));
  }

  /** Those with some targets above zero. */
  private static List<LinkErrors> links(List<ForecastRow> rows, Tuned tuned) {
    Map<String, List<ForecastRow>> links = new TreeMap<>();
    for (ForecastRow row : rows) {
      links.computeIfAbsent(row.source() + '\n' + row.link(), name -> new ArrayList<>()).add(row);
    }
    return links.values().stream()
        .filter(some -> some.size() >= FEWEST)
        .map(some -> of(some, tuned))
        .filter(link -> Double.isFinite(link.within()))
        .toList();
  }

  private static LinkErrors of(List<ForecastRow> rows, Tuned tuned) {
    Errors model = new Errors();
    Errors naive = new Errors();
    for (ForecastRow row : rows) {
      model.add(row.forecast()[0], row.actual());
      naive.add(row.naive()[tuned.method(row.source())], row.actual());
    }
    return new LinkErrors(rows, model.within(), naive.within());
  }
}
