import Pipeline
import Table

/// The entry segment of a scenario over its mart.
struct SegmentSQL {
  private let segment: SegmentPlan
  private let script: Script

  init(_ segment: SegmentPlan, _ script: Script) {
    self.segment = segment
    self.script = script
  }

  var text: String {
    let judged = self.judged
    let latest = self.latest(of: judged)
    var select = Select(["subject_key", "row_key"], from: latest)
    select.conditions = ["place = 1"]
    select.order = ["subject_key"]
    return script.text(["segment \(segment.scenario) on \(script.today)"], select)
  }

  /// Every row of the mart with what each condition says of it.
  private var judged: String {
    script.add(
      "\(segment.mart)_judged", ["each condition of entry, for every row of the mart"]
    ) {
      let earliest = EarliestJoins(
        segment.conditions.map(\.formula), over: identifier(segment.mart), as: "this", in: script,
        render: self.formulas)
      let formulas = self.formulas(earliest)
      var select = Select(
        [
          labelled("this.\(identifier(segment.subject))", as: "subject_key"),
          labelled("this.\(identifier(segment.key))", as: "row_key"),
        ]
          + segment.latestBy.enumerated().map { index, column in
            "this.\(identifier(column)) AS order_\(index + 1)"
          }
          + segment.conditions.enumerated().map { index, condition in
            "\(remark(condition.written))\n"
              + "\(formulas.flag(condition.formula)) AS condition_\(index + 1)"
          },
        from: "\(identifier(segment.mart)) AS this")
      select.joins = earliest.clauses
      return select.text
    }
  }

  /// Conditions over a row of the mart.
  private func formulas(_ earliest: EarliestJoins) -> FormulaSQL {
    FormulaSQL(
      dialect: script.dialect, businessDate: script.businessDate,
      tieBreak: [.own(segment.key, .text)], aliases: [:],
      magnitudes: script.plan.mart(segment.mart).map(Magnitudes.init) ?? Magnitudes(),
      leaf: { formula in
        switch formula {
        case .own(let name, _), .field(let name, _): return .value("this.\(identifier(name))")
        default:
          guard let column = earliest.column(formula) else {
            preconditionFailure("a condition of entry sees columns of the mart only")
          }
          return .value(column)
        }
      })
  }

  /// The rows that may enter, numbered within their subject: the latest is 1.
  private func latest(of judged: String) -> String {
    script.add("\(segment.mart)_entering", ["rows that may enter, the latest of a subject first"]) {
      let places = segment.latestBy.indices.map { "order_\($0 + 1) DESC" } + ["row_key DESC"]
      var select = Select(
        [
          "subject_key", "row_key",
          "\(rowNumber(of: ["subject_key"], by: places)) AS place",
        ], from: judged)
      select.conditions =
        ["subject_key IS NOT NULL"] + segment.conditions.indices.map { "condition_\($0 + 1) = 1" }
      return select.text
    }
  }
}
