using System.Buffers.Text;
using Hoplite.Guard.Approvals;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Passkeys;

namespace Hoplite.Server.Responses;

/// <summary>Who may approve: everybody who is at least a responder, with a passkey of theirs or a key of the configuration.</summary>
public sealed class Approvers : IApprovers
{
    readonly Platform _platform;
    readonly AccountBook _accounts;
    readonly PasskeyBook _passkeys;
    readonly Dictionary<string, LocalApproverKey> _keys;

    /// <summary>Reads the keys of the configuration.</summary>
    /// <exception cref="ConfigurationException">One of them is no key.</exception>
    public Approvers(Platform platform, AccountBook accounts, PasskeyBook passkeys)
    {
        (_platform, _accounts, _passkeys) = (platform, accounts, passkeys);
        _keys = platform.Options.Response.Approvers.Select(Key).DistinctBy(k => k.Id).ToDictionary(k => k.Id, StringComparer.Ordinal);
    }

    /// <summary>Where passkeys are for: the domain of the console.</summary>
    public string RelyingParty => Site?.Host ?? "localhost";

    Uri? Site => _platform.Options.Web.PublicUrl is { } url ? new Uri(url) : null;

    /// <inheritdoc />
    public ApproverKey? Find(string id)
    {
        if (_keys.TryGetValue(id, out var local)) return _accounts.ByName(local.Person) is not { } named || MayApprove(named) ? local : null;
        if (id.Length > 1400 || !Base64Url.IsValid(id)) return null;
        var credential = Base64Url.DecodeFromChars(id);
        if (_passkeys.OwnerOf(credential) is not { } owner || !MayApprove(owner)) return null;
        var key = _passkeys.KeysOf(owner.Id).FirstOrDefault(k => k.CredentialId.AsSpan().SequenceEqual(credential));
        return key is null ? null : new PasskeyApproverKey(owner.Name, id, key.PublicKey, RelyingParty, Origins());
    }

    static bool MayApprove(Account account) => account is { IsDisabled: false, Role: >= Role.Responder };

    // Without a public address the console is looked at on this machine alone.
    string[] Origins()
    {
        if (Site is { } site) return [site.GetLeftPart(UriPartial.Authority)];
        var port = _platform.Listening.TryGetValue("http", out var address) && Uri.TryCreate(address, UriKind.Absolute, out var listening) ? listening.Port : _platform.Options.Web.Port;
        return [$"http://localhost:{port}", $"https://localhost:{port}"];
    }

    static LocalApproverKey Key(Response.ApproverOptions approver)
    {
        try
        {
            return approver.Person.Length > 0 ? ApprovalSigner.PublicOf(approver.Person, approver.Key) : throw new FormatException("an approver has a name");
        }
        catch (FormatException wrong)
        {
            throw new ConfigurationException("response: approvers", 0, wrong.Message);
        }
    }
}
