import Testing

@testable import Pipeline

struct ColumnsReadTests {
  @Test("marts read what their formulas name, what links compare, keys and event times")
  func marts() throws {
    let plan = try DefinitionFolder().plan()
    let reads = plan.columnsReadByMarts.bySource
    for mart in plan.marts {
      let source = try #require(plan.definition.source(mart.source))
      let columns = try #require(reads[source.name])
      #expect(columns.isSuperset(of: source.key))
      if let time = source.eventTime { #expect(columns.contains(time)) }
      for column in mart.columns {
        for case .field(let name, _) in column.formula.all { #expect(columns.contains(name)) }
        for case .linked(let link, let name, _) in column.formula.all {
          let target = try #require(source.link(link)?.source)
          #expect(reads[target]?.contains(name) == true)
        }
      }
      for link in source.links {
        let target = try #require(reads[link.source])
        for step in link.steps {
          #expect(columns.contains(step.column) && target.contains(step.target))
        }
      }
    }
  }

  @Test("a column that nothing names is not read")
  func unread() throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: InsuranceFolder.path))
    let reads = plan.columnsReadByMarts.bySource
    #expect(reads["web_access"]?.contains("page_url") == true)
    #expect(reads["customers"]?.contains("job_title") == false)
    let consent = plan.columnsReadByConsent.bySource
    #expect(consent["web_access"] == nil)
    #expect(consent["delivery_events"]?.contains("send_id") == true)
    #expect(consent["delivery_events"]?.contains("link_url") == false)
    #expect(consent["customers"]?.isSubset(of: reads["customers"] ?? []) == true)
  }

  @Test("rows of later marts read what their own formulas name and where their links lead")
  func rows() throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: InsuranceFolder.path))
    let all = plan.columnsReadByMarts
    #expect(all.covers(plan.columnsReadOnceLinked))
    for number in plan.marts.indices {
      let reads = plan.columnsReadByRows(from: number)
      #expect(plan.columnsReadOnceLinked.covers(reads))
      if number > 0 { #expect(plan.columnsReadByRows(from: number - 1).covers(reads)) }
      let mart = plan.marts[number]
      let source = try #require(plan.definition.source(mart.source))
      let columns = try #require(reads.bySource[source.name])
      #expect(columns.isSuperset(of: source.key))
      for part in mart.columns.flatMap(\.formula.all) {
        if case .field(let name, _) = part { #expect(columns.contains(name)) }
        if case .linked(let link, let name, _) = part {
          let target = try #require(source.link(link)?.source)
          #expect(reads.bySource[target]?.contains(name) == true)
        }
      }
    }
    let last = plan.columnsReadByRows(from: plan.marts.count - 1).bySource
    #expect(last.keys.sorted() == ["customers", "web_access"])
    #expect(last["customers"]?.contains("family_name") == true)
    #expect(last["customers"]?.contains("family_name_key") == false)
    #expect(last["web_access"]?.contains("page_url") == true)
  }
}
