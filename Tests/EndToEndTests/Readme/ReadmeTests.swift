import Foundation
import Testing

/// What the READMEs show really happens.
struct ReadmeTests {
  @Test(
    "each command of the session prints what stands under it",
    arguments: ["README.md", "README.ja.md"])
  func session(_ name: String) throws {
    let file = Repository.root.appending(path: name)
    let steps = ReadmeSession(markdown: try String(contentsOf: file, encoding: .utf8)).steps
    #expect(steps.count >= 3)
    let checkout = try Checkout()
    for step in steps {
      let result = try checkout.run(step.command)
      #expect(result.exitCode == 0, "$ \(step.command)\n\(result.errors)")
      #expect(
        ReadmeSession.matches(step.output, result.lines), "$ \(step.command)\n\(result.output)")
    }
  }
}
