namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Where findings go, and what is looked at.</summary>
sealed class Scope(StixValidationOptions options)
{
    readonly HashSet<string> _active = StixChecks.Active(options);
    readonly List<StixFinding> _findings = [];
    bool _full;

    public StixValidationOptions Options { get; } = options;

    /// <summary>The object that is looked at.</summary>
    public Subject Subject { get; private set; } = Subject.None;

    /// <summary>In front of every path: the place of the object in a bundle.</summary>
    public string Prefix { get; private set; } = "";

    public StixReport Report => new(_findings);

    public bool Runs(string check) => _active.Contains(check);

    public void Enter(string prefix, Subject subject)
    {
        Prefix = prefix;
        Subject = subject;
    }

    /// <summary>Something that must be is not.</summary>
    public void Must(string path, string message) => Add(path, message, "", isError: true);

    /// <summary>Something that should be is not.</summary>
    public void Should(string check, string path, string message)
    {
        if (Runs(check)) Add(path, message, check, Options.Strict);
    }

    /// <summary>Something that should be, and was asked for by an option.</summary>
    public void Asked(string option, string path, string message) => Add(path, message, option, Options.Strict);

    void Add(string path, string message, string check, bool isError)
    {
        if (_full) return;
        _full = _findings.Count >= Options.Limits.Findings;
        _findings.Add(_full
            ? new StixFinding("", "there is more that is wrong; mend this first", "", true)
            : new StixFinding(Prefix.Length == 0 ? path : path.Length == 0 ? Prefix : $"{Prefix}.{path}", message, check, isError));
    }
}
