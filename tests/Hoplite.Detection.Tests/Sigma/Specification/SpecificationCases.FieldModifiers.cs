namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string FieldModifiers = """
        # modifiers §generic: exists
        PasswordLastSet|exists: true
        + PasswordLastSet=x
        + PasswordLastSet=
        + PasswordLastSet={null}
        - {none}
        - Other=x

        # modifiers §generic: exists not
        PasswordLastSet|exists: false
        + {none}
        + Other=x
        - PasswordLastSet=x
        - PasswordLastSet=
        - PasswordLastSet={null}

        # modifiers §generic: exists with the words yes and no
        A|exists: yes
        B|exists: no
        + A=1
        - A=1 ;; B=1

        # modifiers §generic: exists and neq
        A|exists|neq: true
        + {none}
        - A=

        # modifiers §generic: exists needs a truth value
        A|exists: 'maybe'
        ! true or false

        # modifiers §generic: exists takes one value
        A|exists:
          - true
          - false
        ! one truth value

        # modifiers §generic: exists goes alone
        A|exists|contains: true
        ! cannot follow 'exists'

        # modifiers §fieldref: the same text
        A|fieldref: B
        + A=x ;; B=x
        + A=X ;; B=x
        - A=x ;; B=y
        - A=x
        - B=x
        - {none}

        # modifiers §fieldref: an empty text is a text, null is not
        A|fieldref: B
        + A= ;; B=
        - A={null} ;; B={null}
        - A= ;; B=x

        # modifiers §fieldref: startswith
        A|fieldref|startswith: B
        + A=abcdef ;; B=ABC
        - A=abcdef ;; B=def
        - A=abcdef

        # modifiers §fieldref: endswith
        A|fieldref|endswith: B
        + A=abcdef ;; B=def
        - A=abcdef ;; B=abc

        # modifiers §fieldref: contains
        A|fieldref|contains: B
        + A=abcdef ;; B=cd
        + A=abcdef ;; B=
        - A=cd ;; B=abcdef

        # modifiers §fieldref: wildcards in the other field are text
        A|fieldref: B
        + A=a* ;; B=a*
        - A=abc ;; B=a*

        # modifiers §fieldref: cased
        A|fieldref|cased: B
        + A=x ;; B=x
        - A=X ;; B=x

        # modifiers §fieldref: neq
        A|fieldref|neq: B
        + A=x ;; B=y
        + A=x
        + {none}
        - A=x ;; B=x

        # modifiers §fieldref: several fields
        A|fieldref:
          - B
          - C
        + A=x ;; B=y ;; C=x
        - A=x ;; B=y

        # modifiers §fieldref: several values of a field
        A|fieldref: B
        + A=x ;; A=y ;; B=y
        + A=x ;; B=w ;; B=x
        - A=x ;; A=y ;; B=z

        # modifiers §fieldref: a dotted field
        A|fieldref: b.c
        + A=x ;; b.c=x
        - A=x ;; b=x

        # modifiers §fieldref: numbers are compared as text
        A|fieldref: B
        + A=10 ;; B=10
        - A=10 ;; B=10.0

        # modifiers §fieldref: needs the name of a field
        A|fieldref: 'B*'
        ! without wildcards

        # modifiers §expand: the values of a placeholder
        User|expand: '%Servers%'
        + User=srv1
        + User=SRV2
        - User=srv3
        - User=%Servers%

        # modifiers §expand: values may have wildcards
        User|expand: '%Administrators%'
        + User=root
        + User=adm_smith
        - User=admin

        # modifiers §expand: text around a placeholder
        User|expand: 'CORP\\%Servers%$'
        + User=CORP\srv1$
        - User=srv1$

        # modifiers §expand: several placeholders give every combination
        Pair|expand: '%Servers%-%Servers%'
        + Pair=srv1-srv1
        + Pair=srv1-srv2
        + Pair=srv2-srv1
        - Pair=srv1-

        # modifiers §expand: contains before expand
        User|contains|expand: '%Servers%'
        + User=xx srv1 xx
        - User=xx srv3 xx

        # modifiers §expand: expand before contains
        User|expand|contains: '%Servers%'
        + User=xx srv1 xx
        - User=srv

        # modifiers §expand: an escaped percent sign
        Text|expand: '\%plain%Servers%'
        + Text=%plainsrv1
        - Text=plainsrv1

        # modifiers §expand: without expand a placeholder is text
        User: '%Servers%'
        + User=%Servers%
        - User=srv1

        # modifiers §expand: neq
        User|expand|neq: '%Servers%'
        + User=other
        - User=srv1

        # modifiers §expand: networks
        Ip|cidr|expand: '%Networks%'
        + Ip=10.1.1.1
        + Ip=192.168.3.4
        - Ip=8.8.8.8

        # modifiers §expand: networks, the other way round
        Ip|expand|cidr: '%Networks%'
        + Ip=10.1.1.1
        - Ip=8.8.8.8

        # modifiers §expand: within a regular expression values are literal
        Text|re|expand: '^%Flags%$'
        + Text=a.b
        + Text=-enc
        - Text=axb

        # modifiers §expand: windash after expand sees the values
        Cmd|expand|windash|contains: ' %Flags%'
        + Cmd=x /enc
        + Cmd=x -enc
        - Cmd=x enc

        # modifiers §expand: a percent sign that closes nothing
        Text|expand: '100%'
        + Text=100%
        - Text=100

        # modifiers §expand: a placeholder without a value
        User|expand: '%Unknown%'
        ! %Unknown% has no value
        """;
}
