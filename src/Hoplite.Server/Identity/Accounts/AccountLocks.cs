using Hoplite.Store.Cases;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>Slows down whoever guesses at one account: after some failures it is locked, each time twice as long, never for good.</summary>
/// <param name="database">Where failures are counted.</param>
/// <param name="options">How many are too many.</param>
/// <param name="time">The clock.</param>
public sealed class AccountLocks(CaseDatabase database, AccountOptions options, TimeProvider time)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Whether attempts are refused just now.</summary>
    public bool IsLocked(Account account) => account.LockedUntil > time.GetUtcNow();

    /// <summary>Counts a wrong attempt.</summary>
    /// <remarks>It joins the caller's transaction: a second one would take longer for somebody than for nobody.</remarks>
    public void Failed(SqlSession sql, Guid id)
    {
        var failures = Convert.ToInt32(sql.Scalar("UPDATE users SET failures = failures + 1 WHERE id = @0 RETURNING failures", id.ToString()) ?? 0, System.Globalization.CultureInfo.InvariantCulture);
        if (failures < options.FailuresBeforeLock) return;
        var pause = TimeSpan.FromMinutes(1) * Math.Pow(2, Math.Min(failures - options.FailuresBeforeLock, 10));
        sql.Execute("UPDATE users SET locked_until = @1 WHERE id = @0", id.ToString(), (time.GetUtcNow() + (pause < Longest ? pause : Longest)).UtcTicks);
    }

    /// <summary>Forgets wrong attempts after a right one.</summary>
    public void Succeeded(Account account)
    {
        if (account.Failures > 0) database.Write(s => s.Execute("UPDATE users SET failures = 0, locked_until = NULL WHERE id = @0", account.Id.ToString()));
    }
}
