namespace Hoplite.Server.Identity.Accounts;

/// <summary>What a password must be, after NIST SP 800-63B: long and not a common one; any characters, no composition rules, no expiry.</summary>
public static class PasswordRule
{
    /// <summary>The shortest password.</summary>
    public const int Shortest = 12;

    /// <summary>The longest, as ASVS 2.1.2 asks; nothing is cut off.</summary>
    public const int Longest = 128;

    /// <summary>Why a password is not good; null when it is.</summary>
    public static string? Complaint(string? password, string name) => password switch
    {
        null or { Length: < Shortest } => "the password needs at least 12 characters",
        { Length: > Longest } => "the password is longer than 128 characters",
        _ when GuessedPasswords.Contains(password) => "this password is one of the most common ones",
        _ when IsAboutUs(password, name) => "the password is made of your name or ours",
        _ when IsMonotonous(password) => "the password repeats itself or follows the keyboard",
        _ => null,
    };

    static bool IsAboutUs(string password, string name)
    {
        var rest = password.Replace("hoplite", "", StringComparison.OrdinalIgnoreCase);
        if (name.Length >= 3) rest = rest.Replace(name, "", StringComparison.OrdinalIgnoreCase);
        return rest.Length < password.Length && rest.Length < 6;
    }

    static bool IsMonotonous(string password)
    {
        if (password.Distinct().Count() < 5) return true;
        var steps = 0;
        for (var i = 1; i < password.Length; i++)
            if (Math.Abs(password[i] - password[i - 1]) <= 1) steps++;
        return steps >= password.Length - 3;
    }
}
