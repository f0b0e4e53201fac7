import Cleanse
import Ingest
import Pipeline
import Synchronization
import Table

/// One file of a source being read.
final class OpenExport: Sendable {
  let source: CompiledSource
  let pieces: ExportPieces
  /// Nil for an empty file: it holds no records and has no header to miss.
  let match: HeaderMatch?

  /// Reads the header row.
  ///
  /// - Throws: `StageError` for a file that cannot be read or lacks a header.
  init(_ name: String, of source: CompiledSource, in folder: ExportFolder, pieceBytes: Int) throws {
    self.source = source
    do throws(IngestError) {
      pieces = try folder.pieces(of: name, source.format, pieceBytes: pieceBytes)
      let folded = ByteBuffer()
      match =
        pieces.isEmpty
        ? nil
        : try pieces.match(source.wanted) { $1.append(Fold.fold($0, into: folded)) }
    } catch {
      throw StageError(error, of: source.definition)
    }
  }

  /// - Throws: `StageError` for a file that cannot be read on.
  func next() throws -> ExportPiece? {
    do {
      return try pieces.next()
    } catch {
      throw StageError(error, of: source.definition)
    }
  }

  /// What is known of the file once all is read.
  func facts(read: Int) throws -> FileFacts {
    do {
      return FileFacts(
        name: pieces.name, sha256: try pieces.sha256(), storedBytes: pieces.storedBytes,
        unpackedBytes: pieces.unpackedBytes, isGzipped: pieces.isGzipped,
        encoding: pieces.encoding.rawValue, read: read, unknownColumns: match?.unknown ?? [],
        repeatedColumns: match?.repeated ?? [])
    } catch {
      throw StageError(error, of: source.definition)
    }
  }
}

/// The files of all sources one after the other, each in pieces.
final class FileFeed: Sendable {
  /// What is to be done next.
  enum Task: Sendable {
    /// A piece of the file with that number is to be read.
    case read(Int, OpenExport, ExportPiece)
    /// A batch, by its number, of what is kept from the file with that number on is to be taken over.
    case takeOver(Int, KeptExport, Int)
  }

  /// The files: the number of the source, and the name.
  let files: [(source: Int, name: String)]
  private let sources: [CompiledSource]
  private let folder: ExportFolder
  private let pieceBytes: Int
  private let work: StageWork?
  private let kept: KeptExports?
  private let place = Mutex(Place())

  /// How far it has come.
  private struct Place {
    /// The number of the next file.
    var next = 0
    /// What is left of the file before it.
    var open: OpenExport?
    var kept: (number: Int, export: KeptExport, nextBatch: Int)?
  }

  /// - Parameter kept: what was cleansed before.
  init(
    _ set: ExportSet, pieceBytes: Int, _ work: StageWork?, keeping kept: KeptExports? = nil
  ) {
    sources = set.files.map(\.source)
    files = set.files.enumerated().flatMap { place, item in item.names.map { (place, $0) } }
    folder = set.folder
    self.pieceBytes = pieceBytes
    self.work = work
    self.kept = kept
  }

  /// Nil after the last piece of the last file. Reads, and unpacks, the bytes of the piece.
  ///
  /// - Throws: `StageError` for a file that cannot be read or lacks a header.
  func next() throws -> Task? {
    try place.withLock { place in
      while true {
        if let open = place.open {
          if let piece = try open.next() { return .read(place.next - 1, open, piece) }
          place.open = nil
        }
        if let (number, export, batch) = place.kept {
          place.kept = batch + 1 < export.batchCount ? (number, export, batch + 1) : nil
          return .takeOver(number, export, batch)
        }
        guard place.next < files.count else { return nil }
        let number = place.next
        let source = sources[files[number].source]
        work?.turn(to: "reading \(source.definition.name)")
        if let export = kept?[number] {
          place.kept = (number, export, 0)
          place.next += export.fileCount
        } else {
          place.next += 1
          place.open = try OpenExport(
            files[number].name, of: source, in: folder, pieceBytes: pieceBytes)
        }
      }
    }
  }
}
