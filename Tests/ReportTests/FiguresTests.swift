import Testing

@testable import Report

@Suite("Figures")
struct FiguresTests {
  @Test(
    "counts are written in groups of three",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-4098, "−4,098"),
      (Int.min, "−9,223,372,036,854,775,808"),
    ])
  func counts(_ number: Int, _ text: String) { #expect(Figures.count(number) == text) }

  @Test(
    "changes have a sign", arguments: [(0, "±0"), (12, "+12"), (-1200, "−1,200")])
  func changes(_ number: Int, _ text: String) { #expect(Figures.change(number) == text) }

  @Test(
    "shares have one decimal, and what is there is not nothing",
    arguments: [
      (0, 10, "0%"), (10, 10, "100%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 100_000, "<0.1%"),
      (1, 100, "1.0%"), (0, 0, "–"), (999_999, 1_000_000, "100%"),
    ])
  func shares(_ part: Int, _ whole: Int, _ text: String) {
    #expect(Figures.share(part, of: whole) == text)
  }

  @Test(
    "sizes are in powers of ten",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_345, "12 kB"), (2_704_144, "2.7 MB"),
      (5_000_000_000_000, "5,000 GB"),
    ])
  func sizes(_ bytes: Int, _ text: String) { #expect(Figures.bytes(bytes) == text) }

  @Test(
    "numbers of scenarios in a row are drawn together",
    arguments: [
      ([], ""), ([1], "1"), ([1, 2], "1, 2"), ([1, 2, 3], "1–3"), ([1, 3, 4, 5, 9], "1, 3–5, 9"),
    ])
  func ranges(_ numbers: [Int], _ text: String) { #expect(ReportPage.ranges(numbers) == text) }

  @Test(
    "text is cut to its room with an ellipsis",
    arguments: [("短い", 100, "短い"), ("とても長いなまえ", 60, "とても長…"), ("abc", 0, "…")])
  func fitted(_ text: String, _ room: Int, _ expected: String) {
    #expect(TextWidth.fitted(text, to: room, size: 12) == expected)
  }
}
