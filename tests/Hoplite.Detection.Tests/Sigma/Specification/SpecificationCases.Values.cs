namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Values = """
        # rules §lists: a list of values is joined by or
        EventID:
          - 517
          - 1102
        + EventID=517
        + EventID=1102
        - EventID=518
        - {none}

        # rules §maps: the items of a map are joined by and
        EventLog: Security
        EventID: 4769
        TicketOptions: '0x40810000'
        TicketEncryption: '0x17'
        + EventLog=Security ;; EventID=4769 ;; TicketOptions=0x40810000 ;; TicketEncryption=0x17
        - EventLog=Security ;; EventID=4769 ;; TicketOptions=0x40810000
        - EventLog=Security ;; EventID=4769 ;; TicketOptions=0x40810000 ;; TicketEncryption=0x12

        # rules §maps: field order in the event does not matter
        A: 1
        B: x
        + B=x ;; A=1
        - B=1 ;; A=x

        # rules §lists: a list of maps is joined by or
        selection:
          - Image|endswith: '\example.exe'
          - Description|contains: 'Test executable'
        condition: selection
        + Image=C:\example.exe
        + Description=A test executable of ours
        + Image=C:\example.exe ;; Description=none
        - Image=C:\example.dll ;; Description=none

        # rules §lists: each map of a list is joined by and within
        selection:
          - A: 1
            B: 2
          - C: 3
        condition: selection
        + A=1 ;; B=2
        + C=3 ;; A=9
        - A=1
        - B=2 ;; A=3

        # rules §lists: maps and keywords in one list
        selection:
          - A: 1
          - evil
        condition: selection
        + A=1
        + Other=an EVIL thing
        + {none} ;; raw=something evil here
        - A=2

        # rules §values: a number matches its text
        EventID: 4688
        + EventID=4688
        + EventID=04688
        + EventID=4688.0
        - EventID=46880
        - EventID=0x1250
        - EventID=

        # rules §values: a negative number and a fraction
        Score: -1.5
        + Score=-1.5
        + Score=-1.50
        - Score=1.5
        - Score=-15

        # rules §values: a quoted number is a text
        Status: '10'
        + Status=10
        - Status=10.0
        - Status=010

        # rules §values: a number with zeros before it, in quotes, keeps them
        Code: '007'
        + Code=007
        - Code=7

        # rules §values: a hexadecimal text stays a text
        Ticket: '0x17'
        + Ticket=0x17
        + Ticket=0X17
        - Ticket=23

        # rules §values: something like an exponent stays a text
        Hash: 12e45
        + Hash=12E45
        - Hash=12

        # rules §values: a truth value is its word
        Initiated: true
        + Initiated=true
        + Initiated=True
        - Initiated=false
        - Initiated=1

        # rules §values: a quoted truth value is the same word
        Initiated: 'false'
        + Initiated=False
        - Initiated=true
        - {none}

        # rules §values: a date is a text
        Day: 2024-05-01
        + Day=2024-05-01
        - Day=2024-05-02

        # rules §values: no in plain is a text
        Answer: no
        + Answer=NO
        - Answer=false

        # rules §special-values: empty means present and empty
        Field: ''
        + Field=
        - Field=x
        - Field={null}
        - Other=
        - {none}

        # rules §special-values: null means absent or null
        PasswordLastSet: null
        + {none}
        + PasswordLastSet={null}
        + Other=x
        - PasswordLastSet=
        - PasswordLastSet=x

        # rules §special-values: a tilde is null
        Field: ~
        + {none}
        - Field=~

        # rules §special-values: nothing after the colon is null
        Field:
        + {none}
        - Field=

        # rules §special-values: the quoted word null is a text
        Field: 'null'
        + Field=null
        - {none}
        - Field={null}

        # rules §special-values: not null by way of a negated selection
        selection:
          EventID: 4738
        filter:
          PasswordLastSet: null
        condition: selection and not filter
        + EventID=4738 ;; PasswordLastSet=today
        + EventID=4738 ;; PasswordLastSet=
        - EventID=4738
        - EventID=4738 ;; PasswordLastSet={null}

        # rules §special-values: empty and null as selections of their own
        main:
          FieldA: something
        empty1:
          FieldB: ''
        empty2:
          FieldB: null
        condition: main and 1 of empty*
        + FieldA=something ;; FieldB=
        + FieldA=something
        - FieldA=something ;; FieldB=x
        - FieldB=

        # rules §special-values: null cannot be in a list
        FieldB:
          - ''
          - null
        ! holds null

        # rules §special-values: a lone star is any value, also an empty one
        Field: '*'
        + Field=x
        + Field=
        - {none}
        - Field={null}

        # rules §special-values: an empty text among others
        Field:
          - ''
          - '-'
        + Field=
        + Field=-
        - Field=x
        - {none}

        # rules §values: a field with several values passes when one does
        Data: beta
        + Data=alpha ;; Data=beta
        + Data=beta ;; Data=alpha
        - Data=alpha ;; Data=gamma

        # rules §values: several values and all
        Data|contains|all:
          - one
          - two
        + Data=one two
        + Data=one ;; Data=two
        - Data=one

        # rules §values: null among several values
        Data: null
        + Data=x ;; Data={null}
        - Data=x ;; Data=y

        # rules §values: negation looks at every value
        selection:
          Data: a
        condition: not selection
        + Data=b ;; Data=c
        + {none}
        - Data=b ;; Data=a

        # rules §field-usage: names of fields keep their case
        Image: x
        + Image=x
        - image=x

        # rules §field-usage: a dotted name
        winlog.event_data.Image|endswith: '.exe'
        + winlog.event_data.Image=a.exe
        - Image=a.exe

        # rules §field-usage: other signs in names
        '@timestamp|startswith': '2024'
        cs-method: GET
        + @timestamp=2024-01-01 ;; cs-method=get
        - @timestamp=2023-01-01 ;; cs-method=GET

        # rules §values: a map is no value
        Field:
          Inner: x
        ! needs a value

        # rules §values: a list within a list is no value
        Field:
          - [a, b]
        ! no value

        # rules §values: an empty list is no value
        Field: []
        ! needs a value

        # rules §maps: an empty selection says nothing
        selection: {}
        condition: selection
        ! is empty

        # rules §maps: a selection that is null says nothing
        selection:
        condition: selection
        ! is empty

        # rules §maps: the same field twice in one map
        A: 1
        A: 2
        ! twice
        """;
}
