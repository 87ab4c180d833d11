using Hoplite.Store.Cases;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>Accounts as rows.</summary>
static class AccountRows
{
    public const string Select = """
        SELECT id, name, role, password, totp, totp_step, subject, failures, locked_until, created, disabled,
          (SELECT COUNT(*) FROM passkeys WHERE passkeys.user = users.id) FROM users
        """;

    public static Account Read(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), RoleNames.Parse(row.GetString(2)) ?? Role.Viewer, row.Text(3), row.Text(4), row.GetInt64(5), row.Text(6),
        row.GetInt32(7), row.Time(8), row.Time(9)!.Value, row.GetBoolean(10), row.GetInt32(11));

    public static Account? One(this SqlSession sql, string where, params ReadOnlySpan<object?> values) => sql.Query($"{Select} WHERE {where}", Read, values).FirstOrDefault();

    /// <summary>Ends every session of somebody, but for one.</summary>
    public static void EndSessions(this SqlSession sql, Guid user, Guid? but = null) =>
        sql.Execute("DELETE FROM sessions WHERE user = @0 AND id IS NOT @1", user.ToString(), but?.ToString());

    /// <summary>Whether nobody else can administer.</summary>
    public static bool IsLastAdmin(this SqlSession sql, Guid user) =>
        sql.One("id = @0", user.ToString()) is { Role: Role.Admin, IsDisabled: false }
        && !sql.Query($"{Select} WHERE role = 'admin' AND disabled = 0 AND id <> @0", Read, user.ToString()).Any(a => a.CanSignIn);
}
