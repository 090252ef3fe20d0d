package io.wiresmith.registry;

/** Why an alias moved. */
public enum AliasAction {
  /** A version was registered and the policy moved the alias. */
  REGISTER,
  /** Someone promoted a version. */
  PROMOTE,
  /** Someone went back to a version. */
  ROLLBACK,
  /** It was found moved, and nothing says by whom: by hand, or by a process that was killed. */
  FOUND
}
