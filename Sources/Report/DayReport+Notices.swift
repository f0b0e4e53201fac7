extension DayReport {
  /// What somebody should look at.
  struct Notice: Equatable {
    /// True for what may keep a refusal from being heard.
    let isGrave: Bool
    let words: Phrase
  }

  /// The grave ones first.
  var notices: [Notice] {
    conservationNotices + riskNotices + shrunkNotices + quarantineNotices + headerNotices
      + issueNotices
      + segmentNotices
  }

  private var conservationNotices: [Notice] {
    let wrong = conservation.count { !$0.isBalanced }
    return wrong == 0
      ? []
      : [
        Notice(
          isGrave: true,
          words: Phrase("候補と結果の数が合わない行：\(wrong)", "\(wrong) rows do not balance"))
      ]
  }

  private var riskNotices: [Notice] {
    atRisk.filter { $0.quarantined + $0.unreadableSubjects > 0 }.map { risk in
      let label = source(risk.source)?.label ?? risk.source
      return Notice(
        isGrave: true,
        words: Phrase(
          "\(label)：読めない記録 \(risk.quarantined) 件、本人を特定できない記録 "
            + "\(risk.unreadableSubjects) 件。配信拒否が含まれるおそれがあります。",
          "\(risk.source): \(Figures.english(risk.quarantined, "record")) that cannot be read, "
            + "\(risk.unreadableSubjects) without a readable subject. A refusal may be among them.")
      )
    }
  }

  /// Sources with far fewer records than on the kept date before; a run says the same.
  private var shrunkNotices: [Notice] {
    guard let before = dayBefore else { return [] }
    return sources.compactMap { source in
      let then = before.read[source.name] ?? 0
      guard Source.hasShrunk(from: then, to: source.read) else { return nil }
      return Notice(
        isGrave: false,
        words: Phrase(
          "\(source.label)：記録が \(then) 件から \(source.read) 件に減少（前回 \(Figures.day(before.date))）",
          "\(source.name): \(then) → \(source.read) records since \(Figures.day(before.date))"))
    }
  }

  /// Sources past half of what a run puts up with.
  private var quarantineNotices: [Notice] {
    let near = sources.filter {
      $0.quarantined > 0 && Double($0.quarantined) > $0.maxQuarantined / 2 * Double($0.read)
    }.sorted { $0.quarantined * $1.read > $1.quarantined * $0.read }
    guard !near.isEmpty else { return [] }
    func list(_ name: (Source) -> String) -> String {
      near.prefix(4).map { source in
        let limit = Int((source.maxQuarantined * 1000).rounded())
        return "\(name(source)) \(Figures.share(source.quarantined, of: source.read))"
          + " (≤ \(Figures.share(limit, of: 1000)))"
      }.joined(separator: ", ")
    }
    let more = near.count - 4
    return [
      Notice(
        isGrave: false,
        words: Phrase(
          "隔離率が上限の半分を超えています：\(list(\.label))" + (more > 0 ? " ほか \(more)" : ""),
          "quarantined, over half of what a run puts up with: \(list(\.name))"
            + (more > 0 ? " and \(more) more" : "")))
    ]
  }

  private var headerNotices: [Notice] {
    let unknown = files.filter { $0.unknownColumns + $0.repeatedColumns > 0 }
    guard !unknown.isEmpty else { return [] }
    let columns = unknown.reduce(0) { $0 + $1.unknownColumns + $1.repeatedColumns }
    return [
      Notice(
        isGrave: false,
        words: Phrase(
          "定義にない、または重複した列：\(unknown.count) ファイルに \(columns) 列",
          "\(Figures.english(columns, "column")) not defined, or there twice, in "
            + Figures.english(unknown.count, "file")))
    ]
  }

  /// Columns whose issues have doubled since the kept date before.
  private var issueNotices: [Notice] {
    guard let before = dayBefore else { return [] }
    return issues.compactMap { issue in
      let then = before.issues[issue.key] ?? 0
      guard issue.count >= then * 2, issue.count - then >= 10 else { return nil }
      return Notice(
        isGrave: false,
        words: Phrase(
          "\(issue.key.source).\(issue.key.column)：\(Codes.issue(issue.key.reason).ja) "
            + "\(then) → \(issue.count) 件（前回 \(Figures.day(before.date))）",
          "\(issue.key.source).\(issue.key.column): \(Codes.issue(issue.key.reason).en), "
            + "\(then) → \(issue.count) since \(Figures.day(before.date))"))
    }
  }

  /// Scenarios that let people in today and find nobody, where they did before.
  private var segmentNotices: [Notice] {
    guard let before = dayBefore else { return [] }
    return scenarios.filter {
      $0.isTriggered && $0.segmentSize == 0 && before.segments[$0.id, default: 0] >= 10
    }.map { scenario in
      let then = before.segments[scenario.id] ?? 0
      return Notice(
        isGrave: false,
        words: Phrase(
          "シナリオ\(scenario.number) \(scenario.name)：対象者が \(then) 人から 0 人に",
          "scenario \(scenario.number) (\(scenario.id)): from \(then) entrants to none"))
    }
  }
}

extension DayReport.Source {
  /// True of a source that lost over a fifth of its records since the date before, and ten or more: an
  /// export that did not land whole, or files of an append source that were taken out of the folder.
  /// Who had something in them looks as if they never had.
  public static func hasShrunk(from before: Int, to read: Int) -> Bool {
    read * 5 < before * 4 && before - read >= 10
  }
}
