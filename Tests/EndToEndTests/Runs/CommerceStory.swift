/// Somebody in the shop's fixture, and what a day does with them.
struct CommerceStory: Sendable, CustomStringConvertible {
  let date: String
  let scenario: String
  let step: String
  let subject: String
  /// Nil where nothing comes up for them.
  let result: String?
  let why: String

  init(_ day: String, _ message: String, _ subject: String, _ result: String?, _ why: String) {
    let names = message.split(separator: "/")
    date = "2026-\(day)"
    scenario = String(names[0])
    step = String(names[1])
    self.subject = subject
    self.result = result
    self.why = why
  }

  var description: String { "\(scenario)/\(step) \(subject): \(why)" }

  static let all: [CommerceStory] =
    restock + joining + anniversaries + carts + deliveries + interest + downloads

  private static let restock = [
    CommerceStory("02-25", "back_in_stock_email/A", "R002", "sent", "stock came back today"),
    .init("02-25", "back_in_stock_line/A", "R002", "sent", "asked for both"),
    .init("02-25", "back_in_stock_email/A", "R011", "sent", "no newsletter, but agreed to this"),
    .init("02-25", "back_in_stock_email/A", "R001", nil, "the same member asked again later"),
    .init("02-25", "back_in_stock_email/A", "R004", "no_consent", "never agreed to anything"),
    .init("02-25", "back_in_stock_email/A", "R007", "no_consent", "from a bought list"),
    .init("02-25", "back_in_stock_email/A", "R005", nil, "asked twice, and has bought it today"),
    .init("02-25", "back_in_stock_email/A", "R025", nil, "the same member's first request"),
    .init("02-25", "back_in_stock_email/A", "R008", nil, "stock came, but the sale has ended"),
    .init("02-25", "back_in_stock_email/A", "R009", nil, "two pieces are not enough"),
    .init("02-28", "back_in_stock_email/A", "R009", "sent", "eight are"),
    .init("02-25", "back_in_stock_email/A", "R013", nil, "asked over 90 days ago"),
    .init("02-25", "back_in_stock_email/A", "R014", nil, "not counted since they asked"),
    .init("02-24", "back_in_stock_email/A", "R024", nil, "came back and is nearly gone again"),
    .init("02-25", "back_in_stock_email/A", "R015", "no_destination", "a member nobody knows"),
    .init("02-25", "back_in_stock_line/A", "R003", "opted_out", "has blocked the account"),
    .init("02-25", "back_in_stock_line/A", "R018", nil, "asked over 90 days ago"),
    .init("02-25", "back_in_stock_line/A", "R019", nil, "the sale has ended"),
    .init("02-28", "back_in_stock_line/A", "R020", nil, "has bought it yesterday"),
    .init("02-25", "back_in_stock_line/A", "R021", nil, "the same member asked again later"),
    .init("02-25", "back_in_stock_line/A", "R022", "sent", "and is told once"),
    .init(
      "02-25", "back_in_stock_email/A", "R006", "suppressed complaint_handling",
      "support asked to leave them alone"),
    .init("02-28", "back_in_stock_email/A", "R010", "sent", "weekly, but this one was asked for"),
    .init("02-26", "back_in_stock_email/A", "R002", nil, "answered once, yesterday"),
  ]

