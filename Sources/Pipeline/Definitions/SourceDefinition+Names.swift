extension SourceDefinition {
  /// The tables that stage files hold besides sources, which therefore can have none of these names,
  /// in small letters.
  public static let takenNames: [String] = [
    "stage", "files", "headers", "issues", "quarantine", "consent_at_risk", "kept_files",
    "kept_issues",
    "kept_leaves",
  ]
}
