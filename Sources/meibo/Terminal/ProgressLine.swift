import Dispatch
import Stages
import Synchronization

/// Shows on a terminal how far the stages have come: one line, written over ten times a second
/// while a stage runs, and gone when there is something else to read.
final class ProgressLine: Sendable {
  private struct State {
    var rate = ProgressRate()
    var shown = ""
    var isStopped = false
  }

  private let progress: StageProgress
  private let terminal: Terminal?
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Shows the progress of what `body` does; nothing without a terminal.
  static func showing<Result>(
    _ progress: StageProgress, on terminal: Terminal?, _ body: (ProgressLine) throws -> Result
  ) rethrows -> Result {
    let line = ProgressLine(progress, terminal)
    guard terminal != nil else { return try body(line) }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "meibo.progress"))
    timer.schedule(deadline: .now() + .milliseconds(100), repeating: .milliseconds(100))
    timer.setEventHandler { line.draw() }
    timer.activate()
    defer {
      timer.cancel()
      line.stop()
    }
    return try body(line)
  }

  private init(_ progress: StageProgress, _ terminal: Terminal?) {
    self.progress = progress
    self.terminal = terminal
  }

  /// Takes the line away while `body` writes to the terminal.
  func giveWay(to body: () -> Void) {
    state.withLock { state in
      clear(&state)
      body()
    }
  }

  private func draw() {
    state.withLock { state in
      guard let terminal, !state.isStopped else { return }
      guard let snapshot = progress.current else { return clear(&state) }
      state.rate.add(snapshot, at: start.duration(to: .now))
      // In the last column some terminals would go on to the next line.
      let line = ProgressText(snapshot, state.rate)
        .line(width: terminal.width - 1, isColoured: terminal.isColoured)
      guard line != state.shown else { return }
      terminal.write("\r\(line)\u{1B}[K")
      state.shown = line
    }
  }

  private func clear(_ state: inout State) {
    guard !state.shown.isEmpty else { return }
    terminal?.write("\r\u{1B}[K")
    state.shown = ""
  }

  private func stop() {
    state.withLock { state in
      clear(&state)
      state.isStopped = true
    }
  }
}
