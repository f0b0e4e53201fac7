import Cleanse
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
    self.init(.data, "\(error)", help: source.flatMap { Self.help(error, $0) })
  }

  /// What in the source's definition may be wrong.
  private static func help(_ error: IngestError, _ source: SourceDefinition) -> String? {
    let encoding = "source '\(source.name)' has 'encoding: \(source.encoding.rawValue)'"
    switch error {
    case .unreadableHeader(_, .badEncoding):
      return source.encoding == .auto ? encoding : encoding + "; 'encoding: auto' finds it out"
    case .unreadableHeader, .missingHeaders(_, _, seen: []):
      return "source '\(source.name)' has 'skip_lines: \(source.skipLines)': so many lines stand "
        + "before the header row"
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
          source: source, file: name, sha256: try folder.sha256(of: name))
        work?.add(1, bytes: folder.storedBytes(of: name))
        return digest
      } catch let error as IngestError {
        throw StageError(error)
      }
    }
  }

  /// How many bytes all files have as they lie there.
  var storedBytes: Int {
    files.lazy.flatMap(\.names).reduce(0) { $0 + folder.storedBytes(of: $1) }
  }

  /// How many files there are.
  var fileCount: Int { files.reduce(0) { $0 + $1.names.count } }

  /// Reads every file with `body`, as many at once as there are threads, and hands what became of
  /// each to `finish`, in the order of the sources and files; `end` is told when all files of a
  /// source, be there none, were. Both run on the calling thread. `body` gets the file's name.
  func forEachFile<Result: Sendable>(
    threads: Int, work: StageWork?,
    _ body: @escaping @Sendable (CompiledSource, String) throws -> Result,
    finish: (CompiledSource, Result) throws -> Void, end: (CompiledSource) throws -> Void
  ) throws {
    let sources = files.map(\.source)
    let all = files.enumerated().flatMap { place, item in item.names.map { (place, $0) } }
    var ended = 0
    func endSources(before place: Int) throws {
      while ended < place {
        try end(sources[ended])
        ended += 1
      }
    }
    try Workers.forEachGroup(
      all.map { _ in 1 }, threads: threads, ahead: threads, callerHelps: false
    ) {
      number, _ in
      let source = sources[all[number].0]
      work?.turn(to: "reading \(source.definition.name)")
      return try body(source, all[number].1)
    } finish: { number, results in
      try endSources(before: all[number].0)
      for result in results { try finish(sources[all[number].0], result) }
      if number + 1 < all.count { try endSources(before: all[number + 1].0) }
    }
    try endSources(before: sources.count)
  }

  /// Reads one file with `body`, which gets no match for an empty one.
  ///
  /// - Throws: `StageError` for a file that cannot be read at all or lacks a header.
  static func read<Result>(
    _ name: String, of source: CompiledSource, in folder: ExportFolder,
    _ body: (ExportReader, HeaderMatch?) throws -> Result
  ) throws -> Result {
    do {
      let file = try folder.open(name)
      let reader = try ExportReader(file, source.format)
      // A file of no bytes at all holds no records and has no header to miss.
      if file.bytes.isEmpty { return try body(reader, nil) }
      let folded = ByteBuffer()
      let match = try reader.match(source.wanted) { $1.append(Fold.fold($0, into: folded)) }
      return try body(reader, match)
    } catch let error as IngestError {
      throw StageError(error, of: source.definition)
    }
  }
}

extension FileFacts {
  init(_ reader: ExportReader, _ match: HeaderMatch?, read: Int) {
    self.init(
      name: reader.file.name, sha256: reader.file.sha256, storedBytes: reader.file.storedBytes,
      unpackedBytes: reader.file.bytes.count, isGzipped: reader.file.isGzipped,
      encoding: reader.encoding.rawValue, read: read, unknownColumns: match?.unknown ?? [],
      repeatedColumns: match?.repeated ?? [])
  }
}

/// Which bytes a file of a source has.
struct ExportDigest: Sendable, Hashable {
  let source: String
  let file: String
  let sha256: String
}
