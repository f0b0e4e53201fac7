import Store
import Table
import TestSupport

/// Tables of every type with nulls, empty and long texts and numbers of every width.
enum RandomTable {
  static func make(
    _ name: String, rows: Int, columns: Int, longest: Int, using random: inout SeededGenerator
  ) -> Table {
    Table(
      name,
      (0..<columns).map { index in
        let type = ColumnType.allCases[
          Int.random(in: 0..<ColumnType.allCases.count, using: &random)]
        return column("c\(index)", type, rows: rows, longest: longest, using: &random)
      }, rowCount: rows)
  }

  static func column(
    _ name: String, _ type: ColumnType, rows: Int, longest: Int,
    using random: inout SeededGenerator
  ) -> Column {
    let nullShare = Double.random(in: 0...0.5, using: &random)
    if type.isText {
      let texts = (0..<rows).map { _ in
        random.chance(nullShare) ? nil : text(longest: longest, using: &random)
      }
      return Column(name, texts: texts, type: type)
    }
    let numbers = (0..<rows).map { _ in
      random.chance(nullShare) ? nil : number(type, using: &random)
    }
    return Column(name, type, numbers: numbers)
  }

  private static func text(longest: Int, using random: inout SeededGenerator) -> String {
    let letters = Array("aZ09 '\"|\n\u{0}é名簿🙂")
    var text = ""
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
    }
    // Mostly short, sometimes long.
    if !text.isEmpty && random.chance(0.05) {
      let times = Int.random(in: 0...longest, using: &random) / text.utf8.count
      text = String(repeating: text, count: times)
    }
    return text
  }

  private static func number(_ type: ColumnType, using random: inout SeededGenerator) -> Int64 {
    switch type {
    case .bool: return Int64.random(in: 0...1, using: &random)
    case .date: return Int64.random(in: -719_528...2_932_896, using: &random)
    case .timestamp:
      return Int64.random(in: -719_528 * 86400...2_932_897 * 86400 - 1, using: &random)
    default:
      // Every width of a number, and both sides of each limit.
      let bits = Int64.random(in: 0...62, using: &random)
      let power = Int64(1) << bits
      let number = power + Int64.random(in: -2...2, using: &random)
      return random.chance(0.5) ? number : -number
    }
  }

  /// A description with a label, a role and a formula here and there.
  static func description(of table: Table, key: [String] = []) -> TableDescription {
    TableDescription(
      name: table.name, label: "表 \(table.name)",
      columns: table.columns.enumerated().map { index, column in
        ColumnDescription(
          column.name, column.type, label: index % 2 == 0 ? "列\(index)" : nil,
          role: index % 3 == 0 ? "content" : nil, formula: index % 5 == 0 ? "first(a.b)" : nil)
      }, key: key, isKeyIndexed: !key.isEmpty)
  }
}

extension Table {
  /// The rows as text, to compare and to print.
  var contents: [[String?]] {
    (0..<rowCount).map { row in
      columns.map { column in
        switch column.values {
        case .text(let text): text.string(row)
        case .numbers(let numbers): numbers[row] == nullNumber ? nil : "\(numbers[row])"
        }
      }
    }
  }
}
