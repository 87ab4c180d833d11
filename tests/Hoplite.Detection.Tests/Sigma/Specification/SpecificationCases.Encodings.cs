namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Encodings = """
        # modifiers §encoding: base64
        Payload|base64: foobar
        + Payload=Zm9vYmFy
        - Payload=foobar
        - Payload=Zm9vYmFyCg==

        # modifiers §encoding: base64 and contains
        Payload|base64|contains: foobar
        + Payload=xxZm9vYmFyxx
        - Payload=foobar

        # modifiers §encoding: base64 with padding
        Payload|base64: fo
        + Payload=Zm8=
        - Payload=Zm8

        # modifiers §encoding: base64 of UTF-8
        Payload|base64: 'é'
        + Payload=w6k=
        - Payload=6Q==

        # modifiers §encoding: base64 of an escaped star
        Payload|base64: 'a\*'
        + Payload=YSo=
        - Payload=YVwq

        # modifiers §encoding: base64 of several values
        Payload|base64|contains:
          - foo
          - bar
        + Payload=xxZm9vxx
        + Payload=xxYmFyxx
        - Payload=xxYmF6xx

        # modifiers §encoding: base64 and cased
        Payload|base64|contains|cased: foo
        + Payload=Zm9v
        - Payload=zm9v

        # modifiers §encoding: base64 of wildcards
        Payload|base64: 'foo*'
        ! with wildcards

        # modifiers §encoding: contains before base64 puts wildcards there
        Payload|contains|base64: foo
        ! with wildcards

        # modifiers §encoding: base64 of nothing
        Payload|base64: ''
        ! needs a text

        # modifiers §encoding: base64offset
        Payload|base64offset|contains: foobar
        + Payload=Zm9vYmFy
        + Payload=eGZvb2Jhcng=
        + Payload=eHhmb29iYXJ4eA==
        + Payload=eHh4Zm9vYmFyeHh4
        - Payload=foobar
        - Payload=Zm9vYmE=

        # modifiers §encoding: base64offset of a URL
        Payload|base64offset|contains: 'http://'
        + Payload=aHR0cDovL2V4YW1wbGU=
        + Payload=IGh0dHA6Ly9leGFtcGxl
        + Payload=ICBodHRwOi8vZXhhbXBsZQ==
        - Payload=aHR0cHM6Ly9leGFtcGxl

        # modifiers §encoding: base64offset of wildcards
        Payload|base64offset: 'foo?'
        ! with wildcards

        # modifiers §encoding: wide
        Text|wide: cmd
        + Text=c{0}m{0}d{0}
        - Text=cmd
        - Text={0}c{0}m{0}d

        # modifiers §encoding: utf16le is the same
        Text|utf16le: cmd
        + Text=c{0}m{0}d{0}
        - Text=cmd

        # modifiers §encoding: utf16be
        Text|utf16be: cmd
        + Text={0}c{0}m{0}d
        - Text=c{0}m{0}d{0}

        # modifiers §encoding: utf16 has a byte order mark
        Text|utf16: cmd
        + Text=ÿþc{0}m{0}d{0}
        - Text=c{0}m{0}d{0}

        # modifiers §encoding: wide and contains
        Text|wide|contains: cmd
        + Text=xxc{0}m{0}d{0}xx
        - Text=xxcmdxx

        # modifiers §encoding: wide keeps wildcards
        Text|wide: 'a*b'
        + Text=a{0}xyb{0}
        - Text=axyb

        # modifiers §encoding: wide beyond ASCII
        Text|wide: '€'
        + Text=¬{space}
        - Text=€

        # modifiers §encoding: wide then base64
        Payload|wide|base64: foo
        + Payload=ZgBvAG8A
        - Payload=Zm9v

        # modifiers §encoding: utf16be then base64
        Payload|utf16be|base64: foo
        + Payload=AGYAbwBv
        - Payload=ZgBvAG8A

        # modifiers §encoding: utf16 then base64
        Payload|utf16|base64: foo
        + Payload=//5mAG8AbwA=
        - Payload=ZgBvAG8A

        # modifiers §encoding: wide, base64offset and contains
        Payload|wide|base64offset|contains: 'IEX'
        + Payload=SQBFAFgA
        + Payload=eEkARQBYAHg=
        + Payload=eHhJAEUAWAB4eA==
        - Payload=IEX
        - Payload=SUVY

        # modifiers §encoding: wide of a list, all of them
        Payload|wide|base64offset|contains|all:
          - foo
          - bar
        + Payload=ZgBvAG8AIABiAGEAcgA=
        - Payload=ZgBvAG8A

        # modifiers §encoding: UTF-16 twice
        Payload|wide|utf16be: foo
        ! twice

        # modifiers §encoding: a mark before a wildcard
        Payload|contains|utf16: foo
        ! cannot start with a wildcard

        # modifiers §encoding: base64 of null
        Payload|base64: null
        ! cannot be applied to null

        # modifiers §encoding: base64 twice
        Payload|base64|base64: foo
        + Payload=Wm05dg==
        - Payload=Zm9v
        """;
}
