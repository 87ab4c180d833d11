using System.Security.Cryptography;
using System.Text;
using Hoplite.Server.Configuration;
using Hoplite.Server.Sources;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Keeps the sources in the case store, so that a restart knows them.</summary>
static class SourceKeeping
{
    /// <summary>The sources that were known, and those of the configuration.</summary>
    /// <exception cref="ConfigurationException">A source of the configuration has no name or no proper token.</exception>
    public static SourceBook Open(CaseDatabase database, ServeOptions options, TimeProvider time)
    {
        var rows = new SourceRows(database);
        var book = new SourceBook(time);
        foreach (var kept in rows.All()) book.Put(new EnrolledSource(kept.Id, kept.Name, kept.Kind, kept.TokenHash, kept.SilentAfter) { IsNew = kept.IsNew });
        book.Changed = s => rows.Put(new KeptSource(s.Id, s.Name, s.Kind, s.TokenHash, s.SilentAfter, s.IsNew));
        book.Removed = rows.Remove;
        foreach (var source in options.Sources)
        {
            if (string.IsNullOrWhiteSpace(source.Name)) throw new ConfigurationException("sources", 0, "every source needs a name");
            var token = IdentitySettings.Secret(source.Token, $"sources: {source.Name}: token")!;
            if (token.Length < 24) throw new ConfigurationException("sources", 0, $"the token of '{source.Name}' is too short; use at least 24 characters");
            book.Put(new EnrolledSource("http-" + source.Name, source.Name, "http", SHA256.HashData(Encoding.UTF8.GetBytes(token)), source.SilentAfter));
        }

        return book;
    }
}
