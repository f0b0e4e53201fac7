/// The flows of the playbook, as they stand in definition files.
enum PlaybookFlow {
  /// 1, 3, 10, 11, 12
  static let onceAgain = """
    - send: A
    - wait: 1 day after A
    - if: open(A)
      then:
        - send: B
      else:
        - send: A'
        - wait: 1 day after A'
        - send: B
    """

  /// 2, 4, 7, 8
  static let dormant = """
    - send: A
    - wait: 3 days after A
    - if: open(A)
      then:
        - send: B
      else:
        - send: A'
        - wait: 3 days after A'
        - if: open(A')
          then:
            - send: B
          else:
            - end: cold
    - wait: 3 days after B
    - if: open(B)
      then:
        - wait: 6 days after B
        - send: C
      else:
        - send: B'
        - wait: 3 days after B'
        - send: C
    """

  /// 5
  static let visit = """
    - send: A
    - wait: 3 days after A
    - if: open(A)
      then:
        - send: B
        - wait: 3 days after B
        - if: open(B)
          then:
            - send: D
          else:
            - send: E
      else:
        - send: C
        - wait: 3 days after C
        - send: E
    """

  /// 6
  static let rebooking = """
    - send: A
    - wait: 3 days after A
    - if: open(A)
      then:
        - send: C
      else:
        - send: B
    """

  /// 9
  static let site = """
    - send: A
    - wait: 1 day after A
    - if: open(A)
      then:
        - send: B
      else:
        - send: A'
    """

  /// 13
  static let follow = """
    - send: A
    - wait: 3 days after A
    - send: B
    - wait: 3 days after B
    - send: C
    - wait: 3 days after C
    - send: D
    - wait: 3 days after D
    - send: E
    """

  /// 14, 15, 16, 18
  static let reminder = """
    - send: A
    - wait: 3 days after A
    - if: open(A)
      then:
        - end: done
      else:
        - send: A'
    """

  /// 17
  static let benefit = """
    - send: A
    - wait: 3 days after A
    - if: open(A)
      then:
        - wait: 5 days after A
        - send: B
      else:
        - send: A'
        - wait: 2 days after A'
        - send: B
    """

  /// 19
  static let referral = """
    - send: A
    - wait: 1 day after A
    - if: open(A)
      then:
        - wait: 6 days after A
        - if: click(A)
          then:
            - end: goal
          else:
            - send: B
      else:
        - send: A'
        - wait: 5 days after A'
        - if: click(A')
          then:
            - end: goal
          else:
            - send: B
    """

  /// 20
  static let address = """
    - send: A
    - wait: 3 days after A
    - send: A'
    """

  /// 21, 22, 23
  static let coupon = """
    - send: A
    - wait: 1 day after A
    - if: open(A)
      then:
        - wait: 4 days after A
        - send: B
      else:
        - send: A'
        - wait: 3 days after A'
        - send: B
    """
}
