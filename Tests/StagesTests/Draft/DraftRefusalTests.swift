import Pipeline
import Stages
import TestSupport
import Testing

@Suite("Exports that cannot be drafted")
struct DraftRefusalTests {
  private static func refusal(_ body: () throws -> Void) throws -> StageError {
    try #require(throws: StageError.self) { try body() }
  }

  @Test(
    "a file that has no header row is refused without showing its cells",
    arguments: [
      ("", "'rows.csv' is empty"), ("\n\n", "'rows.csv' has no header row"),
      (",,\n", "'rows.csv' has no header row"),
      ("山田,taro@example.jp,x\n佐藤,jiro@example.jp,y\n", "looks like a record"),
      ("山田,090-1234-5678\n", "looks like a record"), ("山田,2026-11-21\n", "looks like a record"),
      ("山田,100-0001\n", "looks like a record"), ("山田,東京都\n", "looks like a record"),
      ("山田,1\n", "looks like a record"),
      ("山田,C0001\n佐藤,C0002\n鈴木,C0003\n", "looks like a record"),
      ("出力者 山田太郎,a\n1,2,3\n2,3,4\n", "2 of 2 records of 'rows.csv' do not fit"),
      ("\"山田", "the header row of 'rows.csv' cannot be read: unterminated_quote"),
    ])
  func noHeader(_ text: String, _ message: String) throws {
    let error = try Self.refusal { _ = try Drafting(text) }
    #expect(error.kind == .data)
    #expect(error.message.contains(message))
    for cell in ["山田", "taro", "1234", "C0001"] { #expect(!error.description.contains(cell)) }
  }

  @Test("headers with numbers are headers")
  func headersWithNumbers() throws {
    let draft = try Drafting("ID,住所1,住所2,設問10\nA,b,c,d\n")
    #expect(draft.definition.columns.map(\.header) == ["ID", "住所1", "住所2", "設問10"])
  }

  @Test("what is no readable file is refused with its name")
  func noFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("cut.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B])
    let cases = [
      ("missing.csv", "cannot read 'missing.csv': no such file or directory"),
      ("none/rows.csv", "no such file or directory"), ("", "is not a file"),
      ("cut.csv.gz", "the gzip data of 'cut.csv.gz' are cut short"),
    ]
    for (file, message) in cases {
      let error = try Self.refusal { _ = try SourceDraft(file: folder.path + "/" + file) }
      #expect(error.kind == .data)
      #expect(error.message.contains(message))
    }
    let error = try Self.refusal { _ = try SourceDraft(file: folder.path) }
    #expect(error.message.contains("is not a regular file"))
  }

  @Test(
    "a name that no source can have is wrong use",
    arguments: ["", "顧客", "1a", "a b", "_a", "files", "Stage", "sqlite_a", "a\n", "a-b"])
  func badName(_ id: String) throws {
    let error = try Self.refusal { _ = try Drafting("ID\n1\n", id: id) }
    #expect(error.kind == .usage)
  }
}
