import Foundation
import TestSupport
import Testing

/// A command that fails says why, changes nothing and gives nobody away.
@Suite(.preparedStore())
struct FailureTests {
  @Test("it exits with its code, says why, and leaves the store alone", arguments: FailureCase.all)
  func fails(_ item: FailureCase) throws {
    let scene = try FailureScene()
    try item.arrange(scene)
    let before = try FolderContent(scene.store.url)
    let result = try scene.run()
    #expect(result.exitCode == item.exitCode)
    #expect(result.errors.hasPrefix(item.message), "\(result.errors)")
    #expect(result.output == "")
    #expect(try FolderContent(scene.store.url).differences(from: before) == [])
    let people = try PersonalData(PreparedStore.store)
    #expect(people.count > 1000)
    #expect(people.found(in: result.errors + result.output) == [])
  }

  @Test(
    "every error of the definitions is told at once, each with its place",
    arguments: ["check", "run"])
  func definitions(_ command: String) throws {
    let scene = try FailureScene()
    let mart = "marts/document_requests.yml"
    let scenario = "scenarios/01-document-request-contract.yml"
    try scene.redefine(mart, "value: customer.email_sub", "value: custmer.email_sub")
    try scene.redefine(scenario, "- not contract_flag", "- not contract_flg")
    try scene.redefine(scenario, "days_since_request = 1", "days_since_request = 'one'")
    let before = try FolderContent(scene.store.url)
    let result =
      command == "run"
      ? try scene.run()
      : try BuiltCommand.meibo.run(
        ["check", "--pipeline", "insurance"], in: scene.store.folder.url)
    #expect(result.exitCode == 78)
    #expect(result.output == "")
    #expect(
      result.errors == """
        insurance/\(mart):9:80: error: unknown link 'custmer' in mart 'document_requests'
          help: did you mean 'customer'?
        insurance/\(scenario):11:24: error: cannot compare a number with a text
        insurance/\(scenario):12:9: error: unknown column 'contract_flg' in mart 'document_requests'
          help: did you mean 'contract_flag'?
        meibo: 3 errors in the definitions

        """)
    #expect(try FolderContent(scene.store.url).differences(from: before) == [])
  }

  @Test("a failed first run leaves no day behind")
  func firstRun() throws {
    let store = try TestStore()
    let exports = try store.folder.copy(Repository.exports)
    try Data("LINE ID\n".utf8).write(to: exports.appending(path: "line_members.csv"))
    let result = try store.meibo("run", ["--exports", exports.file])
    #expect(result.exitCode == 65)
    let files = try FolderContent(store.url).files.keys.filter { $0.contains("2026") }
    #expect(files.isEmpty)
  }
}
