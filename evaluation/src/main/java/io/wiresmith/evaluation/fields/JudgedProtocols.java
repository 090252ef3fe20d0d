package io.wiresmith.evaluation.fields;

import java.util.List;
import java.util.TreeSet;

/**
 * Which protocols the means are over.
 *
 * @param all those of the judged messages
 * @param macro of these, those that are wanted; all where none is
 * @param missing wanted ones of which there is no message
 * @param wanted whether the means are over wanted ones
 */
record JudgedProtocols(List<String> all, List<String> macro, List<String> missing, boolean wanted) {
  /** Copies the names. */
  JudgedProtocols {
    all = List.copyOf(all);
    macro = List.copyOf(macro);
    missing = List.copyOf(missing);
  }

  static JudgedProtocols of(List<String> wanted, List<ScoredMessage> messages) {
    TreeSet<String> all = new TreeSet<>();
    messages.forEach(message -> all.add(message.protocol()));
    List<String> macro = all.stream().filter(wanted::contains).toList();
    return new JudgedProtocols(
        List.copyOf(all),
        macro.isEmpty() ? List.copyOf(all) : macro,
        wanted.stream().filter(protocol -> !all.contains(protocol)).toList(),
        !macro.isEmpty());
  }

  /** The messages that the means are over. */
  List<ScoredMessage> counted(List<ScoredMessage> messages) {
    return messages.stream().filter(message -> macro.contains(message.protocol())).toList();
  }
}