  private static let joining = [
    CommerceStory("02-24", "welcome/A", "M0001", "sent", "joined yesterday"),
    .init("02-26", "welcome/B", "M0001", "sent", "day 3"),
    .init("03-02", "welcome/C", "M0001", "sent", "day 7"),
    .init("02-24", "welcome/A", "M0002", "sent", "joined yesterday"),
    .init("02-26", "welcome/B", "M0002", nil, "has ordered since"),
    .init("02-26", "welcome/B", "M0007", "sent", "has ordered and cancelled"),
    .init("02-24", "welcome/A", "M0007", "sent", "a day late: no run on the day"),
    .init("02-25", "welcome/A", "M0003", nil, "wants no mail"),
    .init("02-25", "welcome/A", "M0005", nil, "a yes without an origin is none"),
    .init("02-25", "welcome/A", "M0006", "opted_out", "does not want this topic"),
    .init("02-27", "cart_abandoned/A", "C012", "sent", "the same member wants that one"),
    .init("02-26", "welcome/A", "M0004", "no_destination", "left no address"),
    .init("02-26", "welcome/B", "M0021", "bounced", "the first mail came back"),
    .init("02-26", "welcome/B", "M0044", "opted_out", "unsubscribed by the first mail's link"),
    .init("02-26", "welcome/B", "M0057", "opted_out", "refused by the address alone"),
    .init("03-02", "welcome/C", "M0047", "frequency_cap", "had three mails in seven days"),
  ]

  private static let anniversaries = [
    CommerceStory("02-26", "birthday/A", "M0022", "sent", "born on 平成2年2月26日"),
    .init("02-28", "birthday/A", "M0023", "sent", "born on 29 February"),
    .init("03-01", "birthday/A", "M0023", nil, "and not once more on 1 March"),
    .init("02-27", "birthday/A", "M0025", nil, "a company has no birthday"),
    .init("02-27", "joining_day/A", "M0025", "sent", "but has joined five years ago"),
    .init("02-28", "birthday/A", "M0026", "frequency_cap weekly", "asked for one mail a week"),
    .init("02-26", "birthday/A", "M0058", nil, "a refusal without a time is the latest"),
    .init("02-25", "birthday/A", "M0056", nil, "an answer nobody can read is a refusal"),
    .init("02-27", "birthday/A", "M0046", "sent", "refused, and agreed again since"),
    .init("03-01", "birthday/A", "M0055", "sent", "no origin, but agreed in person"),
    .init(
      "02-25", "birthday/A", "M0043", "suppressed competitor", "the whole domain is left alone"),
    .init("02-28", "joining_day/A", "M0024", "sent", "joined on 29 February 2024"),
    .init("02-28", "joining_day/A", "M0070", "frequency_cap", "the birthday goes first"),
    .init("02-24", "joining_day/A", "M0001", nil, "joined yesterday: no anniversary"),
    .init("02-26", "joining_day/A", "M0048", "sent", "the pause ended yesterday"),
    .init("02-27", "joining_day/A", "M0060", "suppressed legal", "by the address"),
    .init("03-01", "joining_day/A", "M0061", "sent", "the complaint is settled"),
    .init("02-25", "joining_day/A", "M0063", "sent", "a wish nobody can read is none"),
    .init("02-25", "joining_day/A", "M0072", nil, "an empty permission is no consent"),
  ]

  private static let carts = [
    CommerceStory("02-24", "cart_abandoned/A", "C001", "sent", "a cart of yesterday"),
    .init("02-26", "cart_abandoned/B", "C001", "sent", "opened the first mail"),
    .init("02-26", "cart_abandoned/B", "C002", nil, "opened it and ordered"),
    .init("02-26", "cart_abandoned/B", "C003", nil, "did not open it"),
    .init("02-25", "cart_abandoned/A", "C004", nil, "ordered the same evening"),
    .init("02-25", "cart_abandoned/A", "C005", nil, "all of it is sold out"),
    .init("02-27", "cart_abandoned/B", "C015", nil, "sold out since the first mail"),
    .init("02-25", "cart_abandoned/A", "C006", "sent", "two members with one address"),
    .init("02-25", "cart_abandoned/A", "C018", "sent", "a restock notice takes no mail's place"),
    .init("02-26", "cart_abandoned/A", "C019", "sent", "ordered, and cancelled today"),
    .init("02-26", "cart_abandoned/A", "C008", "frequency_cap", "the birthday goes first"),
    .init("02-26", "cart_abandoned/A", "C011", nil, "a visitor whom nobody knows"),
    .init("02-26", "cart_abandoned/A", "C013", "opted_out", "does not want this topic"),
    .init("02-26", "cart_abandoned/A", "C014", nil, "complained about a mail yesterday"),
    .init("03-02", "cart_abandoned/A", "C010", "frequency_cap monthly", "one mail a month"),
  ]

