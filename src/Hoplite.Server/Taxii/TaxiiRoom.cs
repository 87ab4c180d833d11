using System.Security.Cryptography;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Tokens;

namespace Hoplite.Server.Taxii;

/// <summary>The TAXII server of the platform: its store, what it offers and who may come in.</summary>
public sealed class TaxiiRoom : IAsyncDisposable
{
    /// <summary>The file with objects.</summary>
    public const string FileName = "taxii.db";

    internal const string KeyName = "taxii.key";

    readonly ITaxiiStore _store;
    readonly byte[] _key;
    Func<string, TaxiiUser?> _peer = static _ => null;

    /// <summary>Furnishes it.</summary>
    public TaxiiRoom(Platform platform, TokenBook tokens, AccountBook accounts)
    {
        var options = platform.Options.Taxii;
        var preload = options.Preload is { } file ? Read(file) : null;
        var catalogue = TaxiiPlan.Make(options, preload?.Catalogue);
        SignIn = new TaxiiSignIn(catalogue.Users, secret => _peer(secret) ?? OfPlatform(secret, tokens, accounts));
        _store = TaxiiPlan.Postgres(options) is { } connection ? Connect(connection, platform.Time) : TaxiiStore.Open(Path.Combine(platform.Data, FileName), platform.Time);
        _key = Key(Path.Combine(platform.Data, KeyName));
        Desk = new TaxiiDesk(catalogue, _store, _key, Accept);
        Ready = preload?.LoadAsync(_store) ?? Task.CompletedTask;
        PublicUrl = platform.Options.Web.PublicUrl?.TrimEnd('/');
    }

    /// <summary>Answers.</summary>
    public TaxiiDesk Desk { get; private set; }

    /// <summary>Where objects are kept.</summary>
    public ITaxiiStore Store => _store;

    /// <summary>Knows who asks.</summary>
    public TaxiiSignIn SignIn { get; }

    /// <summary>The address it is reached under; null for the one the client used.</summary>
    public string? PublicUrl { get; }

    /// <summary>Done when the preloaded content is there.</summary>
    internal Task Ready { get; }

    /// <summary>Whether the configuration asks for it.</summary>
    public static bool IsWanted(ServeOptions options) => options.Taxii.Enabled || options.Taxii.Preload is not null || options.Intelligence.Community is not null;

    /// <summary>Opens one more root, for those that show a token the platform does not give out; before the door is mapped.</summary>
    internal void Open(TaxiiRoot root, Func<string, TaxiiUser?> peer)
    {
        _peer = peer;
        Desk = new TaxiiDesk(Desk.Catalogue with { Roots = [.. Desk.Catalogue.Roots, root] }, _store, _key, Accept);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    // What the form alone does not show: properties of the wrong kind, impossible values. Only what claims to be STIX 2.1 is held to it, and a server
    // keeps what is incomplete or contradicts itself; whoever acts on it looks closer.
    static string? Accept(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"2.1\""u8) >= 0 && StixReader.ReadObject(json.ToArray()).Problem is { Check: not (StixFinding.Required or StixFinding.Order) } problem ? problem.ToString() : null;

    static PreloadFile Read(string path)
    {
        try
        {
            return PreloadFile.Read(File.ReadAllBytes(path));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw TaxiiPlan.Wrong($"preload: {wrong.Message}");
        }
    }

    static PostgresTaxiiStore Connect(string connection, TimeProvider time)
    {
        try
        {
            return PostgresTaxiiStore.Open(connection, time);
        }
        catch (Exception wrong) when (wrong is IOException or ArgumentException)
        {
            throw TaxiiPlan.Wrong($"postgres: {wrong.Message}");
        }
    }

    // Kept, so that clients in the middle of a collection go on after a restart.
    static byte[] Key(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: 32 } kept) return kept;
        var key = RandomNumberGenerator.GetBytes(32);
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, how);
        file.Write(key);
        return key;
    }

    static TaxiiUser? OfPlatform(string secret, TokenBook tokens, AccountBook accounts)
    {
        if (tokens.Find(secret) is not { } token || !token.Scopes.Contains(Scope.ReadIncidents) || accounts.Find(token.User) is not { IsDisabled: false } account) return null;
        var role = token.Role < account.Role ? token.Role : account.Role;
        return new TaxiiUser
        {
            Name = "token " + token.Id, CanWrite = role >= Role.Analyst && token.Scopes.Contains(Scope.WriteIncidents),
            Clearance = role == Role.Admin ? Tlp.Red : Tlp.Amber, Groups = role == Role.Admin ? null : [],
        };
    }
}
