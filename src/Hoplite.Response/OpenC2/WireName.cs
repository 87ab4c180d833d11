using System.Text;

namespace Hoplite.Response.OpenC2;

/// <summary>How the members of closed lists are written in messages: small letters, words joined by a mark.</summary>
static class WireName
{
    /// <summary>The name of a member.</summary>
    public static string Of<T>(T member)
        where T : struct, Enum => Names<T>.ByMember[member];

    /// <summary>The member of a name; null when there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out var member) ? member : null;

    static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByMember = Enum.GetValues<T>().ToDictionary(m => m, m => Snake(m.ToString()));
        public static readonly Dictionary<string, T> ByName = ByMember.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

        static string Snake(string name)
        {
            var written = new StringBuilder();
            foreach (var letter in name)
            {
                if (char.IsAsciiLetterUpper(letter) && written.Length > 0) written.Append('_');
                written.Append(char.ToLowerInvariant(letter));
            }
            return written.ToString();
        }
    }
}
