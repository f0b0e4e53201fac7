import Ingest

/// Counts the records of one file as they are read, and of the file's bytes, as it lies there, the
/// share that they are of the unpacked ones. For one thread; tells the work once in thousands of
/// records.
struct FileProgress {
  private let work: StageWork?
  private let storedBytes: Int
  private let unpackedBytes: Int
  private var told = (records: 0, bytes: 0)

  /// So many records are told of at once.
  private static let step = 4096

  /// - Parameter work: nil if nobody wants to know.
  init(_ work: StageWork?, _ file: ExportFile) {
    self.work = work
    storedBytes = file.storedBytes
    unpackedBytes = file.bytes.count
  }

  /// A record with this number, from 1, that starts at this byte of the unpacked file.
  mutating func reached(record number: Int, at offset: Int) {
    guard number - told.records >= Self.step else { return }
    tell(number, Int(Double(offset) / Double(max(1, unpackedBytes)) * Double(storedBytes)))
  }

  /// The whole file is read.
  mutating func finish(records: Int) { tell(records, storedBytes) }

  private mutating func tell(_ records: Int, _ bytes: Int) {
    work?.add(records - told.records, bytes: bytes - told.bytes)
    told = (records, bytes)
  }
}
