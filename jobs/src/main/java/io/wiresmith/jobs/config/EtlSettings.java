package io.wiresmith.jobs.config;

import io.wiresmith.core.ModelKey;
import io.wiresmith.etl.Etls;
import io.wiresmith.etl.bandwidth.LinkRules;
import io.wiresmith.etl.compression.PenaltyProfiles;
import io.wiresmith.etl.compression.PenaltyProfiles.Penalty;
import io.wiresmith.etl.fields.MessageRules;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.ModelEtl;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the configuration says about extraction and labels. */
public final class EtlSettings {
  private EtlSettings() {}

  /** When bad data stops a run. */
  public static QualityPolicy quality(Settings settings) {
    return new QualityPolicy(
        settings.number("quality.max-quarantined-ratio"),
        settings.size("quality.max-empty-days"),
        settings.count("quality.min-class-rows"));
  }

  /** The etl of a model. */
  public static ModelEtl etl(Settings settings, ModelKey key) {
    return Etls.of(key.model(), penalties(settings), links(settings), messages(settings));
  }

  /** The keys that decide the labels of a model. */
  public static Map<String, String> labels(Settings settings, ModelKey key) {
    return settings.section("labels." + key.model().id());
  }

  private static LinkRules links(Settings settings) {
    return new LinkRules(
        settings.size("labels.bandwidth.gap-steps"),
        settings.number("labels.bandwidth.test-share"),
        settings.number("labels.bandwidth.validation-share"),
        settings.number("labels.bandwidth.datacenter-rtt-ms"));
  }

  private static MessageRules messages(Settings settings) {
    return new MessageRules(
        settings.number("labels.fields.test-share"),
        settings.number("labels.fields.validation-share"),
        settings.number("labels.fields.near-share"),
        settings.size("labels.fields.most-bytes"));
  }

  private static PenaltyProfiles penalties(Settings settings) {
    Map<String, String> modes = settings.section("labels.compression.modes");
    Map<String, Double> numbers = settings.numbers("labels.compression.penalty");
    Set<String> names = new TreeSet<>();
    numbers.keySet().forEach(key -> names.add(key.substring(0, key.lastIndexOf('.'))));
    if (modes.isEmpty() && names.isEmpty()) {
      return PenaltyProfiles.shipped();
    }
    Map<String, Penalty> penalties = new TreeMap<>();
    for (String name : names) {
      double base = numbers.getOrDefault(name + ".base", 1.0);
      penalties.put(name, new Penalty(base, numbers.getOrDefault(name + ".cpu-slope", 1.0)));
    }
    return new PenaltyProfiles(modes, penalties);
  }
}
