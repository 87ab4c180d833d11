namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Conditions = """
        # rules §condition: and
        a:
          A: 1
        b:
          B: 1
        condition: a and b
        + A=1 ;; B=1
        - A=1
        - B=1

        # rules §condition: or
        a:
          A: 1
        b:
          B: 1
        condition: a or b
        + A=1
        + B=1
        - A=2

        # rules §condition: not
        a:
          A: 1
        condition: not a
        + A=2
        + {none}
        - A=1

        # rules §condition: not not
        a:
          A: 1
        condition: not not a
        + A=1
        - A=2

        # rules §condition: and binds closer than or
        a:
          A: 1
        b:
          B: 1
        c:
          C: 1
        condition: a or b and c
        + A=1
        + B=1 ;; C=1
        - B=1
        - C=1

        # rules §condition: parentheses
        a:
          A: 1
        b:
          B: 1
        c:
          C: 1
        condition: (a or b) and c
        + A=1 ;; C=1
        + B=1 ;; C=1
        - A=1
        - C=1

        # rules §condition: not binds closer than and
        a:
          A: 1
        b:
          B: 1
        condition: not a and b
        + B=1
        - A=1 ;; B=1
        - {none}

        # rules §condition: not before parentheses
        a:
          A: 1
        b:
          B: 1
        condition: not (a and b)
        + A=1
        + {none}
        - A=1 ;; B=1

        # rules §condition: nested parentheses without blanks
        a:
          A: 1
        b:
          B: 1
        c:
          C: 1
        condition: ((a)and(b or(not c)))
        + A=1 ;; B=1 ;; C=1
        + A=1
        - A=1 ;; C=1

        # rules §condition: 1 of them
        a:
          A: 1
        b:
          B: 1
        condition: 1 of them
        + A=1
        + B=1
        - {none}

        # rules §condition: all of them
        a:
          A: 1
        b:
          B: 1
        condition: all of them
        + A=1 ;; B=1
        - A=1

        # rules §condition: them leaves out what starts with an underscore
        a:
          A: 1
        _b:
          B: 1
        condition: 1 of them
        + A=1
        - B=1

        # rules §condition: all of them leaves out what starts with an underscore
        a:
          A: 1
        _b:
          B: 1
        condition: all of them
        + A=1
        - B=1

        # rules §condition: 1 of a pattern
        sel_a:
          A: 1
        sel_b:
          B: 1
        other:
          C: 1
        condition: 1 of sel_*
        + A=1
        + B=1
        - C=1

        # rules §condition: all of a pattern
        sel_a:
          A: 1
        sel_b:
          B: 1
        other:
          C: 1
        condition: all of sel_*
        + A=1 ;; B=1
        - A=1 ;; C=1

        # rules §condition: a star in the middle of a pattern
        sel_a_x:
          A: 1
        sel_b_x:
          B: 1
        sel_c_y:
          C: 1
        condition: 1 of sel_*_x
        + A=1
        + B=1
        - C=1

        # rules §condition: a star at the start of a pattern
        main_1:
          A: 1
        other_1:
          B: 1
        main_2:
          C: 1
        condition: all of *_1
        + A=1 ;; B=1
        - A=1 ;; C=1

        # rules §condition: a pattern without a star is a name
        selection:
          A: 1
        selection2:
          B: 1
        condition: 1 of selection
        + A=1
        - B=1

        # rules §condition: any of
        sel_a:
          A: 1
        sel_b:
          B: 1
        condition: any of sel_*
        + B=1
        - {none}

        # rules §condition: not 1 of
        selection:
          A: 1
        filter_a:
          B: 1
        filter_b:
          C: 1
        condition: selection and not 1 of filter_*
        + A=1
        - A=1 ;; B=1
        - A=1 ;; C=1

        # rules §condition: not all of
        selection:
          A: 1
        filter_a:
          B: 1
        filter_b:
          C: 1
        condition: selection and not all of filter_*
        + A=1 ;; B=1
        - A=1 ;; B=1 ;; C=1

        # rules §condition: a quantifier within parentheses
        sel_a:
          A: 1
        sel_b:
          B: 1
        c:
          C: 1
        condition: (1 of sel_*) and c
        + A=1 ;; C=1
        - A=1

        # rules §condition: a quantifier binds closer than and
        sel_a:
          A: 1
        sel_b:
          B: 1
        c:
          C: 1
        condition: c and 1 of sel_* or all of sel_*
        + A=1 ;; B=1
        + C=1 ;; B=1
        - C=1

        # rules §condition: a list of conditions is joined by or
        a:
          A: 1
        b:
          B: 1
        condition:
          - a
          - b
        + A=1
        + B=1
        - {none}

        # rules §condition: operators in capitals
        a:
          A: 1
        b:
          B: 1
        condition: a AND NOT b
        + A=1
        - A=1 ;; B=1

        # rules §condition: over several lines
        a:
          A: 1
        b:
          B: 1
        condition: a
          and
          b
        + A=1 ;; B=1
        - A=1

        # rules §condition: names with dashes and digits
        sel-1:
          A: 1
        2nd:
          B: 1
        condition: sel-1 or 2nd
        + A=1
        + B=1
        - {none}

        # rules §condition: the legacy key timeframe is no search identifier
        a:
          A: 1
        timeframe: 5m
        condition: all of them
        + A=1
        - {none}

        # rules §condition: an unknown name
        a:
          A: 1
        condition: a and b
        ! names 'b', which is not defined

        # rules §condition: a pattern that fits nothing
        a:
          A: 1
        condition: a and not 1 of filter_*
        ! nothing has such a name

        # rules §condition: legacy counting
        a:
          A: 1
        condition: a | count() by Host > 10
        ! write a correlation rule

        # rules §condition: an open parenthesis
        a:
          A: 1
        condition: (a
        ! never closed

        # rules §condition: a stray parenthesis
        a:
          A: 1
        condition: a )
        ! ')'

        # rules §condition: an operator without its right side
        a:
          A: 1
        condition: a and
        ! ends where

        # rules §condition: two names without an operator
        a:
          A: 1
        condition: a a
        ! 'and', 'or' or its end

        # rules §condition: another quantifier
        a:
          A: 1
        condition: 2 of them
        ! only '1', 'any' and 'all'

        # rules §condition: missing
        selection:
          A: 1
        detection_note: x
        condition:
        ! condition is missing

        # rules §condition: empty
        a:
          A: 1
        condition: ''
        ! empty
        """;
}
