namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Wildcards = """
        # rules §string-wildcard: a star is any text, also none
        Image: 'antivirus_V*.exe'
        + Image=antivirus_V1.exe
        + Image=antivirus_V21.2.1.exe
        + Image=antivirus_V.exe
        - Image=antivirus_V1.exe.bak
        - Image=my_antivirus_V1.exe

        # rules §string-wildcard: a question mark is exactly one character
        Image: 'prog?.exe'
        + Image=progA.exe
        + Image=prog?.exe
        - Image=prog.exe
        - Image=progAB.exe

        # rules §string-wildcard: one character is one code point
        Name: 'a?c'
        + Name=aéc
        + Name=a😀c
        - Name=ac

        # rules §string-wildcard: wildcards at the start
        Image: '*\cmd.exe'
        + Image=C:\Windows\System32\cmd.exe
        + Image=\cmd.exe
        - Image=cmd.exe
        - Image=C:\cmd.exe.txt

        # rules §string-wildcard: several wildcards in one value
        CommandLine: 'a*b?d*'
        + CommandLine=axxbcd
        + CommandLine=abcdefg
        + CommandLine=abbcd
        - CommandLine=abd
        - CommandLine=xabcd

        # rules §string-wildcard: a star crosses line breaks
        Message: 'first*last'
        + Message=first{n}and{n}last
        + Message=firstlast
        - Message=first{n}la st

        # rules §string-wildcard: several question marks
        Code: '???'
        + Code=abc
        + Code=äöü
        - Code=ab
        - Code=abcd

        # rules §string-wildcard: question mark and star together
        Code: '?*'
        + Code=a
        + Code=abc
        - Code=

        # rules §string-wildcard: backtracking is needed
        Text: '*ab*abc'
        + Text=ababc
        + Text=xxabyyabxabc
        - Text=abc
        - Text=ababab

        # rules §string-wildcard: without wildcards the whole value must be the same
        Image: cmd.exe
        + Image=cmd.exe
        - Image=xcmd.exe
        - Image=cmd.exe{space}

        # rules §escape: an escaped star is a star
        Text: 'a\*b'
        + Text=a*b
        - Text=axxb
        - Text=a\*b

        # rules §escape: an escaped question mark is a question mark
        Text: 'why\?'
        + Text=why?
        - Text=whyx
        - Text=why\?

        # rules §escape: two backslashes and a star are a backslash and a wildcard
        Path: 'C:\\*'
        + Path=C:\
        + Path=C:\Windows
        - Path=C:*
        - Path=C:

        # rules §escape: three backslashes and a star are a backslash and a star
        Path: 'C:\\\*'
        + Path=C:\*
        - Path=C:\Windows
        - Path=C:*

        # rules §escape: a single backslash before another character stands for itself
        Path: 'C:\Windows\cmd.exe'
        + Path=C:\Windows\cmd.exe
        - Path=C:Windowscmd.exe
        - Path=C:\\Windows\\cmd.exe

        # rules §escape: two backslashes are one
        Path: 'C:\\Windows'
        + Path=C:\Windows
        - Path=C:\\Windows

        # rules §escape: four backslashes are two
        Path: '\\\\server\share'
        + Path=\\server\share
        - Path=\server\share

        # rules §escape: three backslashes are two
        Path: '\\\server'
        + Path=\\server
        - Path=\server
        - Path=\\\server

        # rules §escape: a backslash at the end stands for itself
        Path: 'C:\'
        + Path=C:\
        - Path=C:

        # rules §escape: two backslashes at the end are one
        Path: 'C:\\'
        + Path=C:\
        - Path=C:\\

        # rules §escape: escaped and plain wildcards side by side
        Text: '\**\?'
        + Text=*?
        + Text=*anything?
        - Text=anything?
        - Text=*anything

        # rules §escape: a percent sign needs no escape without expand
        Text: '%TEMP%\x'
        + Text=%TEMP%\x
        - Text=TEMP\x

        # rules §escape: double quotes in YAML escape before Sigma does
        Path: "C:\\Windows\\*"
        + Path=C:\Windows*
        - Path=C:\Windows\cmd.exe

        # rules §general: text is compared without regard to case
        Image: 'C:\Windows\CMD.exe'
        + Image=c:\windows\cmd.EXE
        + Image=C:\WINDOWS\CMD.EXE
        - Image=C:\Windows\CMD

        # rules §general: case folds beyond ASCII, one character to one
        Name: 'ÄÖÜ'
        + Name=äöü
        + Name=ÄöÜ
        - Name=aou

        # rules §general: Greek and Cyrillic fold too
        Name: 'ΑΒΓ*Привет'
        + Name=αβγ, привет
        + Name=ΑΒΓПРИВЕТ
        - Name=αβ привет

        # rules §general: sharp s is not two letters
        Name: 'straße'
        + Name=STRAßE
        - Name=STRASSE

        # rules §general: the dotless i is not i
        Name: 'title'
        + Name=TITLE
        - Name=tıtle
        """;
}
