public import Pipeline

extension ScenarioDefinition.Reentry {
  /// True if a subject without a running journey may begin one on `date`.
  ///
  /// - Parameter lastEnded: the latest business date on which a journey of the subject in this
  ///   scenario ended; nil if the subject never entered.
  public func admits(on date: Int64, lastEnded: Int64?) -> Bool {
    guard let lastEnded else { return true }
    switch self {
    case .never: return false
    case .afterDays(let days): return date - lastEnded >= days
    case .eachTrigger: return true
    }
  }
}
