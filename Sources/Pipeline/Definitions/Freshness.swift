/// How old the newest record of a source may be.
public struct Freshness: Sendable, Equatable {
  /// In days; nil: nobody is warned.
  public let warnAfter: Int?
  /// In days; nil: it is never an error.
  public let errorAfter: Int?

  /// What an age means.
  public enum Verdict: String, Sendable {
    case fresh, warn, error
  }

  /// What an age in days means; nil is the age of a source in which no record has a time.
  public func verdict(age: Int?) -> Verdict {
    guard let age else { return errorAfter != nil ? .error : .warn }
    if let errorAfter, age > errorAfter { return .error }
    if let warnAfter, age > warnAfter { return .warn }
    return .fresh
  }
}

extension Freshness {
  /// `freshness: {warn_after: 1d, error_after: 3d}`; one of them will do.
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.freshness)
    func days(_ key: String) -> Int? {
      guard let text = yaml.text(key) else { return nil }
      guard text.value.hasSuffix("d"), let days = Int(text.value.dropLast()), days >= 0 else {
        yaml.sink.error(at: text.location, "'\(key)' must be a number of days such as 2d")
        return nil
      }
      return days
    }
    warnAfter = days("warn_after")
    errorAfter = days("error_after")
    if yaml["warn_after"] == nil, yaml["error_after"] == nil {
      yaml.sink.error(at: yaml.location, "'freshness' needs 'warn_after' or 'error_after'")
    }
    if let warnAfter, let errorAfter, warnAfter > errorAfter {
      yaml.sink.error(
        at: yaml.location(of: "warn_after"), "'warn_after' is longer than 'error_after'")
    }
  }
}
