package io.wiresmith.core.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;

/**
 * How segments are said by one tag for each position: the first position of a segment of type
 * {@code t} has the tag {@code B-t} (begin, id {@code 2t}), every other {@code I-t} (inside, id
 * {@code 2t + 1}). There is no tag for "outside": every position belongs to a segment. {@code I-t}
 * may only follow {@code B-t} or {@code I-t}.
 *
 * @param types names of the types, in the order of their ids
 */
public record TagScheme(List<String> types) {
  /** The scheme of the fields of messages: 14 tags for seven types. */
  public static final TagScheme FIELDS = new TagScheme(FieldType.ids());

  /** Copies the names. */
  public TagScheme {
    types = List.copyOf(types);
  }

  /** Number of tags. */
  public int size() {
    return 2 * types.size();
  }

  /** The tag of a segment's first position. */
  public int begin(int type) {
    return 2 * type;
  }

  /** The tag of a segment's other positions. */
  public int inside(int type) {
    return 2 * type + 1;
  }

  /** Whether a segment begins with that tag. */
  public boolean isBegin(int tag) {
    return tag % 2 == 0;
  }

  /** The type that a tag carries. */
  public int type(int tag) {
    return tag / 2;
  }

  /** Whether the first position may have that tag. */
  public boolean mayStart(int tag) {
    return isBegin(tag);
  }

  /** Whether a tag may follow another. */
  public boolean mayFollow(int before, int tag) {
    return isBegin(tag) || type(before) == type(tag);
  }

  /** The names of the tags, {@code B-flag, I-flag, B-integer, ...}, in the order of their ids. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String type : types) {
      names.add("B-" + type);
      names.add("I-" + type);
    }
    return List.copyOf(names);
  }

  /** The tags of fields that cover a message. */
  public static int[] tags(List<Field> fields) {
    int[] tags = new int[fields.isEmpty() ? 0 : fields.get(fields.size() - 1).end()];
    for (Field field : fields) {
      int type = field.type().ordinal();
      tags[field.start()] = FIELDS.begin(type);
      for (int i = field.start() + 1; i < field.end(); i++) {
        tags[i] = FIELDS.inside(type);
      }
    }
    return tags;
  }

  /**
   * The fields that tags say.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if a tag may not stand where it stands
   */
  public static List<Field> fields(int[] tags) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < tags.length; i++) {
      boolean known = tags[i] >= 0 && tags[i] < FIELDS.size();
      if (!known || !(i == 0 ? FIELDS.mayStart(tags[i]) : FIELDS.mayFollow(tags[i - 1], tags[i]))) {
        throw new WiresmithException(
            ErrorCode.INVALID_INPUT,
            "Tag %d cannot stand at position %d behind %s; required is a begin, or the inside of the same type."
                .formatted(tags[i], i, i == 0 ? "nothing" : "tag " + tags[i - 1]));
      }
      if (i > 0 && FIELDS.isBegin(tags[i])) {
        fields.add(field(start, i, tags[start]));
        start = i;
      }
    }
    if (tags.length > 0) {
      fields.add(field(start, tags.length, tags[start]));
    }
    return List.copyOf(fields);
  }

  private static Field field(int start, int end, int tag) {
    return new Field(start, end, FieldType.values()[FIELDS.type(tag)]);
  }
}
