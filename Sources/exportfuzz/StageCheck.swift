import Ingest
import Store
import Table

/// Checks what the stages ingest and cleanse have published.
struct StageCheck {
  private let ingested: Table
  private let files: Table
  private let quarantine: Table
  private let published: String

  /// Reads the published files.
  init(ingested: String, cleansed: String) throws {
    self.ingested = try StageFile.read(ingested, table: "files")
    files = try StageFile.read(cleansed, table: "files")
    quarantine = try StageFile.read(cleansed, table: "quarantine")
    published = cleansed
  }

  /// How many records were read, and of how many bytes.
  var records: Int { Int(files["read"].numbers.reduce(0, +)) }
  var bytes: Int { Int(files["unpacked_bytes"].numbers.reduce(0, +)) }

  /// - Throws: `Violation`.
  func run(_ mutants: [Mutant]) throws {
    try Violation.unless(
      ingested["read"].numbers == files["read"].numbers, "ingest has read other records")
    try checkConservation()
    try checkTables(of: Set(mutants.map(\.original.source.name)))
    for mutant in mutants { try check(mutant) }
    try Violation.unless(
      quarantine.rowCount == Int(files["quarantined"].numbers.reduce(0, +)),
      "quarantine holds more or fewer records than counted")
  }

  /// For every file: read = loaded + superseded + quarantined, and that by reason.
  private func checkConservation() throws {
    for row in 0..<files.rowCount {
      func number(_ column: String) -> Int64 { files[column].numbers[row] }
      let name = files["file"].text.string(row) ?? ""
      try Violation.unless(
        number("read") == number("loaded") + number("superseded") + number("quarantined"),
        "'\(name)': read is not loaded + superseded + quarantined")
      let reasons = QuarantineReason.allCases.reduce(0) { $0 + number($1.rawValue) }
      try Violation.unless(
        reasons == number("quarantined"), "'\(name)': reasons do not add up to quarantined")
    }
  }

  /// A source's table has the rows that its files say were loaded.
  private func checkTables(of sources: Set<String>) throws {
    for source in sources {
      let rows = (0..<files.rowCount).filter { files["source"].text.string($0) == source }
      let loaded = rows.reduce(0) { $0 + files["loaded"].numbers[$1] }
      try Violation.unless(
        try StageFile.read(published, table: source).rowCount == Int(loaded),
        "source '\(source)' has more or fewer rows than were loaded")
    }
  }

  /// A broken file has the records that the plain reader finds, and the same are quarantined.
  private func check(_ mutant: Mutant) throws {
    let name = mutant.original.name
    guard let row = (0..<files.rowCount).first(where: { files["file"].text.string($0) == name })
    else { throw Violation("'\(name)' is not among the files") }
    guard case .content(let content) = mutant.unpacking else { return }
    try content.withUnsafeBufferPointer { bytes in
      let plain = PlainFile(bytes, mutant.format, mutant.original.source.wanted)
      try Violation.unless(plain.refusal == nil, "'\(name)' is read, but its header cannot be")
      try Violation.unless(
        files["read"].numbers[row] == Int64(plain.records.count),
        "'\(name)': \(plain.records.count) records, but others counted")
      let expected = plain.records.map(\.place).filter { $0.reason != nil }
      try Violation.unless(
        quarantined(in: name) == expected, "'\(name)': other records are quarantined")
    }
  }

  /// The quarantined records of a file, but those that only lack a key.
  private func quarantined(in file: String) -> [PlainReader.Place] {
    (0..<quarantine.rowCount).compactMap { row in
      guard quarantine["file"].text.string(row) == file,
        let reason = quarantine["reason"].text.string(row).flatMap(QuarantineReason.init),
        reason != .missingKey
      else { return nil }
      return PlainReader.Place(
        offset: Int(quarantine["offset"].numbers[row]),
        length: Int(quarantine["length"].numbers[row]), reason: reason)
    }
  }
}

extension Mutant {
  /// How many bytes there are to read; of packed data that nobody knows, a bound.
  var contentBytes: Int {
    switch unpacking {
    case .content(let bytes): bytes.count
    case .refused(_, let unpacked): unpacked
    case .unknown: stored.count * 1032
    }
  }

  /// The length of the first line, or of what may be one: no more is read as a header.
  var firstLineBytes: Int {
    guard case .content(let content) = unpacking else {
      return min(contentBytes, ExportFormat.maximumRecordBytes)
    }
    return content.prefix(ExportFormat.maximumRecordBytes).prefix { $0 != 0x0A }.count
  }

  /// True if a whole run may refuse it.
  var mayBeRefused: Bool {
    guard case .content(let content) = unpacking else { return true }
    return content.withUnsafeBufferPointer {
      PlainFile($0, format, original.source.wanted).refusal != nil
    }
  }
}
