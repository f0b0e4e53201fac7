import Table

/// Runs an automaton over bytes without a branch.
///
/// A byte's row holds the next state of every state, six bits each, and a state is the place of its
/// six bits in the rows: so a step is one load, which does not wait for the step before, and one
/// shift. State 0 is the first and the good one.
enum ByteAutomaton {
  /// True if it ends in the good state. `rows` has one a byte. O(length).
  @inline(__always)
  static func accepts(_ bytes: ByteView, _ rows: UnsafePointer<UInt64>) -> Bool {
    guard var place = bytes.baseAddress else { return true }
    let end = place + bytes.count
    var state: UInt64 = 0
    // Several steps a turn: counting them took longer than making them.
    while end - place >= 4 {
      state = rows[Int(place[0])] &>> state
      state = rows[Int(place[1])] &>> state
      state = rows[Int(place[2])] &>> state
      state = rows[Int(place[3])] &>> state
      place += 4
    }
    while place < end {
      state = rows[Int(place[0])] &>> state
      place += 1
    }
    return state & 63 == 0
  }
}
