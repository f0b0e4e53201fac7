public import Table

/// What a run does, checked and typed: a value that can be printed, compared, run by the native
/// engine or rendered as SQL.
public struct Plan: Sendable {
  /// What was checked, with the parameters of the run.
  public let definition: PipelineDefinition
  /// One a mart, in the order of the definition.
  public let marts: [MartPlan]
  /// One a scenario, ascending by its number.
  public let segments: [SegmentPlan]
  /// What messages insert, for the scenarios that say so.
  public let messages: [MessagePlan]
  /// What is not wrong and may be meant otherwise; every run says it.
  public let warnings: [Diagnostic]
  /// What is worth knowing when definitions are looked at.
  public let notes: [Diagnostic]

  /// Nil if there is none of that name. O(marts).
  public func mart(_ name: String) -> MartPlan? { marts.first { $0.name == name } }
  /// Nil if there is no scenario of that id. O(scenarios).
  public func segment(_ scenario: String) -> SegmentPlan? {
    segments.first { $0.scenario == scenario }
  }
}

/// How a mart is made: one row for each known row of its source.
public struct MartPlan: Sendable, Equatable {
  /// Also its table in derive.sqlite.
  public let name: String
  /// For people.
  public let label: String
  /// The name of the source whose known rows become its rows.
  public let source: String
  /// Its column, a text, whose values name the rows; two rows may have the same value.
  public let key: String
  /// In published order, helpers last. A formula names only columns before its own.
  public let columns: [ColumnPlan]
  /// The codes of those columns that are a source's choice.
  var choices: [String: [String]] = [:]

  /// Nil if there is none of that name. O(columns).
  public func column(_ name: String) -> ColumnPlan? { columns.first { $0.name == name } }

  /// True if the key is the one by which the source's records are told apart, and not one that is
  /// put together from several columns: those may be equal for two rows.
  func hasKey(of source: SourceDefinition) -> Bool {
    guard case .field(let name, _) = column(key)?.formula else { return false }
    return source.key == [name]
  }
}

/// A column of a mart and its formula. A boolean column is never null: null counts as false.
public struct ColumnPlan: Sendable, Equatable {
  /// Unique in its mart.
  public let name: String
  /// For people.
  public let label: String
  /// Of its formula; never `bytes`.
  public let type: ColumnType
  /// Published in the order of `Role`; empty if the definition names none.
  public let roles: Set<MartColumnDefinition.Role>
  /// Published last, with the role `helper`, for the stages that follow.
  public let isHelper: Bool
  /// Over a row of the mart's source.
  public let formula: Formula
  /// The formula as it was written, for people who read the published table.
  public let written: String
}

/// Who may enter a scenario: the rows of its mart for which every condition holds.
public struct SegmentPlan: Sendable, Equatable {
  /// The scenario's id.
  public let scenario: String
  /// The name of the scenario's mart.
  public let mart: String
  /// The mart column that names a journey's subject; null subjects cannot enter.
  public let subject: String
  /// The mart's key column, which names the row that enters.
  public let key: String
  /// True if no two rows of the mart can be about the same subject.
  public let isSubjectUnique: Bool
  /// Among several rows of one subject, the greatest by these columns is taken.
  public let latestBy: [String]
  /// Over the mart's columns; all must hold, counted in this order for the waterfall.
  public let conditions: [ConditionPlan]
  /// Before every message but the first, in order.
  public let guards: [GuardPlan]
  /// The conditions with elapsed days widened by the scenario's `catch_up_days`; nil without.
  let lateConditions: [ConditionPlan]?

  /// The same segment for those whose day of entry may have been missed: the rows for which every
  /// condition holds, or would have held on one of the days before. Nil without `catch_up_days`, and
  /// if those change no condition.
  public var late: SegmentPlan? {
    lateConditions.map { conditions in
      SegmentPlan(
        scenario: scenario, mart: mart, subject: subject, key: key,
        isSubjectUnique: isSubjectUnique, latestBy: latestBy, conditions: conditions,
        guards: guards, lateConditions: nil)
    }
  }
}

/// One condition of an entry, with its text for the waterfall.
public struct ConditionPlan: Sendable, Equatable {
  /// As the definition has it; widened by `catch_up_days`, with words that say so.
  public let written: String
  /// Of type `bool`, over the columns of the mart; null does not hold.
  public let formula: Formula
}

/// What must hold for a journey to go on, and how it ends if it does not.
public struct GuardPlan: Sendable, Equatable {
  /// Asked of the row as the mart of the message's date has it.
  public let condition: ConditionPlan
  /// Key `else` of the guard, such as `goal`.
  public let outcome: String
}
