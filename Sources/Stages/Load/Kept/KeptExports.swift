import Ingest
import Pipeline
import Store
import Table

/// Which files of an `ExportSet` need not be read, since they were cleansed before.
struct KeptExports: Sendable {
  /// By the number of its first file among those of all sources.
  private var kept: [Int: KeptExport] = [:]

  /// What is taken over from the file with that number on.
  subscript(file: Int) -> KeptExport? { kept[file] }

  /// Compares the exports with those that were cleansed before, by their digests. O(bytes) of those
  /// that have the size of one that was.
  ///
  /// - Parameter lookedAt: the columns of a source that are read of its rows, besides those that the
  ///   key rule looks at.
  init(
    of exports: ExportSet, in files: KeptFiles, threads: Int, lookedAt: (String) -> Set<String>
  ) {
    let digests = Self.digests(of: exports, in: files, threads: threads)
    var number = 0
    for (source, names) in exports.files {
      defer { number += names.count }
      let now = names.indices.map { (name: names[$0], digest: digests[number + $0]) }
      let columns = lookedAt(source.definition.name)
      if let whole = files.source(source, now, columns) {
        kept[number] = .source(whole)
      } else if source.definition.mode == .append {
        for (place, file) in now.enumerated() {
          kept[number + place] = files.file(source, file.name, file.digest, columns)
            .map(KeptExport.file)
        }
      }
    }
  }

  /// By the number of the file; nil for a file that was not cleansed before, by its size alone.
  private static func digests(
    of exports: ExportSet, in files: KeptFiles, threads: Int
  ) -> [String?] {
    let folder = exports.folder
    let all = exports.files.flatMap { source, names in
      names.map { (source: source.definition.name, name: $0, size: folder.storedBytes(of: $0)) }
    }
    // Large ones first, so that no thread is left with one at the end.
    let order = all.indices.sorted { (all[$1].size, $0) < (all[$0].size, $1) }
    let found = Workers.map(order.count, threads: threads) { place -> String? in
      let (source, name, size) = all[order[place]]
      guard files.hasFile(of: source, bytes: size) else { return nil }
      return try? folder.sha256(of: name)
    }
    var digests = [String?](repeating: nil, count: all.count)
    for (place, file) in order.enumerated() { digests[file] = found[place] }
    return digests
  }
}
