/// How journeys end besides the outcomes that a scenario's own definition names.
public enum Outcome {
  /// The flow ran out.
  public static let done = "done"
  /// The mart row that the journey began with is no longer there, or is another subject's.
  public static let gone = "gone"
  /// The flow was changed and no longer has the place at which the journey stood.
  public static let flowChanged = "flow_changed"

  /// Reasons of the gate that end the journey and become its outcome. After any other exclusion
  /// the journey moves on as if the message had been sent.
  public static let refusals: Set<String> = ["suppressed", "opted_out", "no_consent"]
}
