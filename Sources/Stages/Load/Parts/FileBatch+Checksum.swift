import Store
import Table

extension FileBatch {
  /// The checksum of all that a later run takes over of the file: what is known of it but for its
  /// name, its issues and quarantined records, and the records. O(bytes).
  var checksum: UInt32 {
    let bytes = ByteBuffer()
    func add(_ number: Int) {
      bytes.append(decimal: Int64(number))
      bytes.append(UInt8(ascii: ","))
    }
    func add(_ text: String) {
      add(text.utf8.count)
      bytes.append(text: text)
    }
    func add(_ raw: TextRef) {
      add(raw.length)
      bytes.append(raws[raw])
    }
    add(file.sha256)
    add(file.storedBytes)
    add(file.unpackedBytes)
    add(file.isGzipped ? 1 : 0)
    add(file.encoding)
    add(file.read)
    for headers in [file.unknownColumns, file.repeatedColumns] {
      add(headers.count)
      for header in headers { add(header) }
    }
    for issue in issues {
      add(Int(issue.row))
      add(Int(issue.column))
      add(issue.code.rawValue)
      add(issue.raw)
    }
    for record in quarantined {
      add(record.record)
      add(record.offset)
      add(record.reason.rawValue)
      add(record.length)
      add(record.raw)
    }
    let known = withExtendedLifetime(bytes) { Checksum.of(bytes.view) }
    return records.reduce(known) { $1.checksum(after: $0) }
  }
}
