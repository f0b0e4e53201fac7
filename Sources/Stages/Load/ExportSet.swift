import Ingest
import Pipeline
import Table

/// The files of every source, found in the landing directory.
struct ExportSet {
  let folder: ExportFolder
  let files: [(source: CompiledSource, names: [String])]

  /// Finds the files of every source of a pipeline.
  init(_ definition: PipelineDefinition, folder path: String) throws {
    try self.init(definition.sources, folder: path)
  }

  /// Finds the files of each source, in file-name byte order.
  ///
  /// - Throws: `StageError` naming every source that has none and is not optional.
  init(_ sources: [SourceDefinition], folder path: String) throws {
    do {
      folder = try ExportFolder(path)
      var files: [(source: CompiledSource, names: [String])] = []
      for source in sources {
        files.append((CompiledSource(source), try folder.files(matching: source.files)))
      }
      self.files = files
    } catch {
      throw StageError(error)
    }
    let missing = files.filter { $0.names.isEmpty && !$0.source.definition.isOptional }
    if !missing.isEmpty {
      let shown = missing.map { "'\($0.source.definition.name)' (\($0.source.definition.files))" }
      throw StageError(
        .data, "no file in '\(path)' for source \(shown.joined(separator: ", "))",
        help: Self.content(of: folder)
          + "; a source that may be absent is declared 'optional: true'")
    }
  }

  /// The first names in a folder.
  private static func content(of folder: ExportFolder) -> String {
    let names = (try? folder.files(matching: "*")) ?? []
    if names.isEmpty { return "no file is in it" }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return "it has \(names.prefix(5).map { "'\($0)'" }.joined(separator: ", "))\(more)"
  }
}

extension StageError {
  /// - Parameter source: whose file it is, if it is one of a source.
  init(_ error: IngestError, of source: SourceDefinition? = nil) {
    self.init(
      .data, "\(error)", help: Self.help(error) ?? source.flatMap { Self.help(error, $0) })
  }

  /// What can be done with a file that nobody could read.
  private static func help(_ error: IngestError) -> String? {
    switch error {
    case .otherFormat(_, .zip), .otherFormat(_, .xls):
      "save it as 'CSV UTF-8', or unpack it: of packed files only gzip is read"
    case .otherFormat(_, .utf16be): "save it as UTF-8, CP932 or UTF-16LE"
    case .loneCarriageReturn:
      "save it with line ends of LF or CRLF, such as 'CSV UTF-8' of a spreadsheet"
    default: nil
    }
  }

  /// What in the source's definition may be wrong.
  private static func help(_ error: IngestError, _ source: SourceDefinition) -> String? {
    let encoding = "source '\(source.name)' has 'encoding: \(source.encoding.rawValue)'"
    switch error {
    case .unreadableHeader(_, .badEncoding):
      return source.encoding == .auto ? encoding : encoding + "; 'encoding: auto' finds it out"
    case .unreadableHeader, .missingHeaders(_, _, seen: []):
      return "source '\(source.name)' has 'skip_lines: \(source.skipLines)' and "
        + "'delimiter: \(source.delimiter.rawValue)': so many lines stand before the header row, and "
        + "that stands between its names"
    case .missingHeaders:
      return
        "source '\(source.name)' reads it: another name of it belongs into 'header_synonyms' of "
        + "the column, and a column that files may lack is 'optional: true'"
    default: return nil
    }
  }
}

extension ExportSet {
  /// What the exports are: each source's files with their digests, in the order of sources and
  /// files. O(bytes); nothing is unpacked.
  ///
  /// - Throws: `StageError` for a file that cannot be read.
  func digests(threads: Int, work: StageWork? = nil) throws -> [ExportDigest] {
    let all = files.flatMap { item in item.names.map { (item.source.definition.name, $0) } }
    let folder = folder
    return try Workers.map(all.count, threads: threads) { index in
      let (source, name) = all[index]
      do {
        let digest = ExportDigest(
          file: FileName(source: source, file: name), sha256: try folder.sha256(of: name))
        work?.add(1, bytes: folder.storedBytes(of: name))
        return digest
      } catch let error as IngestError {
        throw StageError(error)
      }
    }
  }

  /// How many bytes all files have as they lie there.
  var storedBytes: Int { storedBytesBySource.values.reduce(0, +) }

  /// How many bytes the files of each source have as they lie there.
  var storedBytesBySource: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: files.map { source, names in
        (source.definition.name, names.reduce(0) { $0 + folder.storedBytes(of: $1) })
      })
  }

  /// How many files there are.
  var fileCount: Int { files.reduce(0) { $0 + $1.names.count } }
}

/// Which bytes a file of a source has.
struct ExportDigest: Sendable {
  let file: FileName
  let sha256: String
}