  private static let deliveries = [
    CommerceStory("02-24", "review_request/A", "O005", "sent", "delivered ten days ago"),
    .init("02-28", "review_request/B", "O005", "sent", "three days before the deadline"),
    .init("03-01", "review_request/B", "O006", nil, "has clicked the first mail"),
    .init("02-25", "review_request/A", "O007", nil, "has sent the goods back"),
    .init("02-25", "review_request/A", "O018", nil, "wants no mail"),
    .init("02-28", "review_request/B", "O017", nil, "has sent them back since the first mail"),
    .init("02-26", "review_request/A", "O012", "sent", "of two orders of a day, one mail"),
    .init("02-25", "delivery_survey/A", "M0032", "sent", "delivered five days ago"),
    .init("02-26", "delivery_survey/A", "M0033", "opted_out", "does not want this topic"),
    .init("02-26", "delivery_survey/A", "M0031", nil, "has sent the goods back"),
    .init("02-27", "delivery_survey/A", "M0065", nil, "was asked two days ago"),
    .init("03-02", "delivery_survey/A", "M0035", "sent", "delivered five days ago"),
  ]

  private static let interest = [
    CommerceStory("02-27", "viewed_not_bought/A", "M0034", "sent", "of two products, one mail"),
    .init("02-26", "viewed_not_bought/A", "M0034", nil, "Fridays only"),
    .init("02-27", "viewed_not_bought/A", "M0035", nil, "has bought it"),
    .init("02-27", "viewed_not_bought/A", "M0036", nil, "never again, of anything"),
    .init("02-27", "viewed_not_bought/A", "M0068", nil, "has it in the cart"),
    .init("02-27", "viewed_not_bought/A", "M0051", nil, "it is sold out"),
    .init("02-27", "viewed_not_bought/A", "M0047", "frequency_cap", "three mails in seven days"),
    .init("02-26", "interest_rising/A", "M0037", "sent", "six views, two in the weeks before"),
    .init("02-27", "interest_rising/A", "M0037", nil, "was written to yesterday"),
    // Nine views in the three weeks before, then six, five of which were before the login.
    .init("02-27", "interest_rising/A", "M0050", "sent", "exactly twice as many as before"),
    .init("02-25", "interest_rising/A", "M0018", nil, "wants no mail"),
    .init("02-24", "interest_rising/A", "M0068", nil, "has something in the cart"),
    .init("02-26", "interest_rising/A", "M0049", nil, "looks at as much every week"),
    .init("02-26", "interest_falling/A", "M0038", "sent", "last seen 21 days ago"),
    .init("02-24", "interest_falling/A", "M0052", "sent", "a day late: no run on the day"),
    .init("02-24", "interest_falling/A", "M0053", nil, "24 days ago: too late"),
    .init("02-25", "interest_falling/A", "M0039", nil, "has ordered since"),
    .init("02-26", "interest_falling/A", "M0068", nil, "has not logged in, but looked since"),
    .init("02-26", "interest_falling/A", "M0072", nil, "an empty permission is no consent"),
    .init("02-26", "interest_falling/A", "M0071", nil, "never came often"),
  ]

  private static let downloads = [
    CommerceStory("02-25", "download_follow/A", "M0040", "sent", "two downloads, one mail"),
    .init("02-28", "download_follow/A", "M0040", nil, "was written to three days ago"),
    .init("02-26", "download_follow/A", "M0018", nil, "wants no mail"),
    .init("02-25", "download_follow/A", "M0041", "missing_field owner_name", "nobody signs"),
    .init(
      "03-01", "download_follow/A", "M0069", "missing_field owner_email", "nobody to reply to"),
    .init(
      "02-26", "download_follow/A", "M0042", "suppressed complaint_handling",
      "a note says that a complaint is being handled"),
  ]
}
