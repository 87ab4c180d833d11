namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Comparisons = """
        # modifiers §numeric: lt
        Size|lt: 100
        + Size=99
        + Size=-5
        + Size=99.9
        - Size=100
        - Size=many
        - Size=
        - {none}

        # modifiers §numeric: lte
        Size|lte: 100
        + Size=100
        + Size=100.0
        - Size=100.1

        # modifiers §numeric: gt
        Size|gt: 100
        + Size=101
        + Size=1000000000000
        - Size=100
        - Size=0xFF

        # modifiers §numeric: gte
        Size|gte: 100
        + Size=100
        - Size=99
        - Size={null}

        # modifiers §numeric: a fraction
        Size|gt: 0.5
        + Size=0.51
        - Size=0.5
        - Size=.4

        # modifiers §numeric: a negative bound
        Size|lt: -1
        + Size=-2
        - Size=-1

        # modifiers §numeric: numbers are compared as numbers
        Size|gt: 9
        + Size=10
        - Size=8

        # modifiers §numeric: several bounds are joined by or
        Size|gt:
          - 100
          - 10
        + Size=11
        - Size=10

        # modifiers §numeric: all bounds
        Size|gt|all:
          - 100
          - 10
        + Size=101
        - Size=11

        # modifiers §numeric: a range by two keys
        Size|gte: 10
        Size|lt: 20
        + Size=10
        + Size=19
        - Size=20
        - Size=9

        # modifiers §numeric: a range needs one value only per key
        Size|gt: 5
        Size|lt: 3
        + Size=6 ;; Size=2
        - Size=4

        # modifiers §numeric: a text is no bound
        Size|lt: many
        ! needs a number

        # modifiers §numeric: null is no bound
        Size|lt: null
        ! needs a number

        # modifiers §numeric: neq
        Size|neq: 100
        + Size=101
        + Size=text
        + {none}
        - Size=100
        - Size=100.0

        # modifiers §generic: neq of a text
        Name|neq: evil
        + Name=good
        + {none}
        + Name=
        - Name=EVIL

        # modifiers §generic: neq of a list
        Name|neq:
          - evil
          - bad
        + Name=good
        - Name=evil
        - Name=bad

        # modifiers §generic: neq of a list, all of them
        Name|contains|all|neq:
          - a
          - b
        + Name=a
        + Name=c
        - Name=ab

        # modifiers §generic: contains and neq
        Name|contains|neq: evil
        + Name=good
        + {none}
        - Name=so evil

        # modifiers §generic: neq and contains
        Name|neq|contains: evil
        + Name=good
        - Name=so evil

        # modifiers §generic: endswith, several values and neq
        Image|endswith|neq:
          - '\a.exe'
          - '\b.exe'
        + Image=C:\c.exe
        - Image=C:\a.exe
        - Image=C:\b.exe

        # modifiers §generic: re and neq
        Name|re|neq: '^a'
        + Name=b
        - Name=a

        # modifiers §generic: cidr and neq
        Ip|cidr|neq: 10.0.0.0/8
        + Ip=8.8.8.8
        + Ip=unknown
        - Ip=10.0.0.1

        # modifiers §generic: gt and neq
        Size|gt|neq: 5
        + Size=5
        + {none}
        - Size=6

        # modifiers §generic: neq of null
        Name|neq: null
        + Name=
        + Name=x
        - {none}
        - Name={null}

        # modifiers §generic: neq of an empty text
        Name|neq: ''
        + Name=x
        + {none}
        - Name=

        # modifiers §generic: neq and a field with several values
        Name|neq: a
        + Name=b ;; Name=c
        - Name=b ;; Name=a

        # modifiers §time: hour
        Time|hour: 3
        + Time=2024-05-01T03:15:00Z
        + Time=2024-05-01 03:15:00
        + Time=2024-05-01T03:15:00.123+02:00
        - Time=2024-05-01T13:15:00Z
        - Time=2024-05-01
        - Time=yesterday
        - {none}

        # modifiers §time: minute
        Time|minute: 15
        + Time=2024-05-01T03:15:00Z
        - Time=2024-05-01T15:03:00Z

        # modifiers §time: day
        Time|day: 31
        + Time=2024-05-31T03:15:00Z
        + Time=2024-05-31
        - Time=2024-05-30T03:15:00Z
        - Time=2024-02-31T03:15:00Z

        # modifiers §time: month
        Time|month: 12
        + Time=2024-12-31T03:15:00Z
        - Time=2024-11-30T03:15:00Z

        # modifiers §time: year
        Time|year: 2024
        + Time=2024-12-31T03:15:00Z
        - Time=2023-12-31T03:15:00Z

        # modifiers §time: week as ISO 8601 counts
        Time|week: 1
        + Time=2024-01-01T00:00:00Z
        + Time=2024-12-30T00:00:00Z
        - Time=2024-01-08T00:00:00Z
        - Time=2023-01-01T00:00:00Z

        # modifiers §time: week 53
        Time|week: 53
        + Time=2020-12-31T00:00:00Z
        + Time=2021-01-01T00:00:00Z
        - Time=2021-12-31T00:00:00Z

        # modifiers §time: no conversion of zones
        Time|hour: 23
        + Time=2024-05-01T23:59:59-05:00
        - Time=2024-05-02T04:59:59Z

        # modifiers §time: several hours
        Time|hour:
          - 0
          - 1
        + Time=2024-05-01T00:15:00Z
        + Time=2024-05-01T01:15:00Z
        - Time=2024-05-01T02:15:00Z

        # modifiers §time: gte
        Time|hour|gte: 22
        + Time=2024-05-01T22:00:00Z
        + Time=2024-05-01T23:00:00Z
        - Time=2024-05-01T21:59:00Z

        # modifiers §time: lt
        Time|minute|lt: 10
        + Time=2024-05-01T22:09:00Z
        - Time=2024-05-01T22:10:00Z

        # modifiers §time: neq
        Time|hour|neq: 3
        + Time=2024-05-01T04:00:00Z
        + {none}
        - Time=2024-05-01T03:00:00Z

        # modifiers §time: outside of office hours
        early:
          Time|hour|lt: 8
        late:
          Time|hour|gte: 18
        condition: 1 of them
        + Time=2024-05-01T07:59:00Z
        + Time=2024-05-01T18:00:00Z
        - Time=2024-05-01T12:00:00Z

        # modifiers §time: a text is no hour
        Time|hour: three
        ! needs a number

        # modifiers §time: an hour beyond the day
        Time|hour: 24
        - Time=2024-05-01T24:00:00Z
        """;
}
