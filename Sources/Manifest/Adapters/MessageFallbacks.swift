import Table

/// What delivery systems get in the place of fields that are missing. The manifest itself says only
/// what is known.
public struct MessageFallbacks: Sendable {
  /// By template id, then by field.
  private(set) var values: [String: [String: JSONText]] = [:]

  public init() {}

  /// A text for a field of a template.
  public mutating func add(text: String, for field: String, of templateID: String) {
    values[templateID, default: [:]][field] = .text(text)
  }

  /// A number for a field of a template.
  public mutating func add(number: Int64, for field: String, of templateID: String) {
    values[templateID, default: [:]][field] = .number(String(number))
  }
}
