import Store
import Table

extension LoadedSource.LoadedFile {
  /// The checksum of all that the cleansed file says of the file besides its rows, but for its name:
  /// what a later run takes over. O(bytes).
  ///
  /// - Parameters:
  ///   - firstRow: where its rows begin in the table of the source.
  ///   - places: its rows of `issues`, a table of such.
  func keptChecksum(firstRow: Int, _ issues: Table, _ places: Range<Int>) -> UInt32 {
    var fields = Fields()
    fields.add(facts.sha256.utf8)
    for number in [
      facts.storedBytes, facts.unpackedBytes, facts.isGzipped ? 1 : 0, facts.read, loaded,
      superseded, standsAlone ? 1 : 0, firstRow, places.count,
    ] {
      fields.add(number)
    }
    fields.add(facts.encoding.utf8)
    for headers in [facts.unknownColumns, facts.repeatedColumns] {
      fields.add(headers.count)
      for header in headers { fields.add(header.utf8) }
    }
    for record in survey.quarantined {
      fields.add(record.record)
      fields.add(record.offset)
      fields.add(record.reason.rawValue.utf8)
      fields.add(record.length)
      fields.add(survey.raws[record.raw])
    }
    for column in ["key", "column", "raw", "reason"].map({ issues[$0].text }) {
      for place in places {
        if let text = column[place] { fields.add(text) } else { fields.add(-1) }
      }
    }
    for row in issueRows { fields.add(Int(row)) }
    return fields.checksum
  }
}

/// Texts and numbers, each with its end.
private struct Fields {
  private var bytes: [UInt8] = []

  mutating func add(_ number: Int) { bytes += Array("\(number),".utf8) }

  mutating func add(_ text: some Collection<UInt8>) {
    add(text.count)
    bytes += text
  }

  var checksum: UInt32 { bytes.withUnsafeBufferPointer { Checksum.of($0) } }
}
