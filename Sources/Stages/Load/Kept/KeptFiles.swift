import Ingest
import Pipeline
import Store
import Table

/// Exports that an earlier run has cleansed and published: their records are taken over as they are,
/// for the same bytes read by the same definition give the same records.
///
/// They come from the cleansed file of one date, that of the run itself or the nearest before it.
struct KeptFiles: Sendable {
  private var sources: [String: KeptSourceFiles] = [:]

  /// Nil if there is no such file, or another program or pipeline wrote it, or it cannot be read:
  /// then everything is read from the exports.
  ///
  /// - Parameter runs: what the ledger says of a date's stages.
  init?(
    _ store: StoreFolder, upTo date: Int64, _ definition: PipelineDefinition, _ work: StageWork,
    runs: (Int64) throws -> [RunRecord]
  ) {
    func file(_ stage: Stage, _ date: Int64) -> (any StageFileReader)? {
      try? StageFile.open(store.stageFile(stage.rawValue, on: date))
    }
    let found = ((try? store.dates()) ?? []).reversed().lazy.filter { $0 <= date }
      .compactMap { date in file(.cleanse, date).map { (date, $0) } }.first
    guard let (date, cleansed) = found, let ingested = file(.ingest, date),
      let made = (try? cleansed.read("stage")).flatMap({ Fingerprint($0) }),
      made.pipeline == definition.name,
      let run = (try? runs(date))?.first(where: { $0.stage == Stage.cleanse.rawValue }),
      run.software == Program.identity, run.outputDigest == made.digest
    else { return nil }
    work.turn(to: "looking for files cleansed before")
    do {
      let told = try ToldOfFiles(cleansed, ingested)
      let kept = try cleansed.read(
        KeptTables.files, texts: ["source", "file", "definition"],
        numbers: ["alone", "first_row", "issues", "crc32"])
      let leaves = try cleansed.read(
        KeptTables.leaves, texts: ["source"], numbers: ["leaves", "crc32"])
      let rows = Dictionary(grouping: 0..<kept.rowCount) { kept["source"].text.string($0) ?? "" }
      let sums = Dictionary(grouping: 0..<leaves.rowCount) {
        leaves["source"].text.string($0) ?? ""
      }
      for source in definition.sources {
        let checksums = (sums[source.name] ?? []).map {
          UInt32(truncatingIfNeeded: leaves["crc32"].numbers[$0])
        }
        sources[source.name] = try KeptSourceFiles(
          source, told, kept, rows[source.name] ?? [], checksums, in: cleansed)
      }
    } catch {
      return nil
    }
  }

  /// True if a file of a source that has so many bytes was cleansed before.
  func hasFile(of source: String, bytes: Int) -> Bool {
    sources[source]?.hasFile(bytes: bytes) ?? false
  }

  /// A source, if its files are those that were cleansed before, be their names others.
  ///
  /// - Parameters:
  ///   - names: its files and their digests.
  ///   - columns: those that are read of its rows.
  func source(
    _ source: CompiledSource, _ names: [(name: String, digest: String?)], _ columns: Set<String>
  ) -> KeptSource? {
    guard let before = sources[source.definition.name], !names.isEmpty,
      before.files.map(\.facts.sha256) == names.map(\.digest), before.areWhole,
      let files = before.loadedFiles(named: names.map(\.name))
    else { return nil }
    let read = source.columns.indices.filter { columns.contains(source.columns[$0].name) }
    return KeptSource(
      files: files, issues: before.issues,
      rows: before.rows(0..<before.leaves.table.rowCount, source, read))
  }

  /// A file of an append source, if it was cleansed before.
  ///
  /// - Parameter columns: those that are read of its rows besides what the key rule looks at.
  func file(
    _ source: CompiledSource, _ name: String, _ digest: String?, _ columns: Set<String>
  ) -> KeptFile? {
    guard let digest, let before = sources[source.definition.name] else { return nil }
    let products = LoadProducts(columns: columns, description: nil)
    return before.kept(
      digest, source, named: name,
      keeping: source.columns.indices.map { source.keeps($0, products) })
  }

  /// Lets go of what is remembered of a source's rows: all are taken over.
  func letGo(of source: String) { sources[source]?.leaves.letGo() }

  /// The same without a source.
  func without(_ source: String) -> KeptFiles {
    var others = self
    others.sources[source] = nil
    return others
  }
}
