import TestSupport
import Testing

@testable import Stages

@Suite("The help of messages that cannot be shown")
struct MessageHelpTests {
  @Test("a message that no file describes is told how to be described")
  func undescribed() throws {
    let shop = try Shop()
    let runner = try shop.runner(try TemporaryFolder())
    let error = #expect(throws: StageError.self) {
      try runner.message("thanks/A", for: "P1", showingValues: false)
    }
    #expect(error?.message == "no file of 'messages' says what message 'thanks/A' inserts")
    #expect(error?.help == "say it in messages/thanks.yml (docs/definitions.md)")
  }

  @Test("a step that the scenario does not have is told those that it has")
  func unknown() throws {
    let runner = try Shop().runner(try TemporaryFolder())
    let error = #expect(throws: StageError.self) {
      try runner.message("thanks/C", for: "P1", showingValues: false)
    }
    #expect(error?.message == "there is no message 'thanks/C'")
    #expect(error?.help == "known: thanks/A, thanks/B")
  }
}
