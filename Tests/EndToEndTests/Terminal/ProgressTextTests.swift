import Stages
import Testing

@testable import meibo

/// What the line of progress says, and how fast and how long it thinks that a stage goes.
struct ProgressTextTests {
  typealias Snapshot = StageProgress.Snapshot

  static func rows(
    _ done: Int, of total: Int? = 1_000_000, piece: Int = 1, _ subject: String = "making customers"
  ) -> Snapshot {
    Snapshot(
      piece: piece, stage: .derive, subject: subject, unit: .rows, done: done, total: total)
  }

  static func records(_ done: Int, bytes: Int, of total: Int) -> Snapshot {
    Snapshot(
      piece: 1, stage: .ingest, subject: "reading quotes", unit: .records, done: done,
      bytes: bytes, totalBytes: total)
  }

  /// What is seen, a snapshot at each second and fraction, and what is said of the last.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let seen: [(seconds: Double, snapshot: Snapshot)]
    let text: String
  }

  static let cases = [
    Case(
      testDescription: "no rate at first", seen: [(0, rows(0)), (0.9, rows(4096))],
      text: "derive   making customers  4,096 of 1,000,000 rows"),
    Case(
      testDescription: "a rate and the time left after a second",
      seen: [(0, rows(0)), (0.5, rows(10)), (2, rows(400_000))],
      text: "derive   making customers  400,000 of 1,000,000 rows  0:03 left  200,000 rows/s"),
    Case(
      testDescription: "the time left goes by bytes where they are known",
      seen: [
        (3, records(0, bytes: 0, of: 1_203_000_000)),
        (5, records(3_141_592, bytes: 401_000_000, of: 1_203_000_000)),
      ],
      text: "ingest   reading quotes  3,141,592 records  401 of 1,203 MB  0:04 left  "
        + "1,570,796 records/s"),
    Case(
      testDescription: "a name that would tell the terminal something",
      seen: [(0, rows(0, "reading a\u{1B}[2J\nb.csv"))],
      text: "derive   reading a\u{FFFD}[2J b.csv  0 of 1,000,000 rows"),
    Case(
      testDescription: "a total that is not known",
      seen: [(0, rows(0, of: nil)), (4, rows(1000, of: nil))],
      text: "derive   making customers  1,000 rows  250 rows/s"),
    Case(
      testDescription: "another piece begins anew",
      seen: [(0, rows(0)), (4, rows(1_000_000)), (5, rows(10, piece: 2, "making quotes"))],
      text: "derive   making quotes  10 of 1,000,000 rows"),
    Case(
      testDescription: "the last ten seconds count",
      seen: [(0, rows(0)), (10, rows(800_000)), (15, rows(820_000)), (20, rows(840_000))],
      text: "derive   making customers  840,000 of 1,000,000 rows  0:40 left  4,000 rows/s"),
    Case(
      testDescription: "nothing moves", seen: [(0, rows(500)), (30, rows(500)), (60, rows(500))],
      text: "derive   making customers  500 of 1,000,000 rows"),
    Case(
      testDescription: "all is done", seen: [(0, rows(0)), (5, rows(1_000_000))],
      text: "derive   making customers  1,000,000 of 1,000,000 rows  200,000 rows/s"),
    Case(
      testDescription: "a file that grew", seen: [(0, records(2, bytes: 700, of: 600))],
      text: "ingest   reading quotes  2 records  600 of 600 B"),
    Case(
      testDescription: "scenarios have no rate",
      seen: [
        (0, Snapshot(stage: .manifest, subject: "journeys of x", unit: .scenarios, total: 23)),
        (2, Snapshot(stage: .manifest, subject: "", unit: .scenarios, done: 2, total: 23)),
      ], text: "manifest 2 of 23 scenarios  0:21 left"),
    Case(
      testDescription: "a stage between two pieces",
      seen: [(0, Snapshot(stage: .segment, subject: "", unit: .rows))], text: "segment"),
  ]

  @Test("it says what is done, of how much, how fast, and how long it will go on", arguments: cases)
  func text(_ item: Case) throws {
    var rate = ProgressRate()
    for (seconds, snapshot) in item.seen { rate.add(snapshot, at: .seconds(seconds)) }
    #expect(ProgressText(try #require(item.seen.last).snapshot, rate).text == item.text)
  }

  @Test(
    "times are in minutes, from an hour on in hours",
    arguments: [
      (0.2, "0:01"), (7, "0:07"), (59.01, "1:00"), (725, "12:05"), (3599, "59:59"),
      (3725, "1:02:05"), (1e12, "99:59:59"),
    ])
  func time(_ seconds: Double, _ text: String) {
    #expect(ProgressText.time(seconds) == text)
  }

  @Test(
    "numbers have commas",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-12_345, "-12,345"), (1_234_567, "1,234,567"),
    ])
  func number(_ value: Int, _ text: String) {
    #expect(ProgressText.number(value) == text)
  }

  @Test(
    "bytes are in the unit that suits the total",
    arguments: [(9_999, "7 of 9,999 B"), (10_000, "0 of 10 kB"), (12_345_678, "0 of 12 MB")])
  func bytes(_ total: Int, _ text: String) {
    #expect(ProgressText.bytes(7, of: total) == text)
  }

  @Test(
    "the line is cut to the terminal's width, a full-width character taking two columns",
    arguments: [
      (80, "derive   名簿を作る  1 of 2 rows"), (32, "derive   名簿を作る  1 of 2 rows"),
      (31, "derive   名簿を作る  1 of 2 ro…"), (15, "derive   名簿…"), (14, "derive   名簿…"),
      (13, "derive   名…"), (7, "derive…"), (1, "…"), (0, ""), (-1, ""),
    ])
  func width(_ width: Int, _ line: String) {
    let text = ProgressText(Self.rows(1, of: 2, "名簿を作る"), ProgressRate())
    #expect(text.line(width: width, isColoured: false) == line)
    #expect(DisplayWidth.of(line) <= max(0, width))
  }

  @Test("the stage is bold, and nothing else of the line is changed by that")
  func colour() {
    let text = ProgressText(Self.rows(1, of: 2), ProgressRate())
    #expect(
      text.line(width: 80, isColoured: true)
        == "\u{1B}[1mderive\u{1B}[0m   making customers  1 of 2 rows")
    #expect(text.line(width: 3, isColoured: true) == "\u{1B}[1mde…\u{1B}[0m")
    #expect(text.line(width: 0, isColoured: true) == "")
  }
}
