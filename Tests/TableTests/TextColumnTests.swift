import Table
import TestSupport
import Testing

extension TextColumn {
  var strings: [String?] { (0..<count).map { string($0) } }
}

@Suite("TextColumn")
struct TextColumnTests {
  @Test("null and the empty text are kept apart")
  func nullAndEmpty() {
    let column = TextColumn([nil, "", "a"])
    #expect(column.strings == [nil, "", "a"])
    #expect((0..<3).map { column.isNull($0) } == [true, false, false])
    #expect(column[0] == nil)
    #expect(column[1]?.count == 0)
  }

  @Test(
    "a reference keeps its place and length",
    arguments: [
      (0, 0), (1, 1), (4096, 300), (1 << 39, 0xFF_FFFE), ((1 << 40) - 1, 0),
    ])
  func reference(_ offset: Int, _ length: Int) {
    let ref = TextRef(offset: offset, length: length)
    #expect(ref.offset == offset)
    #expect(ref.length == length)
    #expect(!ref.isNull)
    #expect(ref != .null)
  }

  @Test("a gather takes rows in its order, −1 gives null, and the arena is shared")
  func gather() {
    let column = TextColumn(["い", nil, "ろ", ""])
    let gathered = column.gather([2, -1, 3, 0, 2, 1])
    #expect(gathered.strings == ["ろ", nil, "", "い", "ろ", nil])
    #expect(gathered.arena === column.arena)
    #expect(gathered.refs[0] == gathered.refs[4])
    #expect(column.gather([]).strings == [])
  }

  @Test("rows of another arena are added after one's own")
  func appendOther() {
    var column = TextColumn(["a", nil])
    var other = TextColumn(["left out", "b", "", nil]).gather([1, 2, 3, 1])
    column.append(contentsOf: other)
    #expect(column.strings == ["a", nil, "b", "", nil, "b"])
    // What is added to the other afterwards does not reach this one.
    other.append(text: "c")
    #expect(column.strings == ["a", nil, "b", "", nil, "b"])
    column.append(text: "d")
    #expect(column.strings.last == "d")
  }

  @Test("rows of the same arena are added by reference")
  func appendShared() {
    let base = TextColumn(["a", "b"])
    var column = base.gather([1])
    column.append(contentsOf: base)
    #expect(column.strings == ["b", "a", "b"])
    #expect(column.refs[2] == base.refs[1])
  }

  @Test("an empty column takes another over and gives itself up")
  func appendEmpty() {
    var column = TextColumn()
    column.append(contentsOf: TextColumn())
    #expect(column.count == 0)
    column.append(contentsOf: TextColumn(["a"]))
    column.append(contentsOf: TextColumn())
    #expect(column.strings == ["a"])
  }

  @Test(
    "splitting into any parts and joining them gives the column back",
    arguments: 0..<10 as Range<UInt64>)
  func splitAndJoin(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let texts = (0..<40).map { _ -> String? in
      Int.random(in: 0..<5, using: &random) == 0
        ? nil : String(repeating: "名", count: Int.random(in: 0...3, using: &random))
    }
    var joined = TextColumn()
    var rest = texts[...]
    while !rest.isEmpty {
      let length = Int.random(in: 0...rest.count, using: &random)
      joined.append(contentsOf: TextColumn(Array(rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    #expect(joined.strings == texts)
  }
}

@Suite("Table")
struct TableTests {
  private let table = Table(
    "people",
    [
      Column("id", texts: ["1", "2", "3"]),
      Column("born_on", .date, numbers: [10, nil, -10]),
      Column("tags", texts: [nil, #"["a"]"#, nil], type: .list),
    ])

  @Test("a gather takes the same rows of every column, −1 gives a row of nulls")
  func gather() {
    let gathered = table.gather([2, -1, 0])
    #expect(gathered.rowCount == 3)
    #expect(gathered.name == "people")
    #expect(gathered["id"].text.strings == ["3", nil, "1"])
    #expect(gathered["born_on"].numbers == [-10, nullNumber, 10])
    #expect(gathered["tags"].text.strings == [nil, nil, nil])
    #expect(gathered.columns.map(\.type) == [.text, .date, .list])
  }

  @Test("columns are found by name")
  func names() {
    #expect(table.index(of: "born_on") == 1)
    #expect(table.index(of: "born") == nil)
    #expect(table.column("none") == nil)
    #expect(table.column("tags")?.type == .list)
  }

  @Test("a table without columns still has rows")
  func noColumns() {
    #expect(Table("empty", [], rowCount: 5).gather([0, 4]).rowCount == 2)
    #expect(Table("empty", []).rowCount == 0)
  }

  @Test("columns of one kind are joined, null numbers among them")
  func joining() {
    var numbers = ColumnValues.numbers([1, nullNumber])
    numbers.append(contentsOf: .numbers([]))
    numbers.append(contentsOf: .numbers([3]))
    guard case .numbers(let joined) = numbers else { return #expect(Bool(false), "not numbers") }
    #expect(joined == [1, nullNumber, 3])
    var texts = ColumnValues.text(TextColumn(["a"]))
    texts.append(contentsOf: .text(TextColumn([nil, "b"])))
    #expect(texts.count == 3)
    guard case .text(let column) = texts else { return #expect(Bool(false), "not texts") }
    #expect(column.strings == ["a", nil, "b"])
  }
}
