import Table

/// `int` and `money`: a whole number within ±2^53, or `bad_number`.
///
/// Yen signs, 円, commas and blanks are ignored. 万 and 億 multiply the amount before them, also
/// one after the other (1億2,000万). What is left below 1 is rounded half to even.
enum WholeNumber {
  /// The largest amount: 2^53.
  static let limit: UInt64 = 1 << 53

  static func read(_ folded: ByteView, signs: ByteBuffer) -> CleanseOutcome {
    if let plain = plainDigits(folded) { return .number(plain) }
    signs.removeAll()
    guard let hasCurrency = simplify(folded, signs),
      let number = signed(signs.view, hasCurrency)
    else { return .issue(.badNumber) }
    return .number(number)
  }

  /// The value of up to 15 digits and nothing else.
  static func plainDigits(_ folded: ByteView) -> Int64? {
    guard folded.count <= 15 else { return nil }
    var value: Int64 = 0
    for byte in folded {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value
  }

  // Simplified: digits . ( ) - as they are, `~` a minus that can only lead, `w` 万, `o` 億.
  private static let onlyLeadingMinus = UInt8(ascii: "~")
  private static let man = UInt8(ascii: "w")
  private static let oku = UInt8(ascii: "o")

  /// Leaves what counts; says whether ¥ or 円 was there. Nil if there is anything else.
  private static func simplify(_ folded: ByteView, _ signs: ByteBuffer) -> Bool? {
    var hasCurrency = false
    var at = 0
    while at < folded.count {
      let (scalar, length) = folded.scalar(at: at)
      switch scalar {
      case 0x30...0x39, 0x28, 0x29, 0x2D, 0x2E: signs.append(UInt8(truncatingIfNeeded: scalar))
      case 0x09, 0x20, 0x2C: break
      case 0x5C, 0xA5, 0xFFE5, 0x5186: hasCurrency = true
      case 0x2212, 0x25B2, 0x25B3: signs.append(onlyLeadingMinus)
      case 0x4E07: signs.append(man)
      case 0x5104: signs.append(oku)
      default: return nil
      }
      at += length
    }
    return hasCurrency
  }

  private static func signed(_ signs: ByteView, _ hasCurrency: Bool) -> Int64? {
    var start = 0
    var end = signs.count
    // `￥1,234-` closes an amount as a cheque does.
    if end > 1, signs[end - 1] == UInt8(ascii: "-") {
      guard hasCurrency else { return nil }
      end -= 1
    }
    guard start < end else { return nil }
    var isNegative = true
    switch signs[start] {
    case UInt8(ascii: "-"), onlyLeadingMinus: start += 1
    case UInt8(ascii: "("):
      guard signs[end - 1] == UInt8(ascii: ")") else { return nil }
      start += 1
      end -= 1
    default: isNegative = false
    }
    guard start < end, let amount = amount(signs.slice(start, end)) else { return nil }
    return isNegative ? -Int64(amount) : Int64(amount)
  }

  /// An amount in fixed point: whole units and 18 places below.
  private static let one: UInt128 = 1_000_000_000_000_000_000

  private static func amount(_ signs: ByteView) -> UInt64? {
    var total: UInt128 = 0
    var isInexact = false
    var unitBefore = UInt64.max
    var at = 0
    while at < signs.count {
      guard let whole = digits(signs, &at) else { return nil }
      var below: UInt64 = 0
      if at < signs.count, signs[at] == UInt8(ascii: ".") {
        at += 1
        guard let places = fraction(signs, &at) else { return nil }
        below = places.value
        isInexact = isInexact || places.isCut
      }
      var unit: UInt64 = 1
      if at < signs.count, signs[at] == man || signs[at] == oku {
        unit = signs[at] == man ? 10000 : 100_000_000
        at += 1
      }
      guard unit < unitBefore else { return nil }
      unitBefore = unit
      let (units, overflow) = whole.multipliedReportingOverflow(by: unit)
      guard !overflow, units <= limit else { return nil }
      total += UInt128(units) * one + UInt128(below) * UInt128(unit)
    }
    let (quotient, rest) = total.quotientAndRemainder(dividingBy: one)
    var rounded = UInt64(quotient)
    if rest > one / 2 || rest == one / 2 && (isInexact || rounded & 1 == 1) { rounded += 1 }
    return rounded <= limit ? rounded : nil
  }

  /// A run of digits up to the limit; nil if there are none or it is greater.
  private static func digits(_ signs: ByteView, _ at: inout Int) -> UInt64? {
    let start = at
    var value: UInt64 = 0
    while at < signs.count, 0x30...0x39 ~= signs[at] {
      value = value * 10 + UInt64(signs[at] - 0x30)
      guard value <= limit else { return nil }
      at += 1
    }
    return at > start ? value : nil
  }

  /// Decimal places as a number of 10^-18, and whether later ones that are not 0 were cut off.
  private static func fraction(
    _ signs: ByteView, _ at: inout Int
  ) -> (value: UInt64, isCut: Bool)? {
    let start = at
    var value: UInt64 = 0
    var weight: UInt64 = 100_000_000_000_000_000
    var isCut = false
    while at < signs.count, 0x30...0x39 ~= signs[at] {
      let digit = UInt64(signs[at] - 0x30)
      if at - start < 18 {
        value += digit * weight
        weight /= 10
      } else {
        isCut = isCut || digit > 0
      }
      at += 1
    }
    return at > start ? (value, isCut) : nil
  }
}
