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
}
