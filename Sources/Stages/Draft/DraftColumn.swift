import Cleanse
import Table

/// A column of a draft.
struct DraftColumn {
  let name: String
  /// As it stands in the header row, without blanks around it.
  let header: String
  let guess: TypeGuess
  let isID: Bool
  /// For each row of the sample which ID it holds.
  let identities: [Int?]

  /// The columns of a header row that a definition can name: each header once, none that is blank.
  ///
  /// - Parameter places: for each header the place of the column that it names, the first such.
  static func all(_ header: [String], places: [Int], _ sample: DraftSample) -> [DraftColumn] {
    var names: Set<String> = []
    return header.indices.compactMap { index in
      guard places[index] == index, !HeaderGuess.folded(header[index]).isEmpty else { return nil }
      let heading = HeaderGuess(header[index])
      let plain = heading.name.map { reserved.contains($0) ? $0 + "_" : $0 }
      var name = plain ?? "column_\(index + 1)"
      var number = 2
      while !names.insert(name).inserted {
        name = "\(plain ?? "column_\(index + 1)")_\(number)"
        number += 1
      }
      return DraftColumn(name, header[index], heading, sample.columns[index], rows: sample.rows)
    }
  }

  private init(
    _ name: String, _ header: String, _ heading: HeaderGuess, _ column: SampledColumn, rows: Int
  ) {
    let profile = ColumnProfile(column)
    self.name = name
    self.header = Self.trimmed(header)
    guess = TypeGuess(column, profile, heading, rows: rows).asAnswer(header, profile)
    isID = heading.isID || guess.type == .lineID
    identities = column.identities()
  }

  /// Without the blanks that matching a header disregards.
  private static func trimmed(_ header: String) -> String {
    let scalars = header.unicodeScalars
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\u{3000}" || $0 == "\t" }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return header }
    return String(scalars[start...end])
  }

  /// Words of the expression language (docs/expressions.md), which cannot name a column.
  private static let reserved: Set<String> = [
    "and", "or", "not", "is", "null", "in", "contains", "true", "false", "today", "where", "within",
    "by",
  ]
}
