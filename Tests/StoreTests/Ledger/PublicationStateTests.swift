import Store
import Testing

@Suite("Ledger and manifest folder after a kill")
struct PublicationStateTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ledger: String?
    let published: String?
    let aside: String?
    let withdrawn: String?
    let state: PublicationState
  }

  static let cases = [
    Case(
      testDescription: "never run", ledger: nil, published: nil, aside: nil, withdrawn: nil,
      state: .consistent),
    Case(
      testDescription: "a first run killed before the commit", ledger: nil, published: nil,
      aside: "new", withdrawn: nil, state: .consistent),
    Case(
      testDescription: "a first run killed after the commit", ledger: "new", published: nil,
      aside: "new", withdrawn: nil, state: .finish),
    Case(
      testDescription: "done", ledger: "new", published: "new", aside: nil, withdrawn: nil,
      state: .consistent),
    Case(
      testDescription: "a second run killed while it builds", ledger: "old", published: "old",
      aside: "new", withdrawn: nil, state: .consistent),
    Case(
      testDescription: "a second run killed before the commit", ledger: "old", published: nil,
      aside: "new", withdrawn: "old", state: .restore),
    Case(
      testDescription: "a second run killed after the commit", ledger: "new", published: nil,
      aside: "new", withdrawn: "old", state: .finish),
    Case(
      testDescription: "a second run killed before the old folder is removed", ledger: "new",
      published: "new", aside: nil, withdrawn: "old", state: .consistent),
    Case(
      testDescription: "an equal second run killed after the withdrawal", ledger: "old",
      published: nil, aside: "old", withdrawn: "old", state: .finish),
    Case(
      testDescription: "a folder that was altered", ledger: "old", published: "else", aside: nil,
      withdrawn: nil, state: .redo),
    Case(
      testDescription: "a folder that was lost", ledger: "old", published: nil, aside: nil,
      withdrawn: nil, state: .redo),
    Case(
      testDescription: "a ledger that was lost", ledger: nil, published: "old", aside: nil,
      withdrawn: nil, state: .redo),
  ]

  @Test("are brought together", arguments: cases)
  func state(_ example: Case) {
    let state = PublicationState(
      ledger: example.ledger, published: example.published, aside: example.aside,
      withdrawn: example.withdrawn)
    #expect(state == example.state)
  }
}
