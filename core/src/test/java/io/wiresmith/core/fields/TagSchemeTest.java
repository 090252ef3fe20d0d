package io.wiresmith.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagSchemeTest {
  private static final TagScheme SCHEME = TagScheme.FIELDS;

  @Test
  void idsAndNamesNeverChange() {
    assertThat(SCHEME.names())
        .containsExactly(
            "B-flag",
            "I-flag",
            "B-integer",
            "I-integer",
            "B-string",
            "I-string",
            "B-address",
            "I-address",
            "B-time",
            "I-time",
            "B-float",
            "I-float",
            "B-bytes",
            "I-bytes");
    assertThat(SCHEME.begin(FieldType.TIME.ordinal())).isEqualTo(8);
    assertThat(SCHEME.inside(FieldType.TIME.ordinal())).isEqualTo(9);
  }

  @Test
  void fieldsBecomeTagsAndTagsTheSameFields() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Field> fields = new ArrayList<>();
      for (int at = 0; at < 40; ) {
        int end = at + 1 + random.nextInt(6);
        fields.add(new Field(at, end, FieldType.values()[random.nextInt(7)]));
        at = end;
      }
      int[] tags = TagScheme.tags(fields);

      assertThat(TagScheme.fields(tags)).isEqualTo(fields);
      assertThat(SCHEME.mayStart(tags[0])).isTrue();
      for (int i = 1; i < tags.length; i++) {
        assertThat(SCHEME.mayFollow(tags[i - 1], tags[i])).isTrue();
      }
    }
    assertThat(TagScheme.fields(new int[0])).isEmpty();
    assertThat(TagScheme.tags(List.of())).isEmpty();
  }

  @Test
  void anInsideFollowsOnlyItsOwnType() {
    int allowed = 0;
    for (int before = 0; before < SCHEME.size(); before++) {
      for (int tag = 0; tag < SCHEME.size(); tag++) {
        allowed += SCHEME.mayFollow(before, tag) ? 1 : 0;
      }
    }

    assertThat(allowed).isEqualTo(14 * 7 + 14);
    assertThatThrownBy(() -> TagScheme.fields(new int[] {1}))
        .hasMessageStartingWith("Tag 1 cannot stand at position 0 behind nothing");
    assertThatThrownBy(() -> TagScheme.fields(new int[] {0, 3}))
        .hasMessageStartingWith("Tag 3 cannot stand at position 1 behind tag 0");
    assertThatThrownBy(() -> TagScheme.fields(new int[] {0, 14}))
        .hasMessageStartingWith("Tag 14 cannot stand at position 1");
  }
}
