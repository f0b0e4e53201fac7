extension ReportPage {
  /// From candidates to sends, reason by reason.
  func sends(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "候補は上から順に確かめられ、最初に当てはまった理由で除外されます。",
        "The gate asks from the top; the first reason that holds decides."))
    gateWaterfall(&html)
    channelTable(&html)
    scenarioTable(&html)
  }

  private func gateWaterfall(_ html: inout HTML) {
    let total = report.total
    let whole = total.candidates
    html.table(
      "gate", caption: Phrase("候補から送信まで", "From candidates to sends"),
      columns: [
        .text("段階", "step"), .number("件数", "count"), .number("候補比", "of candidates"),
        .picture("内訳", "waterfall"),
      ], class: "waterfall wide"
    ) { html in
      gateRow(
        Phrase("候補", "candidates"), whole, [BarPart(style: "rest", from: 0, to: whole)], &html)
      var left = whole
      for (reason, count) in zip(report.reasons, total.exclusions) {
        gateRow(
          Codes.exclusion(reason), count,
          [BarPart(style: "lost", from: left - count, to: left)], &html, code: reason)
        left -= count
      }
      gateRow(
        Phrase("送信", "sends"), total.sends, [BarPart(style: "keep", from: 0, to: total.sends)],
        &html, isSum: true)
    }
  }

  private func gateRow(
    _ name: Phrase, _ count: Int, _ parts: [BarPart], _ html: inout HTML, code: String? = nil,
    isSum: Bool = false
  ) {
    html.line()
    html.element("tr", isSum ? .class("sum") : nil) { html in
      html.rowHeading { html in
        if let code {
          html.write(language == .en ? name.en : name.ja)
          html.write(" ")
          html.element("code", .class("name"), text: code)
        } else {
          html.write(name)
        }
      }
      html.element(
        "td", .class(count == 0 ? "number zero" : "number"),
        text: (code != nil && count > 0 ? "−" : "") + Figures.count(count))
      html.cell(number: Figures.share(count, of: report.total.candidates))
      html.pictureCell { $0.bar(parts, of: report.total.candidates) }
    }
  }

  private func channelTable(_ html: inout HTML) {
    let channels = report.channels.map { channel in
      (
        channel,
        DayReport.Conservation.sum(
          report.conservation.filter { $0.channel == channel.name }, reasons: report.reasons.count)
      )
    }
    html.table(
      "channels", caption: Phrase("チャネルごとの結果", "By channel"),
      columns: [
        .text("チャネル", "channel"), .number("候補", "candidates"), .number("送信", "sends"),
      ]
        + shownReasons.map {
          TableColumn(heading: Codes.exclusion(report.reasons[$0]), kind: .number)
        }
    ) { html in
      for (channel, sum) in channels {
        html.row { html in
          html.rowHeading { $0.named(channel.label, channel.name) }
          html.cell(count: sum.candidates)
          html.cell(count: sum.sends)
          for index in shownReasons { html.cell(count: sum.exclusions[index]) }
        }
      }
    }
  }

  /// The reasons that held for somebody: a column of nothing but zeros says nothing.
  private var shownReasons: [Int] {
    let total = report.total
    return report.reasons.indices.filter { total.exclusions[$0] > 0 }
  }

  /// Scenarios that had candidates, with their share of sends.
  private func scenarioTable(_ html: inout HTML) {
    let rows = report.scenarios.compactMap { scenario in
      let sum = DayReport.Conservation.sum(
        report.conservation.filter { $0.scenario == scenario.id }, reasons: report.reasons.count)
      return sum.candidates > 0 ? (scenario, sum) : nil
    }
    let most = rows.map(\.1.candidates).max() ?? 0
    guard most > 0 else { return }
    html.table(
      "by-scenario", caption: Phrase("シナリオごとの結果", "By scenario"),
      columns: [
        .number("#", "#"), .text("シナリオ", "scenario"), .number("候補", "candidates"),
        .number("送信", "sends"), .number("除外", "exclusions"),
        .picture("送信と除外", "sends and exclusions"),
      ]
    ) { html in
      for (scenario, sum) in rows {
        html.row { html in
          html.cell(number: String(scenario.number))
          html.rowHeading(scenario.name)
          html.cell(count: sum.candidates)
          html.cell(count: sum.sends)
          html.cell(count: sum.excluded)
          html.pictureCell { html in
            html.bar(
              [
                BarPart(style: "keep", from: 0, to: sum.sends),
                BarPart(style: "lost", from: sum.sends, to: sum.candidates),
              ], of: most)
          }
        }
      }
    }
  }

  /// How far caps are used up, and whom they held back.
  func caps(_ html: inout HTML) {
    let capped = report.reasons.firstIndex(of: "frequency_cap")
    html.table(
      "cap-use",
      caption: Phrase(
        "一人あたりの配信上限の使われ方（業務連絡は数えません）",
        "How far people's caps are used up; transactional messages do not count"),
      columns: [
        .text("チャネル", "channel"), .text("上限", "cap"), .number("届いた人", "people reached"),
        .number("上限に達した人", "at the limit"), .text("通数ごとの人数", "people by sends"),
      ] + (capped == nil ? [] : [.number("本日の除外", "held back today")])
    ) { html in
      for channel in report.channels {
        for (index, cap) in channel.caps.enumerated() {
          html.row { html in
            if index == 0 { head(channel, &html) }
            row(cap, &html)
            // Which of a channel's caps it was is not kept.
            if index == 0, let capped {
              let rows = report.conservation.filter { $0.channel == channel.name }
              html.element(
                "td", .class("number"), Attribute("rowspan", channel.caps.count),
                text: Figures.count(
                  rows.reduce(0) { $0 + $1.exclusions[capped] }
                    - channel.choices.reduce(0) { $0 + $1.heldBack }))
            }
          }
        }
        for (index, choice) in channel.choices.enumerated() {
          html.row { html in
            if index == 0, channel.caps.isEmpty { head(channel, &html) }
            row(choice, &html)
            if capped != nil { html.cell(count: choice.heldBack) }
          }
        }
      }
    }
  }

  /// The first cell of all rows of a channel.
  private func head(_ channel: DayReport.Channel, _ html: inout HTML) {
    html.element(
      "th", Attribute("scope", "rowgroup"),
      Attribute("rowspan", channel.caps.count + channel.choices.count)
    ) {
      $0.named(channel.label, channel.name)
    }
  }

  private func row(_ choice: DayReport.Choice, _ html: inout HTML) {
    html.element("th", Attribute("scope", "row"), .class("keep")) { html in
      let caps = choice.limits.map {
        Phrase("\($0.days)日に\($0.sends)通", "\($0.sends) in \(Figures.english($0.days, "day"))")
      }
      html.write(
        Phrase(
          "本人の希望 \(choice.code)：" + caps.map(\.ja).joined(separator: "、"),
          "people's own \(choice.code): " + caps.map(\.en).joined(separator: ", ")))
    }
    html.element("td", Attribute("colspan", 3), text: "–")
  }

  private func row(_ cap: DayReport.Cap, _ html: inout HTML) {
    html.element("th", Attribute("scope", "row"), .class("keep")) { html in
      html.write(
        Phrase(
          "\(cap.days)日に\(cap.sends)通", "\(cap.sends) in \(Figures.english(cap.days, "day"))"))
    }
    html.cell(count: cap.reached)
    html.cell(count: cap.atLimit)
    html.cell { html in
      for people in cap.people {
        html.element("span", .class(people.sends >= cap.sends ? "chip full" : "chip")) { html in
          html.write(language == .en ? "\(people.sends)×" : "\(people.sends)通")
          html.write(" ")
          html.element("b", text: Figures.count(people.count))
        }
        html.write(" ")
      }
    }
  }

  /// Every step that came up, with the sum that must come out.
  func conservation(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "候補 ＝ 送信 ＋ 除外。合わない行があれば、実行そのものが中止されます。",
        "Candidates = sends + exclusions. A run in which they differ is refused."))
    let reasons = shownReasons
    html.table(
      "balance", caption: Phrase("段階とチャネルごとの照合", "By step and channel"),
      columns: [
        .text("シナリオ", "scenario"), .text("段階", "step"), .text("チャネル", "channel"),
        .number("候補", "candidates"), .number("送信", "sends"),
      ] + reasons.map { TableColumn(heading: Codes.exclusion(report.reasons[$0]), kind: .number) }
        + [.text("照合", "balance")], class: "wide-head"
    ) { html in
      for (name, rows) in conservationByScenario {
        for (index, row) in rows.enumerated() {
          html.row { html in
            if index == 0 {
              html.element(
                "th", Attribute("scope", "rowgroup"), Attribute("rowspan", rows.count), text: name)
            }
            html.rowHeading(row.step)
            html.cell(report.channelLabel(row.channel))
            figures(row, reasons, &html)
          }
        }
      }
    } foot: { html in
      html.row { html in
        html.rowHeading { $0.write(Phrase("合計", "total")) }
        html.cell("")
        html.cell("")
        figures(report.total, reasons, &html)
      }
    }
    let absent = report.reasons.indices.filter { !reasons.contains($0) }
    guard !absent.isEmpty else { return }
    let ja = absent.map { Codes.exclusion(report.reasons[$0]).ja }.joined(separator: "、")
    let en = absent.map { Codes.exclusion(report.reasons[$0]).en }.joined(separator: ", ")
    html.element(
      "p", .class("lead"),
      phrase: Phrase("本日は誰にも当てはまらなかった理由：\(ja)", "Held for nobody today: \(en)"))
  }

  /// In the order of the scenarios; what is of none that is known comes last.
  private var conservationByScenario: [(name: String, rows: [DayReport.Conservation])] {
    let rows = Dictionary(grouping: report.conservation, by: \.scenario)
    let known = report.scenarios.compactMap { scenario in
      rows[scenario.id].map { ("\(scenario.number) \(scenario.name)", $0) }
    }
    let names = Set(report.scenarios.map(\.id))
    return known
      + rows.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  private func figures(_ row: DayReport.Conservation, _ reasons: [Int], _ html: inout HTML) {
    html.cell(count: row.candidates)
    html.cell(count: row.sends)
    for index in reasons { html.cell(count: row.exclusions[index]) }
    html.cell { html in
      let words = row.isBalanced ? Phrase("✓ 一致", "✓ agrees") : Phrase("✗ 不一致", "✗ differs")
      html.element(
        "span", .class(row.isBalanced ? "ok" : "wrong"), text: language == .en ? words.en : words.ja
      )
    }
  }
}
