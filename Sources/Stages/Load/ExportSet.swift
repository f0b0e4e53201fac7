import Cleanse
import Glibc
import Ingest
import Pipeline
import Table

/// The files of every source, found in the landing directory.
struct ExportSet {
  let folder: ExportFolder
  let files: [(source: CompiledSource, names: [String])]

  /// Finds the files of each source, in file-name byte order.
  ///
  /// - Throws: `StageError` naming every source that has none and is not optional.
  init(_ definition: PipelineDefinition, folder path: String) throws {
    do {
      folder = try ExportFolder(path)
      var files: [(source: CompiledSource, names: [String])] = []
      for source in definition.sources {
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
        help: "a source that may be absent is declared 'optional: true'")
    }
  }
}

extension StageError {
  init(_ error: IngestError) {
    self.init(.data, "\(error)")
  }
}

extension ExportSet {
  /// Reads every file and hands it to `body`, as many at once as there are threads, the largest
  /// first; results in the order of the sources and files. `body` gets no match for an empty file.
  ///
  /// - Throws: `StageError` for a file that cannot be read at all or lacks a header.
  func readAll<Result: Sendable>(
    threads: Int,
    _ body: @Sendable (CompiledSource, ExportReader, HeaderMatch?) throws -> Result
  ) throws -> [[Result]] {
    let tasks = files.enumerated().flatMap { index, item in
      item.names.map { (source: index, name: $0) }
    }
    let compiled = files.map(\.source)
    let order = tasks.indices.sorted {
      let left = size(tasks[$0].name)
      let right = size(tasks[$1].name)
      return left == right ? $0 < $1 : left > right
    }
    let folder = folder
    let results = try Workers.map(order.count, threads: threads) { position in
      let task = tasks[order[position]]
      let source = compiled[task.source]
      do {
        let file = try folder.open(task.name)
        let reader = try ExportReader(file, source.format)
        // A file of no bytes at all holds no records and has no header to miss.
        if file.bytes.isEmpty { return try body(source, reader, nil) }
        let folded = ByteBuffer()
        let match = try reader.match(source.wanted) { $1.append(Fold.fold($0, into: folded)) }
        return try body(source, reader, match)
      } catch let error as IngestError {
        throw StageError(error)
      }
    }
    var inOrder = [Result?](repeating: nil, count: tasks.count)
    for (position, task) in order.enumerated() { inOrder[task] = results[position] }
    var grouped: [[Result]] = files.map { _ in [] }
    for (task, result) in zip(tasks, inOrder) {
      if let result { grouped[task.source].append(result) }
    }
    return grouped
  }

  /// The size of a file, for planning only; 0 if it cannot be told.
  private func size(_ name: String) -> Int {
    var status = stat()
    return stat(folder.path + "/" + name, &status) == 0 ? Int(status.st_size) : 0
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
