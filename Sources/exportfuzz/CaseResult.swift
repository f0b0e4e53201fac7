/// What became of a case without a violation.
struct CaseResult {
  /// False if the mutant was refused, with an error made for that.
  var isRead: Bool
  var records = 0
  var bytes = 0
  /// The memory that reading took, and what it may take.
  var memory = 0
  var allowance = 1
  /// The most memory that the process has had during the case.
  var processPeak = 0

  /// The words of a line.
  var words: String {
    "\(isRead ? "read" : "refused") \(records) \(bytes) \(memory) \(allowance) \(processPeak)"
  }
}

extension CaseResult {
  /// Nil for other words.
  init?(_ words: some StringProtocol) {
    let parts = words.split(separator: " ")
    let numbers = parts.dropFirst().compactMap { Int($0) }
    guard parts.count == 6, numbers.count == 5 else { return nil }
    self.init(
      isRead: parts[0] == "read", records: numbers[0], bytes: numbers[1], memory: numbers[2],
      allowance: numbers[3], processPeak: numbers[4])
  }

  /// Throws if more memory was taken than allowed.
  func checkMemory() throws {
    try Violation.unless(
      memory <= allowance, "reading took \(memory) bytes of memory, \(allowance) are allowed")
  }
}
