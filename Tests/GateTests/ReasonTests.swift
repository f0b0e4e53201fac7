import Consent
import Gate
import Table
import Testing

@Suite("reasons for which a candidate is not sent")
struct ReasonTests {
  private static func town(_ change: (inout Town) -> Void = { _ in }) -> Town {
    var town = Town()
    town.people = [.init(id: "C1", email: "a@mail.example.jp", phone: "+819011112222")]
    change(&town)
    return town
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let town: Town
    var reason: Reason?
    var detail: String?

    var testDescription: String { name }
  }

  @Test(
    "one reason alone",
    arguments: [
      Case(name: "nothing forbids", town: town()),
      Case(name: "no address", town: town { $0.people[0].email = nil }, reason: .noDestination),
      Case(
        name: "an opt_out", town: town { $0.events = [.init(id: "E1", customer: "C1")] },
        reason: .optedOut),
      Case(
        name: "no permission", town: town { $0.people[0].permission = nil }, reason: .noConsent),
      Case(
        name: "a bounce", town: town { $0.bounced = ["a@mail.example.jp"] }, reason: .bounced),
      Case(
        name: "a missing field", town: town { $0.people[0].missing = "family_name" },
        reason: .missingField, detail: "family_name"),
      Case(
        name: "a missing field comes after all else that is asked of a candidate alone",
        town: town {
          $0.people[0].missing = "family_name"
          $0.bounced = ["a@mail.example.jp"]
        }, reason: .bounced),
      Case(
        name: "suppressed by customer",
        town: town { $0.suppressions = [.init(id: "S1", type: "customer", customer: "C1")] },
        reason: .suppressed, detail: "other"),
      Case(
        name: "suppressed by an address that is not the destination",
        town: town { $0.suppressions = [.init(id: "S1", type: "phone", phone: "+819011112222")] },
        reason: .suppressed, detail: "other"),
      Case(
        name: "suppressed by a parent of the e-mail domain",
        town: town {
          $0.suppressions = [.init(id: "S1", type: "email_domain", domain: "@Example.JP")]
        },
        reason: .suppressed, detail: "other"),
      Case(
        name: "suppressed by a domain as people write one for all below it",
        town: town {
          $0.suppressions = [.init(id: "S1", type: "email_domain", domain: "*.example.jp")]
        },
        reason: .suppressed, detail: "other"),
      Case(
        name: "a domain that only ends alike",
        town: town { $0.suppressions = [.init(id: "S1", type: "email_domain", domain: "ample.jp")] }
      ),
      Case(
        name: "a row counts only for its type",
        town: town { $0.suppressions = [.init(id: "S1", type: "phone", customer: "C1")] }),
      Case(
        name: "a row of no type is of every type",
        town: town { $0.suppressions = [.init(id: "S1", customer: "C1")] },
        reason: .suppressed, detail: "other"),
      Case(
        name: "another channel",
        town: town {
          $0.suppressions = [.init(id: "S1", type: "customer", channel: "sms", customer: "C1")]
        }),
      Case(
        name: "a channel that cannot be read",
        town: town {
          $0.suppressions = [.init(id: "S1", type: "customer", channel: nil, customer: "C1")]
        }, reason: .suppressed, detail: "other"),
      Case(
        name: "a death holds for every channel",
        town: town {
          $0.suppressions = [
            .init(id: "S1", type: "customer", channel: "sms", reason: "deceased", customer: "C1")
          ]
        }, reason: .suppressed, detail: "deceased"),
      Case(
        name: "a reason that cannot be read holds for every channel",
        town: town {
          $0.suppressions = [
            .init(id: "S1", type: "customer", channel: "sms", reason: nil, customer: "C1")
          ]
        }, reason: .suppressed),
      Case(
        name: "not yet",
        town: town {
          $0.suppressions = [
            .init(id: "S1", type: "customer", from: Town.date + 1, customer: "C1")
          ]
        }),
      Case(
        name: "no longer",
        town: town {
          $0.suppressions = [
            .init(id: "S1", type: "customer", until: Town.date - 1, customer: "C1")
          ]
        }),
      Case(
        name: "first and last day count",
        town: town {
          $0.suppressions = [
            .init(
              id: "S1", type: "customer", from: Town.date, until: Town.date, customer: "C1")
          ]
        }, reason: .suppressed, detail: "other"),
      Case(
        name: "of several the smallest id gives the detail",
        town: town {
          $0.suppressions = [
            .init(id: "S2", type: "customer", reason: "legal", customer: "C1"),
            .init(id: "S10", type: "customer", reason: "internal", customer: "C1"),
          ]
        }, reason: .suppressed, detail: "internal"),
      Case(
        name: "a suppression comes before the note on the customer",
        town: town {
          $0.people[0].note = "対応中"
          $0.suppressions = [.init(id: "S1", type: "customer", customer: "C1")]
        }, reason: .suppressed, detail: "other"),
      Case(
        name: "a suppression is remembered when a later export no longer has it",
        town: town { $0.remembered = [.init(id: "S1", type: "customer", customer: "C1")] },
        reason: .suppressed, detail: "other"),
      Case(
        name: "the export's own row of an id counts, not the remembered one",
        town: town {
          $0.suppressions = [.init(id: "S1", type: "customer", customer: "C9")]
          $0.remembered = [.init(id: "S1", type: "customer", customer: "C1")]
        }),
      Case(
        name: "a suppression that the export has moved into the future holds as it is remembered",
        town: town {
          $0.suppressions = [
            .init(id: "S1", type: "customer", from: Town.date + 1, customer: "C1")
          ]
          $0.remembered = [.init(id: "S1", type: "customer", customer: "C1")]
        }, reason: .suppressed, detail: "other"),
    ])
  func alone(_ test: Case) throws {
    let found = try test.town.reason()
    #expect(found?.reason == test.reason)
    #expect(found?.detail == test.detail)
  }

