import Pipeline
import Table

/// A mart in layers: first what is made of the source's rows, then what is made of that, …
struct MartSQL {
  private let mart: MartPlan
  private let script: Script
  private let rows: RowScope
  /// For each layer its columns.
  private let layers: [[ColumnPlan]]
  private let magnitudes: Magnitudes

  init(_ mart: MartPlan, in script: Script) {
    self.mart = mart
    self.script = script
    rows = RowScope(
      script.source(mart.source), formulas: mart.columns.map(\.formula), in: script)
    layers = Self.layers(of: mart)
    magnitudes = Magnitudes(of: mart)
  }

  var text: String {
    let remarks = ["mart \(mart.name) (\(mart.label)) on \(script.today)"]
    let carried = self.carried
    var previous = firstLayer(carried)
    for (number, layer) in layers.enumerated().dropFirst() {
      let earliest = EarliestJoins(
        layer.map(\.formula), over: previous, as: "made", in: script
      ) { self.formulas(over: carried, $0) }
      let formulas = self.formulas(over: carried, earliest)
      previous = script.add(
        "\(mart.name)_\(number + 1)", ["columns made of columns of \(previous)"]
      ) {
        var select = Select(
          ["made.*"] + layer.map { column($0, formulas) }, from: "\(previous) AS made")
        select.joins = earliest.clauses
        return select.text
      }
    }
    var select = Select(mart.columns.map { identifier($0.name) }, from: previous)
    select.order = [identifier(mart.key)]
    return script.text(remarks, select)
  }

  /// Columns made of the source's rows alone, and what later layers need of these rows.
  private func firstLayer(_ carried: [Carried]) -> String {
    script.add("\(mart.name)_1", ["columns made of the \(rows.source.name) rows"]) {
      let formulas = rows.formulas
      var select = Select(
        (layers.first ?? []).map { column($0, formulas) }
          + carried.map { labelled(formulas.value($0.formula).text, as: $0.name) },
        from: rows.from)
      select.joins = rows.joins
      return select.text
    }
  }

  /// A column under its name; the formula goes before it if it says more than the name.
  private func column(_ column: ColumnPlan, _ formulas: FormulaSQL) -> String {
    let value =
      column.type == .bool ? formulas.flag(column.formula) : formulas.value(column.formula).text
    let name = identifier(column.name)
    if value == "this.\(name)" { return value }
    return "\(remark("\(column.name): \(column.written)"))\n\(labelled(value, as: name))"
  }

  /// The layer of a column is one above the highest of the mart's columns that it is made of.
  private static func layers(of mart: MartPlan) -> [[ColumnPlan]] {
    var heights: [String: Int] = [:]
    var layers: [[ColumnPlan]] = []
    for column in mart.columns {
      let below = column.formula.all.compactMap { formula in
        if case .own(let name, _) = formula { heights[name] } else { nil }
      }
      let height = below.max().map { $0 + 1 } ?? 0
      heights[column.name] = height
      while layers.count <= height { layers.append([]) }
      layers[height].append(column)
    }
    return layers
  }
}

extension MartSQL {
  /// Something read from the source's row that a later layer needs.
  private struct Carried {
    let formula: Formula
    let name: String
  }

  private var carried: [Carried] {
    var needed: [Formula] = []
    let formulas = formulas(over: [], nil)
    for formula in layers.dropFirst().joined().flatMap(\.formula.all) {
      if case .isLatest(let order, _) = formula { needed += formulas.totalOrder(order) }
      if case .earliestAfter = formula { needed += formulas.tieBreak }
      needed.append(formula)
    }
    needed = needed.filter { formula in
      switch formula {
      case .own, .earliestAfter: false
      default: formula.isLeaf
      }
    }
    var carried: [Carried] = []
    for formula in needed where !carried.contains(where: { $0.formula == formula }) {
      carried.append(Carried(formula: formula, name: name(of: formula, carried.count + 1)))
    }
    return carried
  }

  /// A name that no column can have.
  private func name(of formula: Formula, _ number: Int) -> String {
    switch formula {
    case .field(let name, _): identifier("this.\(name)")
    case .linked(let link, let column, _): identifier("\(link).\(column)")
    case .isLinked(let link): identifier("linked(\(link))")
    case .permission(let channel, let link):
      identifier("permission(\(channel)\(link.map { " via \($0)" } ?? ""))")
    case .aggregate(let aggregate):
      identifier("\(aggregate.kind.rawValue)(\(aggregate.source)) \(number)")
    default: identifier("value \(number)")
    }
  }

  /// Formulas over a layer: columns of the mart by name, all else as it was carried along.
  private func formulas(over carried: [Carried], _ earliest: EarliestJoins?) -> FormulaSQL {
    let keys = rows.source.keyFields
    let plain = mart.columns.filter { keys.contains($0.formula) }
    let tieBreak = keys.map { key in
      plain.first { $0.formula == key }.map { .own($0.name, $0.type) } ?? key
    }
    return FormulaSQL(
      dialect: script.dialect, businessDate: script.businessDate, tieBreak: tieBreak,
      aliases: Dictionary(plain.map { ($0.name, $0.formula) }) { first, _ in first },
      magnitudes: magnitudes,
      leaf: { formula in
        if case .own(let name, _) = formula { return .value("made.\(identifier(name))") }
        if let column = earliest?.column(formula) { return .value(column) }
        guard let found = carried.first(where: { $0.formula == formula }) else {
          preconditionFailure("a value of the row that was not carried along")
        }
        return .value("made.\(found.name)")
      })
  }
}
