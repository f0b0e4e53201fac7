import Foundation
import Pipeline
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Headers of a draft")
struct DraftHeaderTests {
  @Test("a header that comes twice, and one that is blank, make no column")
  func repeated() throws {
    let draft = try Drafting("ID,値,,　,ＩＤ, 値 ,値2\n1,2,3,4,5,6,7\n")
    #expect(draft.definition.columns.map(\.header) == ["ID", "値", "値2"])
    #expect(draft.definition.columns.map(\.name) == ["id", "column_2", "column_7"])
    #expect(
      draft.yaml.hasSuffix(
        """
          # left out: columns 3, 4, without a header
          # left out: column 5, under the same header as column 1
          # left out: column 6, under the same header as column 2

        """))
    #expect(try !Drafting("ID,値\n1,2\n").yaml.contains("left out"))
  }

  @Test("headers that give one name, or a word of expressions, get names of their own")
  func names() throws {
    let draft = try Drafting("ID,氏名,お名前,名前,null,By,column_9,値,値2\n1,a,b,c,d,e,f,g,h\n")
    #expect(
      draft.definition.columns.map(\.name) == [
        "id", "full_name", "full_name_2", "full_name_3", "null_", "by_", "column_9", "column_8",
        "column_9_2",
      ])
  }

  private static let signs: [Unicode.Scalar] = [
    "a", "Z", "山", "ｶ", "ﾞ", "Ａ", "é", "\u{301}", "😀", " ", "\u{3000}", "\t", "\u{A0}", "\"", "'",
    "#", ":", ",", "{", "}", "[", "]", "&", "*", "!", "|", ">", "%", "@", "`", "\\", "-", "?", "~",
    "<", "=", ".", "/", "_", "\n", "\r", "\u{85}", "\u{2028}", "\u{200B}", "\u{FEFF}", "\u{E000}",
    "\u{7F}", "\u{1B}", "\u{FFFD}", "\u{2060}", "\u{1F}", "n", "y", "o", "神",
  ]

  /// A quote may be one character with the mark after it, which is not for CSV to know.
  private static func quoted(_ header: String) -> String {
    var field = "\""
    for scalar in header.unicodeScalars {
      field.unicodeScalars.append(scalar)
      if scalar == "\"" { field.unicodeScalars.append(scalar) }
    }
    return field + "\""
  }

  @Test("whatever the headers hold, the draft is a definition that finds them again")
  func anyHeaders() throws {
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      var headers = ["ID"]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        var header = "h"
        let place = Bool.random(using: &random)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          header.unicodeScalars.append(random.pick(Self.signs))
        }
        headers.append(place ? header : String(header.reversed()))
      }
      let row = headers.map(Self.quoted).joined(separator: ",")
      let cells = headers.indices.map { "c\($0)" }.joined(separator: ",")
      let text = row + "\n" + cells + "\n"
      let draft = try Drafting(text, file: "rows\(seed).csv", id: nil)

      let exports = try TemporaryFolder()
      try exports.write("rows\(seed).csv", text)
      let pipeline = try TemporaryFolder()
      try pipeline.write("pipeline.yml", "pipeline: drafted\n")
      try pipeline.write("sources/rows.yml", draft.yaml)
      let set = try ExportSet(
        PipelineDefinition.load(folder: pipeline.path), folder: exports.path)
      var loaded: [LoadedSource] = []
      try set.load(threads: 1) { source in loaded.append(source) }
      #expect(loaded.map(\.rowCount) == [1], "seed \(seed)")
      #expect(loaded[0].files.allSatisfy { $0.facts.unknownColumns.isEmpty }, "seed \(seed)")
      let again = try Drafting(text, file: "rows\(seed).csv", id: nil)
      #expect(again.yaml.utf8.elementsEqual(draft.yaml.utf8), "seed \(seed)")
    }
  }
}
