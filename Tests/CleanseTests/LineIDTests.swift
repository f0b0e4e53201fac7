import Cleanse
import Table
import Testing

@Suite("line_id")
struct LineIDTests {
  private static let digits = "0123456789abcdef0123456789abcdef"

  @Test(
    "reads U and 32 hexadecimal digits exactly",
    arguments: [
      Case("plain", "U" + digits, .text("U" + digits)),
      Case("fullwidth", " Ｕ０" + digits.dropFirst(), .text("U" + digits)),
      Case("small u", "u" + digits, .issue(.badLineID)),
      Case("a group", "C" + digits, .issue(.badLineID)),
      Case("capital digits", "U" + digits.uppercased(), .issue(.badLineID)),
      Case("one short", "U" + digits.dropLast(), .issue(.badLineID)),
      Case("one long", "U" + digits + "0", .issue(.badLineID)),
      Case("no hexadecimal digit", "U" + digits.dropLast() + "g", .issue(.badLineID)),
      Case("a space inside", "U " + digits, .issue(.badLineID)),
      Case("a null word", "-", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .lineID)) }
}
