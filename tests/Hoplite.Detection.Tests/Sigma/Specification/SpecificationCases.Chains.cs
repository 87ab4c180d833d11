namespace Hoplite.Detection.Tests.Sigma.Specification;

static partial class SpecificationCases
{
    const string Chains = """
        # modifiers §chains: an unknown modifier
        A|nonsense: x
        ! 'nonsense' is not known

        # modifiers §chains: a bar without a modifier
        A|: x
        ! no modifier

        # modifiers §chains: contains before re
        A|contains|re: x
        ! 're' cannot follow 'contains'

        # modifiers §chains: re after cidr
        A|cidr|re: x
        ! 're' cannot follow 'cidr'

        # modifiers §chains: contains after cidr
        A|cidr|contains: 10.0.0.0/8
        ! 'contains' cannot follow 'cidr'

        # modifiers §chains: base64 after re
        A|re|base64: x
        ! 'base64' cannot follow 're'

        # modifiers §chains: re twice
        A|re|re: x
        ! 're' cannot follow 're'

        # modifiers §chains: contains after lt
        A|lt|contains: 5
        ! 'contains' cannot follow 'lt'

        # modifiers §chains: lt after contains
        A|contains|lt: 5
        ! 'lt' cannot follow 'contains'

        # modifiers §chains: two comparisons
        A|lt|gt: 5
        ! 'gt' cannot follow 'lt'

        # modifiers §chains: hour after gte
        A|gte|hour: 5
        ! 'hour' cannot follow 'gte'

        # modifiers §chains: two parts of a time
        A|hour|minute: 5
        ! 'minute' cannot follow 'hour'

        # modifiers §chains: fieldref after contains
        A|contains|fieldref: B
        ! 'fieldref' cannot follow 'contains'

        # modifiers §chains: windash after fieldref
        A|fieldref|windash: B
        ! 'windash' cannot follow 'fieldref'

        # modifiers §chains: windash after re
        A|re|windash: x
        ! 'windash' cannot follow 're'

        # modifiers §chains: cased after re
        A|re|cased: x
        ! 'cased' cannot follow 're'

        # modifiers §chains: expand after fieldref
        A|fieldref|expand: B
        ! 'expand' cannot follow 'fieldref'

        # modifiers §chains: contains of null
        A|contains: null
        ! cannot be applied to null

        # modifiers §chains: startswith and endswith together
        A|startswith|endswith: mid
        + A=a mid b
        - A=m i d

        # modifiers §chains: the same modifier twice
        A|contains|contains: mid
        + A=a mid b
        - A=m

        # modifiers §chains: blanks around the bars
        'A | contains': x
        - A=x
        + A =axb

        # modifiers §chains: windash, base64offset and contains
        A|windash|base64offset|contains: ' -enc'
        + A=cHMgL2VuYyB4
        + A=cHMgLWVuYyB4
        - A=ps /enc x
        """;
}
