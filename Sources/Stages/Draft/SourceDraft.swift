import Cleanse
import Ingest
import Table

/// A source definition guessed from an export, for people to check and edit (docs/definitions.md).
///
/// It holds headers, counts, and the words of columns that are plainly choices; no other cell of
/// the export. The same file gives the same draft.
public struct SourceDraft {
  let file: FileNameGuess
  let source: String
  let shape: DraftShape
  let encoding: TextEncoding
  /// Records sampled, and records of the whole file that cannot be read.
  let rows: Int
  let unreadable: Int
  let columns: [DraftColumn]
  let key: KeyGuess
  /// Columns of the file that no definition can name, in words.
  let leftOut: [String]

  /// Reads an export and guesses from its first 5,000 records, or as many as hold 4 MiB.
  ///
  /// O(length of the file); memory: the unpacked file and the records looked at.
  ///
  /// - Parameters:
  ///   - path: the file, gzipped or not. A link that leads out of its folder is refused.
  ///   - id: the source's name; by default made of the file's name.
  /// - Throws: `StageError`: `data` if the file cannot be read, is empty or has no header row,
  ///   also if its first row looks like a record or most records do not fit it; `usage` for a name
  ///   that no source can have.
  public init(file path: String, id: String? = nil) throws {
    if let id, !FileNameGuess.canNameSource(id) {
      throw StageError(
        .usage, "'\(id)' cannot name a source",
        help: "a letter, then letters, digits and _, and not the name of a table of meibo's own")
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    file = FileNameGuess(slash.map { String(path[path.index(after: $0)...]) } ?? path)
    guard !file.name.isEmpty else { throw StageError(.data, "'\(path)' is not a file") }
    source = id ?? file.source ?? "source"

    let export: ExportFile
    let reader: ExportReader
    let match: HeaderMatch
    do {
      export = try ExportFolder(folder).open(file.name)
      guard !export.bytes.isEmpty else { throw StageError(.data, "'\(file.name)' is empty") }
      shape = DraftShape(export.bytes)
      reader = try ExportReader(
        export,
        ExportFormat(
          encoding: shape.isUTF16 ? .utf16le : .auto, delimiter: shape.delimiter,
          skippedLines: shape.skippedLines))
      match = try reader.match(reader.header.map { WantedColumn($0) }) { name, folded in
        let buffer = ByteBuffer()
        withExtendedLifetime(buffer) { folded.append(Fold.fold(name, into: buffer)) }
      }
    } catch let error as IngestError {
      throw StageError(error)
    }
    encoding = reader.encoding
    var sample = DraftSample(columns: reader.header.count, reader.decoder)
    let counts = reader.read(match, into: &sample)
    unreadable = counts.read - counts.good
    rows = sample.rows
    guard unreadable <= counts.good else {
      throw StageError(
        .data,
        "\(unreadable) of \(counts.read) records of '\(file.name)' do not fit its header row",
        help: "no header row, or lines before it that cannot be told from it")
    }
    try HeaderRow.refuseRecord(reader.header, above: sample, file: file.name)
    let places = match.positions.compactMap(\.self)
    columns = DraftColumn.all(reader.header, places: places, sample)
    leftOut = DraftColumn.leftOut(reader.header, places: places)
    guard !columns.isEmpty else { throw StageError(.data, "'\(file.name)' has no header row") }
    key = KeyGuess(columns, rows: rows, source: source)
  }
}
