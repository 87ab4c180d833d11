namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Keywords = """
        # rules §keywords: a list is joined by or over the whole event
        keywords:
          - EVILSERVICE
          - 'svchost.exe -n evil'
        condition: keywords
        + Message=started evilservice today
        + Any=run svchost.exe -n evil now
        + {none} ;; raw=... EvilService ...
        - Message=evil service
        - {none}

        # rules §keywords: all joins them by and
        keywords:
          '|all':
            - OabVirtualDirectory
            - ' -ExternalUrl '
        condition: keywords
        + {none} ;; raw=Set-OabVirtualDirectory -ExternalUrl http
        + A=OabVirtualDirectory ;; B=x -ExternalUrl y
        - A=OabVirtualDirectory ;; B=ExternalUrl
        - B=x -ExternalUrl y

        # rules §keywords: one keyword without a list
        keywords: mimikatz
        condition: keywords
        + Cmd=run MIMIKATZ.exe
        - Cmd=mimi katz

        # rules §keywords: wildcards within
        keywords:
          - 'a*z'
          - 'q?q'
        condition: keywords
        + M=xx a--z xx
        + M=qXq
        - M=qq
        - M=z a

        # rules §keywords: escaped wildcards
        keywords:
          - 'a\*b'
        condition: keywords
        + M=xxa*bxx
        - M=xxacbxx

        # rules §keywords: a number is looked for as text
        keywords:
          - 4688
        condition: keywords
        + M=event 4688 seen
        + EventID=4688
        - EventID=4689

        # rules §keywords: a regular expression
        keywords:
          '|re': 'evil[0-9]+'
        condition: keywords
        + M=see evil42 here
        - M=see EVIL42 here
        - M=evil

        # rules §keywords: several regular expressions, all of them
        keywords:
          '|re|all':
            - 'a\d'
            - 'b\d'
        condition: keywords
        + M=a1 b2
        + M=a1 ;; N=b2
        - M=a1 b

        # rules §keywords: case as written
        keywords:
          '|cased': Evil
        condition: keywords
        + M=so Evil it is
        - M=so evil it is

        # rules §keywords: contains changes nothing
        keywords:
          '|contains':
            - evil
        condition: keywords
        + M=so evil it is
        - M=good

        # rules §keywords: startswith is about each value
        keywords:
          '|startswith': 'GET /'
        condition: keywords
        + Request=get /index
        - Request=a GET /index

        # rules §keywords: encoded
        keywords:
          '|base64offset|contains':
            - http://
        condition: keywords
        + M=x aHR0cDovL2V4YW1wbGU= y
        - M=http://

        # rules §keywords: an empty name of a field is a keyword too
        '': evil
        + M=evil
        - M=good

        # rules §keywords: null is no keyword
        keywords:
          - null
        condition: keywords
        ! cannot be null

        # rules §keywords: exists needs a field
        keywords:
          '|exists': true
        condition: keywords
        ! needs a field

        # rules §keywords: a comparison needs a field
        keywords:
          '|gt': 5
        condition: keywords
        ! needs a field

        # rules §keywords: negated
        keywords:
          - evil
        other:
          A: 1
        condition: other and not keywords
        + A=1 ;; raw=nothing
        - A=1 ;; raw=an evil thing
        """;
}
