package io.wiresmith.evaluation.fields;

import io.wiresmith.core.Window;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.fields.FieldFigures;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Assembles the report.
 *
 * @param request what was asked
 * @param seen what the candidate has seen
 * @param championSeen what the champion has seen
 * @param wanted the protocols that means are over, where there are messages of one of them
 * @param renamed messages that are left out, for the candidate has seen them under another name
 */
record FieldsReport(
    EvaluationRequest request,
    SeenCaptures seen,
    Optional<SeenCaptures> championSeen,
    List<String> wanted,
    long renamed) {
  private static final String LEADING = "boundary_f1";

  EvaluationReport of(
      List<ScoredMessage> messages,
      FalseBoundaries random,
      List<String> leaks,
      FieldsLatency latency) {
    JudgedProtocols protocols = JudgedProtocols.of(wanted, messages);
    MacroSums sums = new MacroSums(protocols.macro());
    List<ScoredMessage> counted = protocols.counted(messages);
    double[] total = sums.total(counted);
    Calibration calibration = Calibration.of(counted);
    Map<String, Double> metrics = new TreeMap<>(sums.figures(total));
    metrics.put("ece", calibration.fields().ece());
    metrics.put("ece_boundary", calibration.boundaries().ece());
    metrics.put("false_boundaries", random.share());
    metrics.put("protocols", (double) protocols.macro().size());
    return new EvaluationReport(
        request.candidate().key(),
        request.candidate().modelSha256(),
        request.labelled().sha256(),
        seen.window(),
        tested(messages),
        counted.size(),
        messages.stream().filter(message -> seen.contain(message.judged())).count(),
        leaks,
        metrics,
        bootstrap().stratified(sums.blocks(counted), sums::figures),
        baselines(sums, total),
        slices(protocols, messages),
        request.champion().map(champion -> comparison(champion, sums, counted)),
        new FieldsDetails(request, seen, protocols, renamed)
            .of(messages, counted, calibration, random, latency));
  }

  private ClusterBootstrap bootstrap() {
    return new ClusterBootstrap(request.resamples(), request.seed());
  }

  private static Window tested(List<ScoredMessage> messages) {
    long first = messages.stream().mapToLong(m -> m.judged().timeNs()).min().orElse(0);
    long last = messages.stream().mapToLong(m -> m.judged().timeNs()).max().orElse(first);
    return new Window(Nanos.instant(first), Nanos.instant(last + 1));
  }

  private static Map<String, Map<String, Double>> baselines(MacroSums sums, double[] total) {
    Map<String, Map<String, Double>> baselines = new TreeMap<>();
    for (Segmenter segmenter : Segmenter.values()) {
      FieldFigures figures = sums.macro(total, Method.of(segmenter));
      baselines.put(segmenter.id(), MacroSums.named(figures));
    }
    return baselines;
  }

  /** Each protocol that there is, whether it counts in the means or not. */
  private static List<Slice> slices(JudgedProtocols protocols, List<ScoredMessage> messages) {
    List<Slice> slices = new ArrayList<>();
    for (String protocol : protocols.all()) {
      MacroSums sums = new MacroSums(List.of(protocol));
      double[] total = sums.total(messages);
      FieldFigures model = sums.macro(total, Method.MODEL);
      Map<String, Double> metrics = new TreeMap<>(MacroSums.named(model));
      metrics.put("type_accuracy", model.typeAccuracy());
      for (Segmenter segmenter : Segmenter.values()) {
        double f1 = sums.macro(total, Method.of(segmenter)).f1();
        metrics.put(LEADING + "_" + segmenter.id(), f1);
      }
      slices.add(new Slice("protocol", protocol, model.messages(), metrics));
    }
    return slices;
  }

  /** On messages of captures that neither has seen. */
  private Comparison comparison(Champion champion, MacroSums sums, List<ScoredMessage> counted) {
    List<ScoredMessage> fresh =
        counted.stream()
            .filter(message -> !seen.contain(message.judged()))
            .filter(message -> championSeen.stream().noneMatch(s -> s.contain(message.judged())))
            .toList();
    Collection<List<double[]>> blocks = sums.blocks(fresh);
    return new Comparison(
        champion.ref(),
        champion.artifact().modelSha256(),
        fresh.size(),
        blocks.stream().mapToLong(List::size).sum(),
        bootstrap().stratified(blocks, sums::advantage),
        LEADING,
        slices(sums.protocols(), fresh));
  }

  private Map<String, Comparison.SliceDifference> slices(
      List<String> protocols, List<ScoredMessage> fresh) {
    Map<String, Comparison.SliceDifference> slices = new TreeMap<>();
    for (String protocol : protocols) {
      List<ScoredMessage> own =
          fresh.stream().filter(message -> message.protocol().equals(protocol)).toList();
      MacroSums sums = new MacroSums(List.of(protocol));
      Collection<List<double[]>> blocks = sums.blocks(own);
      if (blocks.stream().mapToLong(List::size).sum() >= Comparison.FEWEST_CLUSTERS) {
        Optional.ofNullable(bootstrap().stratified(blocks, sums::advantage).get(LEADING))
            .map(difference -> new Comparison.SliceDifference(own.size(), difference))
            .ifPresent(difference -> slices.put("protocol=" + protocol, difference));
      }
    }
    return slices;
  }
}
