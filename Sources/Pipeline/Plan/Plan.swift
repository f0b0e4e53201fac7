public import Table

/// What a run does, checked and typed: a value that can be printed, compared, run by the native
/// engine or rendered as SQL.
public struct Plan: Sendable {
  public let definition: PipelineDefinition
  public let marts: [MartPlan]
  public let segments: [SegmentPlan]
  /// What messages insert, for the scenarios that say so.
  public let messages: [MessagePlan]
  /// What is not wrong and may be meant otherwise; every run says it.
  public let warnings: [Diagnostic]
  /// What is worth knowing when definitions are looked at.
  public let notes: [Diagnostic]

  public func mart(_ name: String) -> MartPlan? { marts.first { $0.name == name } }
  public func segment(_ scenario: String) -> SegmentPlan? {
    segments.first { $0.scenario == scenario }
  }
}

/// How a mart is made: one row for each known row of its source.
public struct MartPlan: Sendable, Equatable {
  public let name: String
  public let label: String
  public let source: String
  public let key: String
  public let columns: [ColumnPlan]
  /// The codes of those columns that are a source's choice.
  var choices: [String: [String]] = [:]

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
  public let name: String
  public let label: String
  public let type: ColumnType
  public let roles: Set<MartColumnDefinition.Role>
  public let isHelper: Bool
  public let formula: Formula
  /// The formula as it was written, for people who read the published table.
  public let written: String
}

/// Who may enter a scenario: the rows of its mart for which every condition holds.
public struct SegmentPlan: Sendable, Equatable {
  public let scenario: String
  public let mart: String
  /// The mart column that names a journey's subject; null subjects cannot enter.
  public let subject: String
  public let key: String
  /// True if no two rows of the mart can be about the same subject.
  public let isSubjectUnique: Bool
  /// Among several rows of one subject, the greatest by these columns is taken.
  public let latestBy: [String]
  public let conditions: [ConditionPlan]
  /// Before every message but the first, in order.
  public let guards: [GuardPlan]
  /// The conditions with elapsed days widened by the scenario's `catch_up_days`; nil without.
  let lateConditions: [ConditionPlan]?

  /// The same segment for those whose day of entry may have been missed: the rows for which every
  /// condition holds, or would have held on one of the days before. Nil without `catch_up_days`.
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
  public let written: String
  public let formula: Formula
}

/// What must hold for a journey to go on, and how it ends if it does not.
public struct GuardPlan: Sendable, Equatable {
  public let condition: ConditionPlan
  public let outcome: String
}
