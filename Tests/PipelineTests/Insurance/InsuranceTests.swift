import Foundation
import Pipeline
import Testing

struct InsuranceTests {
  @Test("the insurer's pipeline loads and checks without error")
  func checks() throws {
    let definition = try PipelineDefinition.load(folder: InsuranceFolder.path)
    let plan = try Plan(checking: definition)
    #expect(plan.marts.count == definition.marts.count)
    #expect(plan.segments.count == definition.scenarios.count)
    #expect(!plan.segments.isEmpty)
    #expect(definition.files.count == (try InsuranceFolder.files().count))
  }

  @Test("aliases of the insurer's files are followed")
  func aliases() throws {
    let definition = try PipelineDefinition.load(folder: InsuranceFolder.path)
    let forms = try #require(definition.consent?.forms)
    #expect(forms.count == 3)
    #expect(forms.allSatisfy { $0.answers.map(\.channel) == ["email", "sms"] })
    for name in ["document_requests", "quotes", "reservations"] {
      let steps = try #require(definition.source(name)?.link("customer")?.steps)
      #expect(steps.map(\.unlessDiffer.count) == [0, 2, 2, 0])
    }
  }
}
