namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string TextModifiers = """
        # modifiers §generic: contains
        CommandLine|contains: encoded
        + CommandLine=powershell -EncodedCommand
        + CommandLine=encoded
        - CommandLine=encode d
        - CommandLine=

        # modifiers §generic: contains with a wildcard within
        CommandLine|contains: 'a*b'
        + CommandLine=xxaxxbxx
        + CommandLine=ab
        - CommandLine=ba

        # modifiers §generic: contains with a question mark within
        CommandLine|contains: 'a?b'
        + CommandLine=xxaxbxx
        - CommandLine=xxabxx

        # modifiers §generic: contains with wildcards already there
        CommandLine|contains: '*evil*'
        + CommandLine=so evil
        - CommandLine=good

        # modifiers §generic: contains an escaped star
        CommandLine|contains: '\*'
        + CommandLine=rm *
        - CommandLine=rm x

        # modifiers §generic: contains an empty text is any text
        CommandLine|contains: ''
        + CommandLine=x
        + CommandLine=
        - {none}

        # modifiers §generic: contains a number is about its digits
        CommandLine|contains: 443
        + CommandLine=port 4430
        + CommandLine=443
        - CommandLine=44 3

        # modifiers §generic: startswith
        Image|startswith: 'C:\Users\'
        + Image=c:\users\x
        + Image=C:\Users\
        - Image=D:\C:\Users\

        # modifiers §generic: startswith a number
        Ip|startswith: 10
        + Ip=10.0.0.1
        + Ip=101
        - Ip=110

        # modifiers §generic: endswith
        Image|endswith: '\cmd.exe'
        + Image=C:\CMD.EXE
        - Image=C:\cmd.exe\x
        - Image=cmd.exe

        # modifiers §generic: endswith with a wildcard within
        Image|endswith: '\a?.exe'
        + Image=C:\ab.exe
        - Image=C:\a.exe

        # modifiers §generic: a list with contains
        CommandLine|contains:
          - one
          - two
        + CommandLine=a one
        + CommandLine=a two
        - CommandLine=a three

        # modifiers §generic: contains all
        CommandLine|contains|all:
          - one
          - two
        + CommandLine=two one
        + CommandLine=ONETWO
        - CommandLine=one

        # modifiers §generic: all before contains
        CommandLine|all|contains:
          - one
          - two
        + CommandLine=two one
        - CommandLine=two

        # modifiers §generic: all with one value
        CommandLine|contains|all: one
        ! list of several values

        # modifiers §generic: all with a list of one value
        CommandLine|contains|all:
          - one
        ! list of several values

        # modifiers §generic: cased
        Name|cased: 'Evil*'
        + Name=Evil
        + Name=EvilX
        - Name=evil
        - Name=EVIL

        # modifiers §generic: contains and cased
        Name|contains|cased: 'aB'
        + Name=xaBx
        - Name=xABx

        # modifiers §generic: cased and contains
        Name|cased|contains: 'aB'
        + Name=xaBx
        - Name=xabx

        # modifiers §generic: startswith and cased
        Name|startswith|cased: 'Ab'
        + Name=Abc
        - Name=ABc

        # modifiers §generic: endswith, cased and several values, all of them
        Name|contains|cased|all:
          - A
          - b
        + Name=xbxA
        - Name=xBxA

        # modifiers §generic: cased beyond ASCII
        Name|cased: 'ÄÖ'
        + Name=ÄÖ
        - Name=äö

        # modifiers §windash: a dash stands for every dash
        CommandLine|windash|contains: ' -enc'
        + CommandLine=powershell -enc x
        + CommandLine=powershell /enc x
        + CommandLine=powershell –enc x
        + CommandLine=powershell —enc x
        + CommandLine=powershell ―enc x
        - CommandLine=powershell enc x
        - CommandLine=powershell _enc x

        # modifiers §windash: a slash stands for every dash
        CommandLine|contains|windash: '/all'
        + CommandLine=whoami /all
        + CommandLine=whoami -all
        + CommandLine=whoami ―all
        - CommandLine=whoami all

        # modifiers §windash: the other dashes stand for every dash too
        CommandLine|windash|contains: '–all'
        + CommandLine=whoami /all
        + CommandLine=whoami -all
        - CommandLine=whoami all

        # modifiers §windash: all permutations of several flags
        CommandLine|windash|contains: '-a -b'
        + CommandLine=x -a -b
        + CommandLine=x /a -b
        + CommandLine=x -a /b
        + CommandLine=x —a ―b
        - CommandLine=x a b
        - CommandLine=x /a b

        # modifiers §windash: a dash within a word stays
        CommandLine|windash|contains: '-a-b'
        + CommandLine=x -a-b
        + CommandLine=x /a-b
        - CommandLine=x -a/b
        - CommandLine=x /a/b

        # modifiers §windash: a dash before no word stays
        CommandLine|windash|contains: 'a - b'
        + CommandLine=a - b
        - CommandLine=a / b

        # modifiers §windash: of two dashes the one before the word
        CommandLine|windash|contains: ' --flag'
        + CommandLine=x --flag
        + CommandLine=x -/flag
        - CommandLine=x //flag

        # modifiers §windash: after a wildcard
        CommandLine|windash: '*-flag*'
        + CommandLine=x /flag y
        + CommandLine=-flag
        - CommandLine=flag

        # modifiers §windash: without a dash nothing changes
        CommandLine|windash|contains: 'flag'
        + CommandLine=flag
        - CommandLine=fl-ag

        # modifiers §windash: with all
        CommandLine|windash|contains|all:
          - ' -a'
          - ' -b'
        + CommandLine=x /a -b
        + CommandLine=x -b /a
        - CommandLine=x /a

        # modifiers §windash: endswith
        CommandLine|endswith|windash: ' -q'
        + CommandLine=x /q
        - CommandLine=x /q y

        # modifiers §windash: cased
        CommandLine|windash|cased|contains: ' -E'
        + CommandLine=x /E
        - CommandLine=x /e

        # modifiers §windash: a path keeps its slashes within words
        Path|windash|contains: 'a/b'
        + Path=a/b
        - Path=a-b

        # modifiers §windash: too many flags
        CommandLine|windash: '-a -b -c -d -e -f -g'
        ! variants
        """;
}
