import Store
import Table

/// The checksums of all that a later run takes over of a file: the same however it is cut into batches.
struct KeptChecksums: Equatable {
  /// Of its issues and quarantined records, and of what is known of it but for its name.
  let facts: UInt32
  /// Of its records, in runs of `runRows`.
  let runs: [UInt32]

  /// So many rows have a checksum of their own, and are taken over at a time.
  static let runRows = 1 << 15
}

/// Makes the checksums of a file whose batches come one after the other.
struct ChecksumBuilder {
  private var rowCount = 0
  private var runs: [UInt32] = []
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
    for records in batch.records { add(records) }
  }

  private mutating func add(_ records: RowRecords) {
    var row = 0
    while row < records.count {
      let place = rowCount % KeptChecksums.runRows
      if place == 0 { runs.append(0) }
      let end = min(records.count, row + KeptChecksums.runRows - place)
      runs[runs.count - 1] = records.checksum(of: row..<end, after: runs[runs.count - 1])
      rowCount += end - row
      row = end
    }
  }

  /// Of all batches and what is known of the file.
  ///
  /// - Parameter rowCount: how many rows the file has, if not all records were added.
  func checksums(_ file: FileFacts, rowCount: Int? = nil) -> KeptChecksums {
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
    known.add(rowCount ?? self.rowCount)
    return KeptChecksums(
      facts: [quarantined, known].reduce(issues.checksum(after: 0)) { $1.checksum(after: $0) },
      runs: runs)
  }
}
