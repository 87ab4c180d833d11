namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Patterns = """
        # modifiers §regular-expression: matches anywhere and minds case
        CommandLine|re: 'evil[0-9]+'
        + CommandLine=an evil42 thing
        - CommandLine=an EVIL42 thing
        - CommandLine=evil

        # modifiers §regular-expression: anchors
        CommandLine|re: '^cmd.*exe$'
        + CommandLine=cmd /c x.exe
        - CommandLine=a cmd.exe
        - CommandLine=cmd.exe x

        # modifiers §regular-expression: i
        CommandLine|re|i: 'evil'
        + CommandLine=EVIL
        + CommandLine=so evil
        - CommandLine=good

        # modifiers §regular-expression: ignorecase
        CommandLine|re|ignorecase: 'evil'
        + CommandLine=EVIL
        - CommandLine=good

        # modifiers §regular-expression: inline option
        CommandLine|re: '(?i)evil'
        + CommandLine=EVIL
        - CommandLine=good

        # modifiers §regular-expression: without m the anchors are those of the text
        Message|re: '^second$'
        + Message=second
        - Message=first{n}second{n}third

        # modifiers §regular-expression: m
        Message|re|m: '^second$'
        + Message=first{n}second{n}third
        + Message=second
        - Message=the second

        # modifiers §regular-expression: multiline
        Message|re|multiline: '^second$'
        + Message=first{n}second
        - Message=a second

        # modifiers §regular-expression: without s the dot stops at a line break
        Message|re: 'a.b'
        + Message=axb
        - Message=a{n}b

        # modifiers §regular-expression: s
        Message|re|s: 'a.b'
        + Message=a{n}b
        - Message=ab

        # modifiers §regular-expression: dotall
        Message|re|dotall: 'a.*b'
        + Message=a{n}{n}b
        - Message=a{n}

        # modifiers §regular-expression: several options
        Message|re|i|m|s: '^A.B$'
        + Message=x{n}a{n}b{n}y
        - Message=x a{n}b y

        # modifiers §regular-expression: wildcards mean nothing
        Text|re: 'a*'
        + Text=b
        + Text=

        # modifiers §regular-expression: character classes and alternatives
        Text|re: '(foo|ba[rz]){2}'
        + Text=foobar
        + Text=bazbaz
        - Text=foo

        # modifiers §regular-expression: shorthand classes
        Text|re: '\w+\s\d{2,3}\b'
        + Text=abc 12
        + Text=abc 123!
        - Text=abc 1
        - Text=abc 1234

        # modifiers §regular-expression: lazy quantifiers
        Text|re: '<.+?>'
        + Text=a <b> c
        - Text=a <> c

        # modifiers §regular-expression: needless escapes
        Text|re: '\"a\/b\-c'
        + Text="a/b-c
        - Text=a/b-c

        # modifiers §regular-expression: a list is joined by or
        Text|re:
          - '^a'
          - 'z$'
        + Text=abc
        + Text=xyz
        - Text=xax

        # modifiers §regular-expression: all
        Text|re|all:
          - '^a'
          - 'z$'
        + Text=a to z
        - Text=abc

        # modifiers §regular-expression: contains changes nothing
        Text|re|contains: 'b+'
        + Text=abbc
        - Text=ac

        # modifiers §regular-expression: startswith
        Text|re|startswith: 'b|c'
        + Text=bx
        + Text=cx
        - Text=xb

        # modifiers §regular-expression: endswith
        Text|re|endswith: 'b|c'
        + Text=xb
        + Text=xc
        - Text=bx

        # modifiers §regular-expression: an absent field
        Text|re: '.*'
        + Text=
        - {none}
        - Text={null}

        # modifiers §regular-expression: a number is its digits
        Text|re: 42
        + Text=1421
        - Text=24

        # modifiers §regular-expression: look-ahead
        Text|re: 'a(?=b)'
        ! look-around

        # modifiers §regular-expression: look-behind
        Text|re: '(?<!a)b'
        ! look-around

        # modifiers §regular-expression: back-reference
        Text|re: '(a)\1'
        ! back-reference

        # modifiers §regular-expression: too large a repetition
        Text|re: '(a{1000}){1000}'
        ! repetition

        # modifiers §regular-expression: not valid
        Text|re: 'a('
        ! not valid

        # modifiers §regular-expression: options need re
        Text|i: a
        ! needs the modifier 're' before it

        # modifiers §ip: a network of version 4
        DestinationIp|cidr: 10.0.0.0/8
        + DestinationIp=10.1.2.3
        + DestinationIp=10.255.255.255
        - DestinationIp=11.0.0.1
        - DestinationIp=10.1.2
        - DestinationIp=host10
        - DestinationIp=

        # modifiers §ip: prefixes that are no whole octets
        Ip|cidr: 172.16.0.0/12
        + Ip=172.31.255.255
        + Ip=172.16.0.0
        - Ip=172.32.0.0
        - Ip=172.15.255.255

        # modifiers §ip: every address
        Ip|cidr: 0.0.0.0/0
        + Ip=1.2.3.4
        - Ip=::1

        # modifiers §ip: one address
        Ip|cidr: 192.0.2.7/32
        + Ip=192.0.2.7
        - Ip=192.0.2.8

        # modifiers §ip: an address without a prefix
        Ip|cidr: 192.0.2.7
        + Ip=192.0.2.7
        - Ip=192.0.2.70

        # modifiers §ip: version 6
        Ip|cidr: 2001:db8::/32
        + Ip=2001:db8::1
        + Ip=2001:0DB8:0:0:1::
        - Ip=2001:db9::1
        - Ip=10.0.0.1

        # modifiers §ip: link-local addresses
        Ip|cidr: fe80::/10
        + Ip=fe80::1
        + Ip=febf::1
        - Ip=fec0::1

        # modifiers §ip: the loopback address
        Ip|cidr: ::1/128
        + Ip=::1
        + Ip=0:0:0:0:0:0:0:1
        - Ip=::2

        # modifiers §ip: several networks
        Ip|cidr:
          - 10.0.0.0/8
          - 192.168.0.0/16
          - fc00::/7
        + Ip=192.168.1.1
        + Ip=fd00::1
        - Ip=8.8.8.8

        # modifiers §ip: not a network
        Ip|cidr: 10.0.0.0/33
        ! no IP network

        # modifiers §ip: no address at all
        Ip|cidr: private
        ! no IP network
        """;
}
