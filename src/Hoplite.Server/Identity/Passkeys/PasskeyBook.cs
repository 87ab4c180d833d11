using System.Buffers.Text;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Identity.Passkeys;

/// <summary>All passkeys.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">The clock.</param>
public sealed class PasskeyBook(CaseDatabase database, TimeProvider time)
{
    const string Select = "SELECT id, public_key, created, sign_count, transports, verified, backup_eligible, backed_up, name FROM passkeys";

    /// <summary>The passkeys of somebody, as they are shown.</summary>
    public IReadOnlyList<Passkey> Of(Guid user) => database.Read(s => s.Query(
        "SELECT id, name, created, used FROM passkeys WHERE user = @0 ORDER BY created",
        static r => new Passkey(Base64Url.EncodeToString((byte[])r.GetValue(0)), r.GetString(1), r.Time(2)!.Value, r.Time(3)), user.ToString()));

    /// <summary>Adds a passkey, or notes what changed when it was used.</summary>
    public void Put(Guid user, UserPasskeyInfo key) => database.Write(s => s.Execute(
        """
        INSERT INTO passkeys (id, user, name, public_key, sign_count, transports, verified, backup_eligible, backed_up, created) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)
        ON CONFLICT (id) DO UPDATE SET sign_count = @4, backed_up = @8, used = @10 WHERE user = @1
        """,
        key.CredentialId, user.ToString(), key.Name ?? "passkey", key.PublicKey, (long)key.SignCount, string.Join(' ', key.Transports ?? []),
        key.IsUserVerified ? 1 : 0, key.IsBackupEligible ? 1 : 0, key.IsBackedUp ? 1 : 0, key.CreatedAt.UtcTicks, time.GetUtcNow().UtcTicks));

    /// <summary>Removes a passkey of somebody; false when there is no such passkey.</summary>
    public bool Remove(Guid user, byte[] id) => database.Write(s => s.Execute("DELETE FROM passkeys WHERE id = @0 AND user = @1", id, user.ToString())) == 1;

    internal IList<UserPasskeyInfo> KeysOf(Guid user) => database.Read(s => s.Query($"{Select} WHERE user = @0", Read, user.ToString()));

    internal Account? OwnerOf(byte[] id) => database.Read(s => s.One("id = (SELECT user FROM passkeys WHERE passkeys.id = @0)", id));

    // Attestation is not asked for, so that there is nothing of it to keep.
    static UserPasskeyInfo Read(SqliteDataReader r) => new(
        (byte[])r.GetValue(0), (byte[])r.GetValue(1), r.Time(2)!.Value, (uint)r.GetInt64(3), r.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        r.GetBoolean(5), r.GetBoolean(6), r.GetBoolean(7), [], []) { Name = r.GetString(8) };
}
