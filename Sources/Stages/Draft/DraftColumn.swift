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
      let column = sample.columns[index]
      let profile = ColumnProfile(column)
      let guess = TypeGuess(column, profile, heading, rows: sample.rows)
        .asAnswer(header[index], column, profile)
      let said = heading.name ?? "column_\(index + 1)"
      // Read the other way round, the column is true for whoever did not say what its header says.
      let plain =
        guess.reason == .refusal ? "not_" + said : reserved.contains(said) ? said + "_" : said
      var name = plain
      var number = 2
      while !names.insert(name).inserted {
        name = "\(plain)_\(number)"
        number += 1
      }
      return DraftColumn(name, header[index], heading, guess, column)
    }
  }

  /// Why the other columns of a header row are not among them; columns are counted from 1.
  static func leftOut(_ header: [String], places: [Int]) -> [String] {
    let blank = header.indices.filter { HeaderGuess.folded(header[$0]).isEmpty }
    let repeated = header.indices.filter { places[$0] != $0 && !blank.contains($0) }
    return
      (blank.isEmpty
      ? []
      : [
        "column\(blank.count == 1 ? "" : "s") "
          + blank.map { "\($0 + 1)" }.joined(separator: ", ") + ", without a header"
      ])
      + repeated.map { "column \($0 + 1), under the same header as column \(places[$0] + 1)" }
  }

  private init(
    _ name: String, _ header: String, _ heading: HeaderGuess, _ guess: TypeGuess,
    _ column: SampledColumn
  ) {
    self.name = name
    self.header = Self.trimmed(header)
    self.guess = guess
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
