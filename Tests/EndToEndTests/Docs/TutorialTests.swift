import Foundation
import Testing

/// The tutorial, gone through as it stands there.
struct TutorialTests {
  @Test("each command of the tutorial prints what stands under it, from an empty folder on")
  func session() throws {
    let file = Repository.root.appending(path: "docs/tutorial.md")
    let steps = ReadmeSession(markdown: try String(contentsOf: file, encoding: .utf8)).steps
    #expect(steps.count >= 15)
    let results = try ShellSession().run(steps.map(\.command))
    for (step, result) in zip(steps, results) {
      let isMistake = step.output.contains { $0.contains("error: ") }
      #expect((result.exitCode != 0) == isMistake, "$ \(step.command)\n\(result.output)")
      #expect(
        ReadmeSession.matches(step.output, result.lines), "$ \(step.command)\n\(result.output)")
    }
  }
}
