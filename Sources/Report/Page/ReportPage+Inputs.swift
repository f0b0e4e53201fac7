extension ReportPage {
  /// What was read, and how well.
  func inputs(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "読み込んだレコードは必ず、採用・置換・隔離のどれか一つになります。",
        "Every record read is loaded, superseded or quarantined; none is lost."))
    trends(&html)
    sourceTable(&html)
    quarantineTable(&html)
    issueTable(&html)
    linkTable(&html)
    html.element("details") { html in
      html.element("summary") { html in
        html.element("h3") { html in
          html.write(Phrase("ファイル一覧", "All files"))
          html.write(" (\(report.files.count))")
        }
      }
      fileTable(&html)
    }
  }

  private func trends(_ html: inout HTML) {
    let days = report.days
    guard !days.isEmpty else { return }
    html.element("h3", phrase: Phrase("保存中の日付の推移", "Over the dates that are kept"))
    let pictures = [
      TrendPicture(
        id: "read", name: Phrase("読み込み", "records read"),
        values: days.map { ($0.date, $0.totalRead) }),
      TrendPicture(
        id: "quarantined", name: Phrase("隔離", "quarantined"),
        values: days.map { ($0.date, $0.totalQuarantined) }),
      TrendPicture(
        id: "issues", name: Phrase("読めなかった値", "values not understood"),
        values: days.map { ($0.date, $0.totalIssues) }),
      TrendPicture(
        id: "sends", name: Phrase("送信", "sends"), values: days.map { ($0.date, $0.sends) }),
      TrendPicture(
        id: "exclusions", name: Phrase("除外", "exclusions"),
        values: days.map { ($0.date, $0.exclusions) }),
    ]
    html.element("div", .class("trends")) { html in
      for picture in pictures { picture.draw(in: &html) }
    }
    html.element("details") { html in
      html.element("summary", phrase: Phrase("数値で見る", "The figures"))
      html.table(
        "days", caption: Phrase("日付ごとの数値", "Figures by date"),
        columns: [
          .text("業務日", "business date"), .number("読み込み", "read"),
          .number("隔離", "quarantined"), .number("読めなかった値", "issues"),
          .number("送信", "sends"), .number("除外", "exclusions"),
        ]
      ) { html in
        for day in days {
          html.row { html in
            html.rowHeading(Figures.day(day.date))
            html.cell(count: day.totalRead)
            html.cell(count: day.totalQuarantined)
            html.cell(count: day.totalIssues)
            html.cell(number: day.sends.map(Figures.count) ?? "–")
            html.cell(number: day.exclusions.map(Figures.count) ?? "–")
          }
        }
      }
    }
  }

  private func sourceTable(_ html: inout HTML) {
    html.table(
      "sources", caption: Phrase("エクスポートごとのレコード", "Records by export"),
      columns: [
        .text("エクスポート", "export"), .number("ファイル", "files"), .number("読込", "read"),
        .number("採用", "loaded"), .number("置換", "superseded"), .number("隔離", "quarantined"),
        .number("隔離率", "share"), .number("読めない値", "issues"), .number("既知の行", "known rows"),
        .number("未来の行", "future rows"), .text("隔離の推移", "quarantined, trend"),
      ]
    ) { html in
      for source in report.sources {
        html.row { html in
          html.rowHeading { $0.named(source.label, source.name) }
          html.cell(count: source.files)
          html.cell(count: source.read)
          html.cell(count: source.loaded)
          html.cell(count: source.superseded)
          html.cell(count: source.quarantined)
          html.cell(number: Figures.share(source.quarantined, of: source.read))
          html.cell(count: source.issues)
          html.cell(number: source.known.map(Figures.count) ?? "–")
          html.cell(number: source.future.map(Figures.count) ?? "–")
          html.cell { html in
            html.sparkline(
              report.days.map { $0.quarantined[source.name] },
              title: Phrase("\(source.label)：隔離の推移", "\(source.name): quarantined, trend"))
          }
        }
      }
    } foot: { html in
      html.row { html in
        html.rowHeading { $0.write(Phrase("合計", "total")) }
        let sums: [(DayReport.Source) -> Int] = [
          \.files, \.read, \.loaded, \.superseded, \.quarantined,
        ]
        for sum in sums { html.cell(count: report.sources.reduce(0) { $0 + sum($1) }) }
        html.cell(
          number: Figures.share(
            report.sources.reduce(0) { $0 + $1.quarantined },
            of: report.sources.reduce(0) { $0 + $1.read }))
        html.cell(count: report.sources.reduce(0) { $0 + $1.issues })
        html.cell(count: report.sources.reduce(0) { $0 + ($1.known ?? 0) })
        html.cell(count: report.sources.reduce(0) { $0 + ($1.future ?? 0) })
        html.cell("")
      }
    }
  }

  /// Sources by reasons, those alone in which something was quarantined.
  private func quarantineTable(_ html: inout HTML) {
    let reasons = report.quarantineReasons
    var counts: [String: [Int]] = [:]
    for file in report.files where file.quarantined > 0 {
      for (index, count) in file.reasons.enumerated() {
        counts[file.source, default: reasons.map { _ in 0 }][index] += count
      }
    }
    let sources = report.sources.filter { counts[$0.name] != nil }
    guard !sources.isEmpty else { return }
    html.table(
      "quarantine", caption: Phrase("隔離の理由", "Quarantine by reason"),
      columns: [.text("エクスポート", "export")]
        + reasons.map { TableColumn(heading: Codes.quarantine($0), kind: .number) }
        + [.number("計", "total")]
    ) { html in
      for source in sources {
        html.row { html in
          html.rowHeading { $0.named(source.label, source.name) }
          for count in counts[source.name] ?? [] { html.cell(count: count) }
          html.cell(count: counts[source.name]?.reduce(0, +) ?? 0)
        }
      }
    } foot: { html in
      html.row { html in
        html.rowHeading { $0.write(Phrase("合計", "total")) }
        for index in reasons.indices {
          html.cell(count: counts.values.reduce(0) { $0 + $1[index] })
        }
        html.cell(count: counts.values.reduce(0) { $0 + $1.reduce(0, +) })
      }
    }
  }

  private func issueTable(_ html: inout HTML) {
    guard !report.issues.isEmpty else {
      return html.element(
        "p", phrase: Phrase("読めなかった値はありません。", "Every value was understood."))
    }
    let most = report.issues.map(\.count).max() ?? 1
    html.table(
      "issues",
      caption: Phrase(
        "読めなかった値（空として扱われます）", "Values that were not understood, and count as missing"),
      columns: [
        .text("エクスポート", "export"), .text("列", "column"), .text("理由", "reason"),
        .number("件数", "count"), .number("採用行比", "of loaded"), .picture("多さ", "compared"),
        .text("推移", "trend"),
      ]
    ) { html in
      for source in report.sources {
        let issues = report.issues.filter { $0.key.source == source.name }
        for (index, issue) in issues.enumerated() {
          html.row { html in
            if index == 0 {
              html.element("th", Attribute("scope", "rowgroup"), Attribute("rowspan", issues.count))
              {
                $0.named(source.label, source.name)
              }
            }
            row(issue, source, most, &html)
          }
        }
      }
    }
  }

  private func row(
    _ issue: DayReport.Issue, _ source: DayReport.Source, _ most: Int, _ html: inout HTML
  ) {
    let column = source.columns.first { $0.name == issue.key.column }
    html.rowHeading { $0.named(column?.header ?? issue.key.column, issue.key.column) }
    html.cell { $0.write(Codes.issue(issue.key.reason)) }
    html.cell(count: issue.count)
    html.cell(number: Figures.share(issue.count, of: source.loaded))
    html.pictureCell { $0.bar([BarPart(style: "warn", from: 0, to: issue.count)], of: most) }
    html.cell { html in
      html.sparkline(
        report.days.map { $0.issues[issue.key, default: 0] },
        title: Phrase(
          "\(issue.key.source).\(issue.key.column) の推移",
          "\(issue.key.source).\(issue.key.column), trend"))
    }
  }

  private func linkTable(_ html: inout HTML) {
    guard !report.links.isEmpty else { return }
    html.table(
      "links", caption: Phrase("名寄せの結果", "Matching: rows by the step that matched them"),
      columns: [
        .text("エクスポート", "export"), .text("リンク", "link"),
        .text("照合（順に試す）", "compared, in this order"), .number("一致", "matched"),
        .number("複数該当（延べ）", "ambiguous, at all steps"), .number("該当なし", "unmatched"),
      ]
    ) { html in
      for link in report.links {
        html.row { html in
          html.rowHeading(report.source(link.source)?.label ?? link.source)
          html.cell(code: link.name)
          html.cell { html in
            html.element("ol", .class("steps")) { html in
              for step in link.steps {
                html.element("li") { html in
                  html.element("code", text: step.equal)
                  html.write(" ")
                  html.element("span", .class("count"), text: Figures.count(step.matched))
                }
              }
            }
          }
          html.cell(count: link.steps.reduce(0) { $0 + $1.matched })
          html.cell(count: link.steps.reduce(0) { $0 + $1.ambiguous })
          html.cell(count: link.unmatched)
        }
      }
    }
  }

  private func fileTable(_ html: inout HTML) {
    html.table(
      "files", caption: Phrase("読み込んだファイル", "Files that were read"),
      columns: [
        .text("ファイル", "file"), .text("エクスポート", "export"), .number("大きさ", "size"),
        .text("文字コード", "encoding"), .number("読込", "read"), .number("採用", "loaded"),
        .number("置換", "superseded"), .number("隔離", "quarantined"),
        .number("未知の列", "unknown columns"), .number("重複列", "repeated columns"),
      ]
    ) { html in
      for file in report.files {
        html.row { html in
          html.rowHeading { $0.element("code", text: file.name) }
          html.cell(report.source(file.source)?.label ?? file.source)
          html.cell(number: Figures.bytes(file.bytes))
          html.cell(file.encoding + (file.isGzipped ? " · gzip" : ""))
          html.cell(count: file.read)
          html.cell(count: file.loaded)
          html.cell(count: file.superseded)
          html.cell(count: file.quarantined)
          html.cell(count: file.unknownColumns)
          html.cell(count: file.repeatedColumns)
        }
      }
    }
  }
}
