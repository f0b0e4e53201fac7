import Gate
import Manifest
import Table
import Testing

@Suite("manifest.json")
struct IndexTests {
  @Test("it says where the manifest came from, keys always in one order")
  func json() {
    var index = Day.index()
    index.parameters = ["b": "2", "a": "1"]
    index.inputs = [
      .init(
        source: "customers", file: "customers.csv", sha256: "00", read: 6, loaded: 3,
        superseded: 2, quarantined: 1)
    ]
    index.consentAtRisk = [.init(source: "consent_events", quarantined: 2, unreadableSubjects: 1)]
    index.remembered = .init(consentEvents: 1, deliveryEvents: 2, suppressions: 3)
    index.unknownSends = 4
    let expected = """
      {
        "schema_version": 1,
        "pipeline": "insurance",
        "business_date": "2026-11-21",
        "definition_digest": "d1",
        "software_version": "1.0",
        "parameters": {
          "a": "1",
          "b": "2"
        },
        "inputs": [
          {"source": "customers", "file": "customers.csv", "sha256": "00", "read": 6, \
      "loaded": 3, "superseded": 2, "quarantined": 1}
        ],
        "channels": [],
        "exclusions": null,
        "conservation": [],
        "consent_at_risk": [
          {"source": "consent_events", "quarantined": 2, "unreadable_subjects": 1}
        ],
        "remembered_refusals": {"consent_events": 1, "delivery_events": 2, "suppressions": 3},
        "unknown_send": 4
      }

      """
    #expect(String(decoding: index.json(), as: UTF8.self) == expected)
  }

  @Test(
    "only quotes, backslashes and control characters are escaped",
    arguments: [
      ("a/b", #""a/b""#), ("\"\\", #""\"\\""#), ("\n\t\r\u{8}\u{c}", #""\n\t\r\b\f""#),
      ("\u{0}\u{1f}", #""\u0000\u001f""#), ("\u{7f}é神🙂", "\"\u{7f}é神🙂\""), ("", "\"\""),
    ])
  func escapes(_ text: String, _ expected: String) {
    let json = JSONWriter(ByteBuffer())
    json.string(text)
    #expect(json.buffer.view.elementsEqual(expected.utf8))
  }

  @Test("an unsubscribe token is base64url of HMAC-SHA256 of the send id, cut to 22 characters")
  func token() {
    let id = SendID(
      scenarioID: "referral", step: "A", channel: "email", subjectKey: "C1", enteredOn: Day.date)
    // Computed apart, with the secret `key`.
    #expect(Day.unsubscribe?.token(of: id) == "zJ_WutgIFwNf51h8A7MjL1")
  }

  @Test(
    "a token is told from others",
    arguments: [
      ("zJ_WutgIFwNf51h8A7MjL1", "key", true), ("zJ_WutgIFwNf51h8A7MjL2", "key", false),
      ("aJ_WutgIFwNf51h8A7MjL1", "key", false), ("zJ_WutgIFwNf51h8A7MjL", "key", false),
      ("zJ_WutgIFwNf51h8A7MjL11", "key", false), ("", "key", false),
      ("zJ_WutgIFwNf51h8A7MjL1", "other", false), ("", "", false),
    ])
  func tokens(_ token: String, _ secret: String, _ isValid: Bool) {
    let id = SendID(
      scenarioID: "referral", step: "A", channel: "email", subjectKey: "C1", enteredOn: Day.date)
    #expect(
      Unsubscribe.isToken(token, ofSend: id.description, secret: Array(secret.utf8)) == isValid)
  }
}
