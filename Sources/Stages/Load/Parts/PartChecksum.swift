import Store
import Table

/// The checksum of all that a later run takes over of a file: its records, its issues and quarantined
/// records, and what is known of it but for its name. The same however the file is cut into batches.
struct PartChecksum {
  private var records: UInt32 = 0
  private var rowCount = 0
  private var issues = Fields()
  private var quarantined = Fields()

  /// Texts and numbers, each with its end.
  private struct Fields {
    private var bytes: [UInt8] = []

    mutating func add(_ number: Int) { bytes += Array("\(number),".utf8) }

    mutating func add(_ text: some Collection<UInt8>) {
      add(text.count)
      bytes += text
    }

    func checksum(after before: UInt32) -> UInt32 {
      bytes.withUnsafeBufferPointer { Checksum.of($0, after: before) }
    }
  }

  /// Adds the next batch of the file. O(bytes).
  mutating func add(_ batch: RecordBatch) {
    records = batch.records.reduce(records) { $1.checksum(after: $0) }
    for issue in batch.issues {
      issues.add(rowCount + Int(issue.row))
      issues.add(Int(issue.column))
      issues.add(issue.code.rawValue.utf8)
      issues.add(batch.raws[issue.raw])
    }
    for record in batch.quarantined {
      quarantined.add(record.record)
      quarantined.add(record.offset)
      quarantined.add(record.reason.rawValue.utf8)
      quarantined.add(record.length)
      quarantined.add(batch.raws[record.raw])
    }
    rowCount += batch.rowCount
  }

  /// Of all batches and what is known of the file.
  func value(_ file: FileFacts) -> UInt32 {
    var known = Fields()
    known.add(file.sha256.utf8)
    for number in [file.storedBytes, file.unpackedBytes, file.isGzipped ? 1 : 0, file.read] {
      known.add(number)
    }
    known.add(file.encoding.utf8)
    for headers in [file.unknownColumns, file.repeatedColumns] {
      known.add(headers.count)
      for header in headers { known.add(header.utf8) }
    }
    return [issues, quarantined, known].reduce(records) { $1.checksum(after: $0) }
  }
}
