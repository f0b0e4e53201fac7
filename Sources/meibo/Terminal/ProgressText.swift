import Stages
import Table

/// The line that tells how far a stage has come.
struct ProgressText {
  /// The line without colours and without an end.
  let text: String

  init(_ snapshot: StageProgress.Snapshot, _ rate: ProgressRate) {
    var parts = snapshot.subject.isEmpty ? [] : [snapshot.subject.onOneLine]
    let unit = snapshot.unit.rawValue
    if let total = snapshot.total {
      parts.append("\(Self.number(snapshot.done)) of \(Self.number(total)) \(unit)")
    } else if snapshot.done > 0 {
      parts.append("\(Self.number(snapshot.done)) \(unit)")
    }
    if let total = snapshot.totalBytes {
      parts.append(Self.bytes(min(snapshot.bytes, total), of: total))
    }
    if let left = rate.secondsLeft { parts.append("\(Self.time(left)) left") }
    if let speed = rate.perSecond, snapshot.unit == .rows || snapshot.unit == .records {
      parts.append("\(Self.number(Int(speed.rounded()))) \(unit)/s")
    }
    let stage = snapshot.stage.rawValue
    text =
      parts.isEmpty
      ? stage : DisplayWidth.pad(stage, to: 9) + parts.joined(separator: "  ")
  }

  /// The line for a terminal of so many columns: cut, with the stage in bold if colours are wanted.
  func line(width: Int, isColoured: Bool) -> String {
    let line = DisplayWidth.cut(text, to: width)
    guard isColoured, !line.isEmpty else { return line }
    let stage = line.prefix { $0 != " " }
    return "\u{1B}[1m\(stage)\u{1B}[0m\(line.dropFirst(stage.count))"
  }

  /// `1234567` as `1,234,567`.
  static func number(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).reversed().map {
      String(digits[max(0, $0 - 3)..<$0])
    }
    return (value < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// Both in the unit that suits the total: `412 of 1,203 MB`.
  static func bytes(_ done: Int, of total: Int) -> String {
    let (size, unit) =
      total >= 10_000_000 ? (1_000_000, "MB") : total >= 10_000 ? (1000, "kB") : (1, "B")
    return "\(number(done / size)) of \(number(total / size)) \(unit)"
  }

  /// Whole seconds, rounded up: `0:07`, `12:05`, `1:02:05`.
  static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 359_999))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let rest = "\(hours > 0 ? two(minutes) : "\(minutes)"):\(two(whole % 60))"
    return hours > 0 ? "\(hours):\(rest)" : rest
  }
}
