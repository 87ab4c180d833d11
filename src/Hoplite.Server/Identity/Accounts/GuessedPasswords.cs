namespace Hoplite.Server.Identity.Accounts;

/// <summary>Passwords of twelve and more characters that everybody guesses first.</summary>
static class GuessedPasswords
{
    static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "passwort", "motdepasse", "contrasena", "qwerty", "qwertyuiop", "azerty", "azertyuiop", "asdfghjkl", "zxcvbnm",
        "qazwsx", "qazwsxedc", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qaz2wsx3edc", "zaq12wsx", "administrator", "admin", "root", "toor", "changeme", "changeit", "letmein",
        "welcome", "iloveyou", "iloveyousomuch", "trustno1", "default", "secret", "security", "computer", "internet", "football", "baseball", "basketball", "superman", "batman",
        "starwars", "sunshine", "princess", "monkey", "dragon", "master", "michael", "jennifer", "jordan", "liverpool", "chelsea", "arsenal", "manchester", "barcelona",
        "whatever", "nothing", "blink182", "pokemon", "minecraft", "fortnite", "correcthorsebatterystaple", "winter", "spring", "summer", "autumn", "monday", "january", "october",
        "november", "december", "company", "server", "database", "temporary", "guest", "test", "testing", "password123", "abcdefghijkl", "elasticsearch", "raspberry",
        "kali", "splunk", "vagrant", "oracle", "postgres", "letmeinplease", "thisismypassword", "mypassword", "newpassword", "nopassword", "supersecret", "topsecret", "openthedoor",
    };

    /// <summary>Whether it is one of them, twice one of them, or one with digits and signs at its ends.</summary>
    public static bool Contains(string password)
    {
        if (Words.Contains(password)) return true;
        var core = password.Trim().TrimStart("0123456789!?.,-_*#$@+ ".ToCharArray()).TrimEnd("0123456789!?.,-_*#$@+ ".ToCharArray());
        if (Words.Contains(core)) return true;
        return core.Length % 2 == 0 && core.AsSpan(0, core.Length / 2).SequenceEqual(core.AsSpan(core.Length / 2)) && Words.Contains(core[..(core.Length / 2)]);
    }
}
