using Hoplite.Guard.Actions;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Agents.Hunting;

/// <summary>Makes a plan of a question without any model: hunts of the library whose words or techniques it names, and what events say of the things it names.</summary>
public static class HuntPlanner
{
    /// <summary>The most steps of a plan.</summary>
    public const int MostSteps = 20;

    const int MostHunts = 6;
    const int ByTechnique = 6;

    static readonly HashSet<string> Empty = new(["the", "and", "was", "were", "has", "have", "had", "any", "anyone", "did", "does", "our", "that", "this", "with", "from", "for", "are", "show", "find", "look", "what", "when", "who", "which", "where", "last", "days", "hours", "week", "there", "machine", "machines", "host", "user", "users", "account", "accounts", "network", "something", "seen", "into", "program", "programs", "events", "event", "not", "all", "over", "past"], StringComparer.Ordinal);

    // What people call a technique. Longer phrases are looked for as they stand in the question.
    static readonly (string Phrase, string[] Techniques)[] Called =
    [
        ("brute force", ["T1110"]), ("bruteforce", ["T1110"]), ("guess", ["T1110"]), ("spray", ["T1110.003"]), ("password", ["T1110"]), ("ssh", ["T1021.004", "T1110"]), ("powershell", ["T1059.001"]), ("script", ["T1059"]), ("macro", ["T1204", "T1566"]), ("phish", ["T1566", "T1204"]),
        ("lateral", ["T1021", "T1550"]), ("rdp", ["T1021.001"]), ("remote", ["T1021", "T1219"]), ("exfil", ["T1048", "T1041", "T1567"]), ("upload", ["T1048", "T1567"]), ("persist", ["T1053", "T1543", "T1547", "T1546"]), ("autostart", ["T1547"]), ("scheduled task", ["T1053"]), ("service", ["T1543"]),
        ("credential", ["T1003", "T1555"]), ("lsass", ["T1003.001"]), ("mimikatz", ["T1003.001"]), ("kerberoast", ["T1558.003"]), ("dcsync", ["T1003.006"]), ("ransom", ["T1486", "T1490"]), ("shadow cop", ["T1490"]), ("tunnel", ["T1071.004", "T1572", "T1048"]), ("beacon", ["T1071", "T1573"]), ("command and control", ["T1071", "T1573"]),
        ("web shell", ["T1505.003"]), ("webshell", ["T1505.003"]), ("scan", ["T1595", "T1046"]), ("log cleared", ["T1070"]), ("cleared", ["T1070"]), ("wmi", ["T1047", "T1546.003"]), ("inject", ["T1055"]), ("discover", ["T1087", "T1016", "T1082"]), ("new account", ["T1136"]), ("privilege", ["T1548", "T1098", "T1068"]), ("sudo", ["T1548.003"]),
        ("failed log", ["T1110"]), ("failed sign", ["T1110"]), ("log in", ["T1078"]), ("logged in", ["T1078"]), ("logged on", ["T1078"]), ("login", ["T1078"]), ("logon", ["T1078"]), ("sign in", ["T1078"]), ("signed in", ["T1078"]), ("psexec", ["T1569.002", "T1021.002"]), ("attachment", ["T1566", "T1204"]), ("steal", ["T1041", "T1567", "T1048"]), ("stole", ["T1041", "T1567", "T1048"]),
        ("data leav", ["T1041", "T1567", "T1048"]), ("tamper", ["T1070", "T1562"]), ("defender", ["T1562"]), ("antivirus", ["T1562"]), ("admin account", ["T1136", "T1098"]), ("account created", ["T1136"]), ("created account", ["T1136"]), ("backdoor", ["T1543", "T1053", "T1547", "T1505.003", "T1136"]), ("back door", ["T1543", "T1053", "T1547", "T1505.003", "T1136"]),
        ("domain controller", ["T1003.006", "T1558"]), ("download", ["T1105"]), ("encrypted files", ["T1486", "T1490"]), ("dll", ["T1574"]), ("sideload", ["T1574"]), ("winrm", ["T1021.006"]), ("named pipe", ["T1570", "T1559"]), ("backup", ["T1490"]),
    ];

    /// <summary>The steps, the most telling first.</summary>
    /// <param name="text">The question as it was asked.</param>
    /// <param name="question">The same, taken apart.</param>
    /// <param name="library">The hunts there are.</param>
    public static IReadOnlyList<HuntStep> Plan(string text, HuntQuestion question, HuntLibrary library)
    {
        var steps = new List<HuntStep>();
        foreach (var target in question.Targets) steps.AddRange(LooksAt(target).Take(3).Select(l => new HuntStep.About(target, l)));
        foreach (var hunt in library.Hunts.Select(h => (Hunt: h, Score: Score(h, text, question.Words))).Where(h => h.Score >= 4).OrderByDescending(h => h.Score).ThenBy(h => h.Hunt.Name, StringComparer.Ordinal).Take(MostHunts))
            steps.Add(new HuntStep.Library(hunt.Hunt.Name));
        steps.AddRange(question.Hashes.Concat(question.Quoted).Select(t => new HuntStep.Words(t)));
        foreach (var target in question.Targets) steps.AddRange(LooksAt(target).Skip(3).Select(l => new HuntStep.About(target, l)));
        return [.. steps.Distinct().Take(MostSteps)];
    }

    /// <summary>What is asked of a thing, the most telling first.</summary>
    public static IReadOnlyList<EntityLook> LooksAt(ActionTarget target) => target.Kind switch
    {
        TargetKind.Address => [EntityLook.Seen, EntityLook.Logons, EntityLook.Connections, EntityLook.Latest],
        TargetKind.Host => [EntityLook.Seen, EntityLook.Logons, EntityLook.Programs, EntityLook.Connections, EntityLook.Names, EntityLook.Latest],
        TargetKind.Account => [EntityLook.Seen, EntityLook.Logons, EntityLook.Programs, EntityLook.Latest],
        TargetKind.Domain => [EntityLook.Seen, EntityLook.Names, EntityLook.Latest],
        _ => [EntityLook.Latest],
    };

    static int Score(Hunt hunt, string text, IReadOnlySet<string> words)
    {
        var about = $"{hunt.Title} {hunt.Name.Replace('_', ' ')} {hunt.Hypothesis}".ToLowerInvariant();
        var score = words.Count(w => w.Length > 2 && !Empty.Contains(w) && about.Contains(Stem(w), StringComparison.Ordinal)) * 2;
        foreach (var (phrase, techniques) in Called)
            if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase) && hunt.Techniques.Any(t => Array.Exists(techniques, c => t == c || t.StartsWith(c + ".", StringComparison.Ordinal)))) score += ByTechnique;
        return score + (hunt.Techniques.Any(t => words.Contains(t.ToLowerInvariant())) ? 2 * ByTechnique : 0);
    }

    static string Stem(string word) => word.Length > 6 && word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3] : word.Length > 5 && word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2] : word.Length > 4 && word.EndsWith('s') ? word[..^1] : word;
}
