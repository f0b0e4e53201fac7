import Glibc
import Synchronization
import Table

/// Where commands answer.
///
/// A write that fails is remembered: what a command does is worth more than what it says of it, so a
/// run without room for its words goes on, and the process tells of it at its end (`flush`).
enum StandardOutput {
  private struct State {
    var pending: [UInt8] = []
    /// The `errno` of the first write that failed; nothing more is written after it.
    var failure: Int32?
    var isTold = false
  }

  private static let state = Mutex(State())
  /// On a terminal each line is seen as it comes.
  private static let isTerminal = isatty(STDOUT_FILENO) == 1
  private static let mostPending = 1 << 16

  static func write(_ bytes: some Sequence<UInt8>) {
    state.withLock { state in
      guard state.failure == nil else { return }
      state.pending.append(contentsOf: bytes)
      if isTerminal || state.pending.count >= mostPending { writePending(&state) }
    }
  }

  /// Writes what is pending.
  ///
  /// - Throws: `Failure`, once, if this or an earlier write failed. It has no text if there is nobody
  ///   left who reads, as after `| head`.
  static func flush() throws(Failure) {
    let number = state.withLock { state -> Int32? in
      writePending(&state)
      defer { state.isTold = state.failure != nil }
      return state.isTold ? nil : state.failure
    }
    guard let number else { return }
    // What a shell tells of a process that SIGPIPE ended, which comes first if it is not ignored.
    guard number != EPIPE else { throw Failure(text: "", exitCode: 128 + SIGPIPE) }
    throw Failure(
      text: "meibo: error: cannot write to standard output: \(Failure.reason(number))",
      exitCode: 75)
  }

  private static func writePending(_ state: inout State) {
    guard state.failure == nil else { return }
    state.failure = state.pending.withUnsafeBytes { StandardStream.write($0, to: STDOUT_FILENO) }
    state.pending.removeAll(keepingCapacity: true)
  }
}

/// Prints a line for people, and makes it one: what is in it may come out of an export. In the place
/// of Swift's own in this module, which takes no notice of a write that failed.
func print(_ line: String) { StandardOutput.write((line.onOneLine + "\n").utf8) }

/// Prints text for people with its own line ends, and no other.
func print(text: String) { StandardOutput.write(text.withoutControls.utf8) }

/// Prints one line for machines, as it is.
func print(json: String) { StandardOutput.write((json + "\n").utf8) }
