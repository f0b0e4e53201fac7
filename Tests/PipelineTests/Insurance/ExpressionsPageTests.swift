import Foundation
import Table
import Testing

@testable import Pipeline

/// The examples of docs/expressions.md are columns that the insurer's pipeline could have.
struct ExpressionsPageTests {
  struct Example {
    let expression: String
    let type: ColumnType
  }

  /// The rows `| `example` | type | … |` of the page's tables.
  private func examples() throws -> [Example] {
    let page = try String(
      contentsOf: InsuranceFolder.repository.appendingPathComponent("docs/expressions.md"),
      encoding: .utf8)
    return page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 5, cells[1].hasPrefix("`"), let type = ColumnType(rawValue: cells[2])
      else { return nil }
      return Example(expression: cells[1].trimmingCharacters(in: ["`"]), type: type)
    }
  }

  @Test("every example of the page is read and has the type that the page gives")
  func check() throws {
    let examples = try examples()
    var lines = [
      "mart: examples", "rows: document_requests", "key: request_id", "columns:",
      "  - {name: request_id, type: text}",
    ]
    for (index, example) in examples.enumerated() {
      lines += [
        "  - name: example_\(index)", "    type: \(example.type.rawValue)", "    value: |-",
        "      \(example.expression)",
      ]
    }
    var files = try InsuranceFolder.files()
    files["marts/examples.yml"] = Array(lines.joined(separator: "\n").utf8)
    let plan = try InsuranceFolder.write(files) { folder in
      try Plan(checking: PipelineDefinition.load(folder: folder))
    }
    let mart = try #require(plan.mart("examples"))
    #expect(mart.columns.dropFirst().map(\.written) == examples.map(\.expression))
  }

  @Test("the page has an example of every function")
  func functions() throws {
    let text = try examples().map(\.expression).joined(separator: " ")
    for function in TypeChecker.functions {
      #expect(text.contains(function + "("), "\(function)")
    }
  }
}
