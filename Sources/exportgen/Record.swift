/// One record while it is being made: its cells in the source's column order, as UTF-8, unquoted.
///
/// It is used again for every record, so that a record costs no allocation.
struct Record {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Where a cell lies in `bytes`.
  func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

  /// Adds text to the cell that is open.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ byte: UInt8) { bytes.append(byte) }

  /// Adds a number that is not negative, with leading zeros up to `width` digits.
  mutating func add(_ number: Int, width: Int = 1) {
    var digits = 1
    var bound = 10
    while digits < width || number >= bound {
      digits += 1
      bound *= 10
    }
    let start = bytes.count
    for _ in 0..<digits { bytes.append(48) }
    var rest = number
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
  }

  /// Adds 16 lower-case hexadecimal digits.
  mutating func add(hex number: UInt64) {
    for place in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(place) & 15)
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }

  /// Adds a day with `separator` between its parts.
  mutating func add(_ day: Day, separator: UInt8) {
    let (year, month, date) = day.parts
    add(year, width: 4)
    add(separator)
    add(month, width: 2)
    add(separator)
    add(date, width: 2)
  }

  /// Adds `HH:MM:SS`.
  mutating func add(clock second: Int) {
    add(second / 3600, width: 2)
    add(UInt8(ascii: ":"))
    add(second / 60 % 60, width: 2)
    add(UInt8(ascii: ":"))
    add(second % 60, width: 2)
  }

  /// The text of the cell that is open.
  var openText: String { String(decoding: bytes[openStart...], as: UTF8.self) }

  private var openStart: Int { ends.last ?? 0 }

  /// True if nothing was added yet to the cell that is open.
  var isOpenEmpty: Bool { openStart == bytes.count }

  /// Puts another text into the cell that is open.
  mutating func replaceOpen(with text: String) {
    bytes.removeSubrange(openStart...)
    add(text)
  }

  /// Closes the cell that is open.
  mutating func end() { ends.append(bytes.count) }

  /// Makes the last cell `length` bytes long.
  mutating func lengthenLast(to length: Int) {
    guard let last = ends.popLast() else { return }
    bytes.append(
      contentsOf: repeatElement(UInt8(ascii: "x"), count: max(0, length - last + openStart)))
    end()
  }

  /// Adds a whole cell.
  mutating func cell(_ text: String) {
    add(text)
    end()
  }
}