  @Test(
    "notes on a customer",
    arguments: [
      ("クレーム", true), ("対応中", true), ("通常", false), ("クレームなし", false),
      ("クレーム 折返しなし", true), ("クレーム解決", false), ("クレーム 解決済", false),
      ("クレーム未解決", true), ("クレーム対応未完了", true), ("対応中→対応済", false),
      ("未連絡 クレーム対応済", true), ("クレーム(解決済)", true), ("対応中止", true), ("対応済", false),
    ] as [(String, Bool)])
  func notes(_ note: String, isComplaint: Bool) throws {
    let found = try Self.town { $0.people[0].note = note }.reason()
    #expect(found?.reason == (isComplaint ? .suppressed : nil))
    #expect(found?.detail == (isComplaint ? "complaint_handling" : nil))
  }

  @Test("the first reason is given and the others that held are kept")
  func order() throws {
    let town = Self.town {
      $0.people[0].note = "対応中"
      $0.events = [.init(id: "E1", customer: "C1")]
      $0.bounced = ["a@mail.example.jp"]
    }
    let result = try town.gate().decide([town.candidate(0, Town.message(holdout: 1))])
    let exclusion = try #require(result.exclusions.first)
    #expect(exclusion.reason == .suppressed)
    #expect(exclusion.also.list == [.optedOut, .bounced, .holdout])
  }

  @Test("a send id that the ledger holds of an earlier date is not sent again")
  func alreadySent() throws {
    let message = Town.message()
    let id = SendID(
      scenarioID: message.scenarioID, step: message.step, channel: "email", subjectKey: "C1",
      enteredOn: Town.date)
    for (day, reason) in [(Town.date - 1, Reason.alreadySent), (Town.date, nil)] {
      let town = Self.town {
        $0.sent = [.init(id: id.description, day: day, to: "x@example.jp")]
      }
      #expect(try town.reason(message)?.reason == reason)
    }
  }

  @Test(
    "only suppressed, opted_out and no_consent end a journey", arguments: Reason.allCases)
  func endings(_ reason: Reason) {
    #expect(reason.endsJourney == [.suppressed, .optedOut, .noConsent].contains(reason))
    let id = SendID(scenarioID: "", step: "", channel: "", subjectKey: "", enteredOn: 0)
    let outcome = GateResult.Outcome.excluded(reason, id, duplicateOf: nil)
    #expect(outcome.endOfJourney == (reason.endsJourney ? reason : nil))
  }

  @Test("who cannot be sent for want of a field takes nobody's place")
  func missingFieldBeforeDuplicatesAndCaps() throws {
    let town = Self.town {
      $0.people[0].missing = "family_name"
      $0.people.append(.init(id: "C2", email: "a@mail.example.jp"))
      $0.people.append(.init(id: "C3", email: "c@mail.example.jp", missing: "family_name"))
      $0.caps = [Cap(.email, limit: 1, days: 1)]
    }
    // The first of two with one address cannot be sent, so that the second is no duplicate.
    let message = Town.message()
    let result = try town.gate().decide((0..<3).map { town.candidate($0, message) })
    #expect(result.sends.map(\.subjectKey) == ["C2"])
    #expect(result.exclusions.map(\.reason) == [.missingField, .missingField])
    // What was not sent does not count toward a cap.
    let other = Candidate(
      message: Town.message("thanks", priority: 2), subjectKey: "C3", subject: .customer(2),
      enteredOn: Town.date, sendAt: Town.ten, row: 2)
    let both = try town.gate().decide([town.candidate(2, message), other])
    #expect(both.sends.map(\.message.scenarioID) == ["thanks"])
  }

  @Test("the next channel is tried only for want of a destination that works")
  func alternatives() throws {
    let message = Town.message(channels: [.email, .sms])
    let cases: [(Town, [Reason], Channel?)] = [
      (Self.town(), [], .email),
      (Self.town { $0.people[0].email = nil }, [.noDestination], .sms),
      (Self.town { $0.bounced = ["a@mail.example.jp"] }, [.bounced], .sms),
      (Self.town { $0.people[0].permission = 0 }, [.noConsent], nil),
      (
        Self.town {
          $0.people[0].email = nil
          $0.people[0].phone = nil
        }, [.noDestination, .noDestination], nil
      ),
    ]
    for (town, reasons, channel) in cases {
      let result = try town.gate().decide([town.candidate(0, message)])
      #expect(result.exclusions.map(\.reason) == reasons)
      #expect(result.sends.first?.channel == channel)
      #expect(result.conservation.allSatisfy { $0.candidates == 1 })
    }
  }
}
