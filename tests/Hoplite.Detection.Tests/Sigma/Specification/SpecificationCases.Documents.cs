namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Documents = """
        # rules §document: several documents in one file
        title: One
        logsource:
          product: any
        detection:
          s:
            A: 1
          condition: s
        ---
        title: Two
        logsource:
          product: any
        detection:
          s:
            B: 1
          condition: s
        + A=1
        + B=1
        - C=1

        # rules §document: an anchor and its alias
        title: One
        logsource:
          product: any
        detection:
          a:
            A: &values [x, y]
          b:
            B: *values
          condition: a and b
        + A=x ;; B=y
        - A=x ;; B=z

        # rules §document: a merge key
        title: One
        logsource:
          product: any
        detection:
          a: &base
            A: 1
            B: 2
          b:
            <<: *base
            B: 3
          condition: b
        + A=1 ;; B=3
        - A=1 ;; B=2

        # rules §document: flow style
        title: One
        logsource: { product: any }
        detection: { s: { A: [1, 2], 'B|contains': x }, condition: s }
        + A=2 ;; B=axb
        - A=3 ;; B=axb

        # rules §document: a block text as value
        title: One
        logsource:
          product: any
        detection:
          s:
            A: |-
              first
              second
          condition: s
        + A=first{n}second
        - A=first second

        # rules §document: a folded condition
        title: One
        logsource:
          product: any
        detection:
          a:
            A: 1
          b:
            B: 1
          condition: >
            a
            and not b
        + A=1
        - A=1 ;; B=1

        # rules §document: legacy actions lend to what follows
        title: One
        action: global
        logsource:
          product: any
        detection:
          condition: s
        ---
        detection:
          s:
            A: 1
        ---
        detection:
          s:
            B: 1
        + A=1
        + B=1
        - C=1

        # rules §document: legacy repeat changes the rule before
        title: One
        logsource:
          product: any
        detection:
          s:
            A: 1
          condition: s
        ---
        action: repeat
        detection:
          s:
            A: 2
        + A=1
        + A=2
        - A=3

        # rules §document: legacy reset forgets
        title: One
        action: global
        detection:
          extra:
            Z: 1
        ---
        action: reset
        ---
        title: Two
        logsource:
          product: any
        detection:
          s:
            A: 1
          condition: 1 of them
        + A=1
        - Z=1

        # rules §document: an explicit tag makes a text
        title: One
        logsource:
          product: any
        detection:
          s:
            A: !!str 10
          condition: s
        + A=10
        - A=10.0

        # rules §document: no title
        ---
        logsource:
          product: any
        detection:
          s:
            A: 1
          condition: s
        ! title is missing

        # rules §document: no log source
        title: One
        detection:
          s:
            A: 1
          condition: s
        ! log source is missing

        # rules §document: an empty log source
        title: One
        logsource:
          definition: something
        detection:
          s:
            A: 1
          condition: s
        ! names no product

        # rules §document: no detection
        title: One
        logsource:
          product: any
        ! no detection

        # rules §document: no search identifier
        title: One
        logsource:
          product: any
        detection:
          condition: s
        ! nothing to look for

        # rules §document: an unknown level
        title: One
        level: severe
        logsource:
          product: any
        detection:
          s:
            A: 1
          condition: s
        ! none of informational

        # rules §document: not YAML
        title: "One
        ! cannot be read

        # rules §document: an alias of nothing
        title: *nothing
        ! names no earlier anchor

        # rules §document: a list is no rule
        ---
          - a
          - b
        ! no map

        # filters §global-filter: what a filter describes is taken away
        title: Rule
        id: r1
        logsource:
          product: windows
          category: process_creation
        detection:
          s:
            A: 1
          condition: s
        ---
        title: Filter
        logsource:
          product: windows
        filter:
          rules:
            - r1
          selection:
            User|startswith: adm_
          condition: selection
        + A=1 ;; User=bob
        + A=1
        - A=1 ;; User=adm_bob
        - User=bob

        # filters §global-filter: by name
        title: Rule
        name: my_rule
        logsource:
          product: windows
        detection:
          s:
            A: 1
          condition: s
        ---
        title: Filter
        logsource:
          product: windows
        filter:
          rules: my_rule
          selection:
            User: bob
          condition: selection
        + A=1
        - A=1 ;; User=bob

        # filters §global-filter: filters stack
        title: Filter one
        logsource:
          product: windows
        filter:
          rules: any
          selection:
            User: bob
          condition: selection
        ---
        title: Rule
        logsource:
          product: windows
        detection:
          s:
            A: 1
          condition: s
        ---
        title: Filter two
        logsource:
          product: windows
        filter:
          rules: any
          one:
            User: eve
          two:
            Host: h
          condition: one and two
        + A=1 ;; User=eve
        - A=1 ;; User=bob
        - A=1 ;; User=eve ;; Host=h

        # filters §global-filter: a rule joined by or is filtered as a whole
        title: Rule
        id: r1
        logsource:
          product: windows
        detection:
          a:
            A: 1
          b:
            B: 1
          condition: a or b
        ---
        title: Filter
        logsource:
          product: windows
        filter:
          rules: any
          selection:
            User: bob
          condition: selection
        + A=1
        + B=1 ;; User=eve
        - A=1 ;; User=bob
        - B=1 ;; User=bob

        # filters §global-filter: a negated filter keeps only what it describes
        title: Rule
        logsource:
          product: windows
        detection:
          s:
            A: 1
          condition: s
        ---
        title: Filter
        logsource:
          product: windows
        filter:
          rules: any
          selection:
            Zone: prod
          condition: not selection
        + A=1 ;; Zone=prod
        - A=1
        """;
}
