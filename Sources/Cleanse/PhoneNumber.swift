public import Table

/// `phone`: a Japanese mobile number as E.164 (`+81…`), or `bad_phone`.
///
/// Valid is `0[6-9]0[1-9]` and seven digits, written with any brackets, dots, spaces and dashes
/// between digits, with a leading `+81`, `+81(0)`, `0081` or `81`, or without the zero that a
/// spreadsheet took off.
public enum PhoneNumber {
  static func read(_ folded: ByteView, into out: ByteBuffer, digits: ByteBuffer) -> CleanseOutcome {
    digits.removeAll()
    guard let isInternational = collect(folded, digits),
      let national = national(digits, isInternational)
    else { return .issue(.badPhone) }
    out.append("+81")
    out.append(digits.view.slice(national, digits.count))
    return .text(out.view)
  }

  /// Leaves the digits; says whether a `+` stood before them. Nil if anything else is in between.
  private static func collect(_ folded: ByteView, _ digits: ByteBuffer) -> Bool? {
    var hasPlus = false
    var afterDash = false
    var at = 0
    while at < folded.count {
      let (scalar, length) = folded.scalar(at: at)
      switch scalar {
      case 0x30...0x39:
        guard digits.count < 16 else { return nil }
        digits.append(UInt8(truncatingIfNeeded: scalar))
        afterDash = false
      case 0x2B:
        guard !hasPlus, digits.count == 0 else { return nil }
        hasPlus = true
      case _ where isDash(scalar):
        guard digits.count > 0 else { return nil }
        afterDash = true
      case _ where isSpacing(scalar): break
      default: return nil
      }
      at += length
    }
    return afterDash ? nil : hasPlus
  }

  @inline(__always)
  private static func isDash(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2010...0x2015, 0x2212, 0x30FC, 0xFF5E: true
    default: false
    }
  }

  @inline(__always)
  private static func isSpacing(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x20, 0x2E, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x300C...0x300F, 0x3010...0x3011,
      0x3014...0x3015:
      true
    default: false
    }
  }

  /// How many bytes the sign at a place of a folded text takes, if it may stand between the digits of a
  /// number; else 0.
  public static func separatorLength(in folded: ByteView, at place: Int) -> Int {
    let (scalar, length) = folded.scalar(at: place)
    return isDash(scalar) || isSpacing(scalar) ? length : 0
  }

  /// Where the number without its leading zero begins (ten digits, to the end), if it is mobile.
  private static func national(_ digits: ByteBuffer, _ isInternational: Bool) -> Int? {
    let count = digits.count
    let start = count - 10
    let fits: Bool
    if isInternational {
      fits = starts(digits, "81") && (start == 2 || start == 3 && digits[2] == 0x30)
    } else {
      switch start {
      case 0: fits = true
      case 1: fits = digits[0] == 0x30
      case 2: fits = starts(digits, "81")
      case 4: fits = starts(digits, "0081")
      default: fits = false
      }
    }
    guard fits, digits[start] >= 0x36, digits[start + 1] == 0x30, digits[start + 2] >= 0x31
    else { return nil }
    return start
  }

  private static func starts(_ digits: ByteBuffer, _ prefix: StaticString) -> Bool {
    digits.view.holds(prefix, at: 0)
  }
}
