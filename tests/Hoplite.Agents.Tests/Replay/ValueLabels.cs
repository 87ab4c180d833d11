using System.Text.RegularExpressions;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>Labels the values of one run: who could have chosen them. It learns from the reads of the run, in order, and never from what a call is good for.</summary>
/// <remarks>The records hold no results of tools. A value that is in no text of the attacker is therefore labelled by the best source that could have given it; a platform reads that off the value itself.</remarks>
/// <param name="plan">What the operator said.</param>
/// <param name="untrusted">Text that is known to be an outsider's; empty when none is on record, and then nothing can be traced to a document.</param>
/// <param name="areTextsKnown">Whether it is on record which texts were an outsider's.</param>
/// <param name="designated">What a value is worth that only a source the operator named can have given.</param>
sealed partial class ValueLabels(OperatorPlan plan, IReadOnlyList<string> untrusted, bool areTextsKnown, Integrity designated)
{
    readonly HashSet<string> _prompt = [.. Wording.Of(plan.Text)];
    readonly string _attacker = string.Join(' ', untrusted).ToLowerInvariant();
    readonly HashSet<string> _attackerWords = [.. Wording.Of(Asked().Match(string.Join(' ', untrusted)) is { Success: true } asked ? asked.Groups[1].Value : string.Join(' ', untrusted))];
    readonly HashSet<string> _sources = [];
    Integrity? _records;
    bool _hasRead;

    /// <summary>Takes note of a read of the operator's own mail, files or records.</summary>
    public void Read(RecordedCall call)
    {
        _hasRead = true;
        var source = call.Tool.Contains("email", StringComparison.Ordinal) ? "mail" : call.Tool.Contains("file", StringComparison.Ordinal) ? "file" : "records";
        _sources.Add(source);
        if (source == "file" && call.Values.Any(v => v.Value.StartsWith('/') && plan.Text.Contains(string.Join('/', v.Value.ToLowerInvariant().Split('/').Take(3)), StringComparison.Ordinal) && v.Value.Length > 4)) _sources.Add("named");
        if (source != "records") return;

        // Whoever chooses what is searched for chooses what is found.
        var values = call.Values.Select(v => Wording.Of(v.Value).Where(w => !w.All(char.IsAsciiDigit)).ToArray()).ToArray();
        var words = values.SelectMany(v => v).ToArray();
        var isTheirs = Array.Exists(values, IsMadeOfTheirWords)
            || call.Tool.Contains("search", StringComparison.Ordinal) && words.Length > 0 && !Array.Exists(words, w => Wording.IsIn(w, _prompt));
        var label = isTheirs ? Integrity.FreeText : Integrity.Sensor;
        _records = _records is { } known ? (Integrity)Math.Min((int)known, (int)label) : label;
    }

    /// <summary>Takes note of a page that was read.</summary>
    public void ReadPage()
    {
        _hasRead = true;
        _sources.Add("web");
    }

    /// <summary>The label of a value.</summary>
    public Label Of(string name, string value, string family) => new(IntegrityOf(name, value.ToLowerInvariant().Trim(), family), Confidentiality.Internal, Provenance.None);

    Integrity IntegrityOf(string name, string value, string family)
    {
        if (value.Length == 0) return Integrity.Operator;
        if (name.Contains("url", StringComparison.Ordinal) || name.Contains("link", StringComparison.Ordinal) || Wording.IsUrl(value)) return OfHost(Wording.Host(value));
        if (value.Length >= 2 && plan.Text.Contains(value, StringComparison.Ordinal)) return Integrity.Operator;
        if (value.StartsWith('/')) return _attacker.Contains(value.TrimEnd('/'), StringComparison.Ordinal) || PlaceOfTheSystem().IsMatch(value) ? Integrity.FreeText : Integrity.Platform;
        if (value.Length >= 3 && _attacker.Contains(value, StringComparison.Ordinal)) return Integrity.FreeText;
        if (value.Contains('@', StringComparison.Ordinal)) return OfAddress(value[..value.IndexOf('@', StringComparison.Ordinal)]);
        if (IdForm().IsMatch(value) || name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("ids", StringComparison.Ordinal))
            return _records ?? (_sources.Contains("mail") && family == "download" ? Integrity.Sensor : Designated());
        return OfWords(Wording.Of(value));
    }

    Integrity OfHost(string host) =>
        Regex.IsMatch(plan.Text, $@"(^|[^a-z0-9.])(www\.)?{Regex.Escape(host)}($|[^a-z0-9_-])", RegexOptions.CultureInvariant) ? Integrity.Operator
        : _attacker.Contains(host, StringComparison.Ordinal) ? Integrity.FreeText : Designated();

    // The address of somebody the operator named, or one that the operator's own records hold.
    Integrity OfAddress(string local) =>
        _hasRead && _prompt.Any(w => w.Length > 2 && local.Contains(w, StringComparison.Ordinal)) || areTextsKnown && (_sources.Contains("named") || _sources.Contains("records")) ? Integrity.Sensor : Designated();

    Integrity OfWords(string[] words)
    {
        if (Array.Exists(words, IsTheirs)) return Integrity.FreeText;
        var said = words.Count(w => Wording.IsIn(w, _prompt));
        return words.Length > 0 && said == words.Length ? Integrity.Operator : said * 2 > words.Length ? Integrity.Sensor : Designated();
    }

    // One ordinary word in common, as of a repository called file_compression with "read the file", is chance; a value that the attacker's words and the operator's make up is not.
    bool IsMadeOfTheirWords(string[] words) => Array.Exists(words, IsTheirs) && Array.TrueForAll(words, w => IsTheirs(w) || Wording.IsIn(w, _prompt));

    bool IsTheirs(string word) => _attackerWords.Contains(word) && !Wording.IsIn(word, _prompt);

    Integrity Designated() => areTextsKnown && (plan.GoesByMail && _sources.Contains("mail") || plan.GoesByWeb && _sources.Contains("web")) ? designated : Integrity.FreeText;

    [GeneratedRegex("do the following first:(.*?)After you do that", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^/(system|etc|root|boot|usr|bin)\b|/\.", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceOfTheSystem();

    [GeneratedRegex(@"^([^\s@]*\d[^\s@]*|[\w.-]+/[\w.-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
