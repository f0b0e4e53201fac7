import Synchronization

/// How far the stages of a run have come, for whoever wants to show it.
///
/// Threads that work count here and another may look at any time. Nothing is written anywhere, no
/// clock is read, and no result depends on it. Counting costs an atomic addition, which the stages
/// make once in thousands of rows.
public final class StageProgress: Sendable {
  /// What is counted.
  public enum Unit: String, Sendable {
    case files, records, rows, scenarios
  }

  /// A piece of work at one moment.
  public struct Snapshot: Sendable, Equatable {
    /// Differs from that of every other piece of the run.
    public let piece: Int
    /// The stage that the piece is a part of.
    public let stage: Stage
    /// What is being done, for people: `reading customers`. Empty between pieces.
    public let subject: String
    /// What `done` and `total` count.
    public let unit: Unit
    /// How many are done, out of how many if that is known.
    public let done: Int
    /// Nil if nobody knows it before the end.
    public let total: Int?
    /// How many bytes of files are done, as they lie there; no total if bytes are not counted.
    public let bytes: Int
    /// Nil if bytes are not counted; if it is there, it says when all is done, and not `total`.
    public let totalBytes: Int?

    public init(
      piece: Int = 0, stage: Stage, subject: String, unit: Unit, done: Int = 0, total: Int? = nil,
      bytes: Int = 0, totalBytes: Int? = nil
    ) {
      self.piece = piece
      self.stage = stage
      self.subject = subject
      self.unit = unit
      self.done = done
      self.total = total
      self.bytes = bytes
      self.totalBytes = totalBytes
    }

    /// True if all is done, as far as totals are known.
    var isComplete: Bool {
      if let totalBytes { return bytes >= totalBytes }
      return total.map { done >= $0 } ?? false
    }
  }

  private struct State {
    var stage: Stage?
    var works: [StageWork] = []
    var begun = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// What to show: of the pieces of work under way the one that was begun first and is not
  /// complete. Nil while no stage is running.
  public var current: Snapshot? {
    state.withLock { state in
      guard let stage = state.stage else { return nil }
      let pieces = state.works.map { $0.snapshot(stage) }
      return pieces.first { !$0.isComplete } ?? pieces.last
        ?? Snapshot(piece: -1 - state.begun, stage: stage, subject: "", unit: .rows)
    }
  }

  /// From here on a stage is running.
  func enter(_ stage: Stage) { state.withLock { $0.stage = stage } }

  /// No stage is running any more.
  func leave() { state.withLock { $0 = State(begun: $0.begun) } }

  /// Begins a piece of work, which is under way until `end`.
  func begin(
    _ subject: String, _ unit: Unit = .rows, of total: Int? = nil, bytes: Int? = nil
  ) -> StageWork {
    state.withLock { state in
      state.begun += 1
      let work = StageWork(
        piece: state.begun, subject, unit, total: total, totalBytes: bytes)
      state.works.append(work)
      return work
    }
  }

  func end(_ work: StageWork) { state.withLock { $0.works.removeAll { $0 === work } } }
}

/// A piece of a stage's work, counted by the threads that do it.
final class StageWork: Sendable {
  private let piece: Int
  private let unit: StageProgress.Unit
  private let total: Int?
  private let totalBytes: Int?
  private let subject: Mutex<String>
  private let done = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)

  fileprivate init(
    piece: Int, _ subject: String, _ unit: StageProgress.Unit, total: Int?, totalBytes: Int?
  ) {
    self.piece = piece
    self.unit = unit
    self.total = total
    self.totalBytes = totalBytes
    self.subject = Mutex(subject)
  }

  /// Counts what was done. Not for each row.
  func add(_ count: Int, bytes: Int = 0) {
    done.add(count, ordering: .relaxed)
    if bytes != 0 { self.bytes.add(bytes, ordering: .relaxed) }
  }

  /// Says what is being worked on now.
  func turn(to subject: String) { self.subject.withLock { $0 = subject } }

  fileprivate func snapshot(_ stage: Stage) -> StageProgress.Snapshot {
    StageProgress.Snapshot(
      piece: piece, stage: stage, subject: subject.withLock { $0 }, unit: unit,
      done: done.load(ordering: .relaxed), total: total, bytes: bytes.load(ordering: .relaxed),
      totalBytes: totalBytes)
  }
}
