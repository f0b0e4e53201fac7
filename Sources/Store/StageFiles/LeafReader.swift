import Dispatch
import Synchronization
import Table

/// Reads the leaves of a table's runs a piece at a time, and the next piece beside it.
///
/// While a thread takes the records of one piece apart, what it will want next is on its way from the
/// disk: the rest of its run, or the beginning of the next run that nobody has begun. Several threads
/// may read several runs at once; the disk is asked for one piece at a time. Memory: two pieces a
/// thread.
final class LeafReader: Sendable {
  private let database: DatabaseImage
  private let runs: [LeafRun]
  /// How many pages a piece has at most.
  private let most: Int
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "meibo.leaves")

  private struct State {
    /// The first run that nobody has begun, nor any after it.
    var nextRun = 0
    /// Pieces that are being read, or have been, and that nobody has asked for yet.
    var coming: [Place: ComingSpan] = [:]
  }

  /// Which piece of which run.
  private struct Place: Hashable {
    let run: Int
    let piece: Int
  }

  /// Some leaves with all that lies between them.
  private struct Piece {
    let leaves: ArraySlice<UInt32>
    let pages: Range<Int>
  }

  init(_ database: DatabaseImage, _ runs: [LeafRun], pieceSize: Int = 1 << 20) {
    self.database = database
    self.runs = runs
    most = max(1, pieceSize / database.pageSize)
    state = Mutex(State())
  }

  /// Calls `body` with each record of a run, in the order of the row ids. The bytes are valid during
  /// the call. O(bytes).
  /// - Throws: `damaged`, `io`, and what `body` throws.
  func forEachRecord(
    of run: Int, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    state.withLock { $0.nextRun = max($0.nextRun, run + 1) }
    let scratch = ByteBuffer()
    var next = piece(after: runs[run].pages.startIndex, of: run)
    var number = 0
    while let piece = next {
      let place = Place(run: run, piece: number)
      let span = try span(of: piece, place)
      next = self.piece(after: piece.leaves.endIndex, of: run)
      number += 1
      if let next {
        begin(next, Place(run: run, piece: number))
      } else {
        beginNextRun()
      }
      for leaf in piece.leaves {
        try database.forEachRecord(of: Int(leaf), in: span, scratch, body)
      }
    }
  }

  /// The pages of a piece, which may have been begun.
  private func span(of piece: Piece, _ place: Place) throws(StoreError) -> PageSpan {
    guard let coming = state.withLock({ $0.coming.removeValue(forKey: place) }) else {
      return try database.span(piece.pages)
    }
    return try coming.span()
  }

  /// The leaves of a run from one on that lie near each other, in the order of the file.
  private func piece(after start: Int, of run: Int) -> Piece? {
    let leaves = runs[run].pages
    guard start < leaves.count else { return nil }
    let first = Int(leaves[start])
    var end = start + 1
    while end < leaves.count, leaves[end] > leaves[end - 1], Int(leaves[end]) < first + most {
      end += 1
    }
    return Piece(leaves: leaves[start..<end], pages: first..<Int(leaves[end - 1]) + 1)
  }

  /// Begins to read a piece that somebody will ask for.
  private func begin(_ piece: Piece, _ place: Place) {
    state.withLock {
      guard $0.coming[place] == nil else { return }
      $0.coming[place] = ComingSpan(piece.pages, of: database, on: queue)
    }
  }

  private func beginNextRun() {
    let run = state.withLock { state in
      defer { state.nextRun += 1 }
      return state.nextRun
    }
    guard run < runs.count, let first = piece(after: 0, of: run) else { return }
    begin(first, Place(run: run, piece: 0))
  }
}

/// Pages on their way from the disk.
private final class ComingSpan: Sendable {
  private let reading = DispatchGroup()
  private let outcome = Outcome()

  private final class Outcome: Sendable {
    let result = Mutex<Result<PageSpan, StoreError>?>(nil)
  }

  init(_ pages: Range<Int>, of database: DatabaseImage, on queue: DispatchQueue) {
    queue.async(group: reading) { [outcome] in
      let result = Result { () throws(StoreError) in try database.span(pages) }
      outcome.result.withLock { $0 = result }
    }
  }

  // Nothing is read behind its owner's back.
  deinit { reading.wait() }

  /// The pages, once they are there.
  func span() throws(StoreError) -> PageSpan {
    reading.wait()
    guard let result = outcome.result.withLock({ $0 }) else {
      preconditionFailure("a piece that was read has no result")
    }
    return try result.get()
  }
}
